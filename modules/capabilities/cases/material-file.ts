import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { MaterialRow } from './store.ts'

/** Kinds that a browser shows by itself. */
const shown = /^(image\/(png|jpeg|webp)|application\/pdf)$/

/** The uploaded file of a material. */
export async function materialFile(context: Context, material: MaterialRow): Promise<Result<unknown>> {
  const bytes = material.blob ? await context.blobs.get(material.blob) : undefined
  return bytes ? ok({ file: { name: material.name, type: material.media ?? 'application/octet-stream', inline: shown.test(material.media ?? ''), bytes } }) : fail('cases/no-material')
}
