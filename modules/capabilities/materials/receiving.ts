import { fileTypeFromBuffer } from 'file-type'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { fileLimit } from './contract.ts'
import type { Received } from './contract.ts'

/** Accepted kind of material → media types that a file may turn out to be. */
const media: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  image: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/bmp', 'image/tiff'],
  ofd: ['application/zip', 'application/ofd'],
  office: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  dwg: ['image/vnd.dwg'],
}

const names: Readonly<Record<string, string>> = { pdf: 'PDF', image: '图片', ofd: 'OFD', office: 'Word 或 Excel', dwg: 'DWG 图纸' }

/** Takes in a file: bounded while it streams, then judged by its first bytes. What is refused is never linked to anything. */
export async function receive(context: Context, source: AsyncIterable<Uint8Array>, name: string, accepts: readonly string[]): Promise<Result<Received>> {
  const stored = await context.blobs.put(source, fileLimit)
  if (stored === 'too-large') return fail('materials/too-large')
  if (stored.size === 0) return fail('materials/empty')
  const kinds = accepts.length > 0 ? accepts : ['pdf', 'image']
  const bytes = await context.blobs.get(stored.hash)
  const found = bytes && (await fileTypeFromBuffer(bytes.subarray(0, 8192)))?.mime
  const allowed = kinds.flatMap((kind) => media[kind] ?? [])
  if (!found || !allowed.includes(found)) return fail('materials/wrong-type', `“${name}”不是${kinds.map((k) => names[k] ?? k).join('或')}文件，请换一个`)
  return ok({ blob: stored.hash, media: found, size: stored.size, name })
}
