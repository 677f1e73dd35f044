import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A request's file, here in whole; it can be read as often as a transaction has to begin again. */
export type Spooled = { readonly bytes: AsyncIterable<Uint8Array>; readonly digest: Uint8Array; readonly drop: () => Promise<void> }

/** Above what any module takes: modules refuse with words of their own. */
const MOST = 25 * 1024 * 1024
/** Small files never touch the disk here. */
const IN_MEMORY = 256 * 1024

/**
 * Takes a request's bytes in before a transaction begins, so that a slow sender holds no connection of the database.
 * @returns nothing when there are more than 25 MiB.
 */
export async function takeIn(source: AsyncIterable<Uint8Array>, folder: string): Promise<Spooled | undefined> {
  const digest = createHash('sm3')
  const held: Uint8Array[] = []
  const path = join(folder, randomUUID())
  let file: Awaited<ReturnType<typeof open>> | undefined
  let size = 0
  let isWhole = false
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > MOST) return undefined
      digest.update(chunk)
      if (!file && size > IN_MEMORY) {
        await mkdir(folder, { recursive: true })
        file = await open(path, 'wx', 0o600)
        for (const before of held.splice(0)) await file.write(before)
      }
      if (file) await file.write(chunk)
      else held.push(chunk)
    }
    isWhole = true
  } finally {
    await file?.close()
    if (file && !isWhole) await rm(path, { force: true })
  }
  const isFile = file !== undefined
  return {
    bytes: { [Symbol.asyncIterator]: () => (isFile ? createReadStream(path) as AsyncIterable<Uint8Array> : each(held))[Symbol.asyncIterator]() },
    digest: digest.digest(),
    drop: async () => { if (isFile) await rm(path, { force: true }) },
  }
}

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}
