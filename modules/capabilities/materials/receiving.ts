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

/** As many first bytes as it takes to tell what a file is. */
const HEAD = 8192

/** Takes in a file: judged by its first bytes before any is stored, then bounded while it streams. What is refused leaves nothing behind. */
export async function receive(context: Context, source: AsyncIterable<Uint8Array>, name: string, accepts: readonly string[], owner?: string): Promise<Result<Received>> {
  const kinds = accepts.length > 0 ? accepts : ['pdf', 'image']
  const { head, whole, leave } = await begun(source)
  if (head.length === 0) return fail('materials/empty')
  const found = (await fileTypeFromBuffer(head.subarray(0, HEAD)))?.mime
  const allowed = kinds.flatMap((kind) => media[kind] ?? [])
  if (!found || !allowed.includes(found)) {
    await leave()
    return fail('materials/wrong-type', `“${name}”不是${kinds.map((k) => names[k] ?? k).join('或')}文件，请换一个`)
  }
  const stored = await context.blobs.put(whole, fileLimit, owner)
  if (stored === 'too-large') return fail('materials/too-large')
  return ok({ blob: stored.hash, media: found, size: stored.size, name })
}

/** Reads a stream's beginning; `whole` gives all of it from there. */
async function begun(source: AsyncIterable<Uint8Array>) {
  const reader = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < HEAD) {
    const { value, done } = await reader.next()
    if (done) break
    chunks.push(value)
    size += value.length
  }
  const leave = async () => { await reader.return?.() }
  async function* whole() {
    try {
      yield* chunks
      for (let next = await reader.next(); !next.done; next = await reader.next()) yield next.value
    } finally {
      await leave()
    }
  }
  return { head: Buffer.concat(chunks), whole: whole(), leave }
}
