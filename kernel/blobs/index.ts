import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export type Blob = { readonly hash: string; readonly size: number }

/** Files by their content: the same bytes are kept once and never change. */
export type Blobs = {
  /**
   * Stores what the stream gives; stops with `too-large` past the limit. The bytes are on disk when it answers. With an
   * `owner` they are kept under a name that nobody else's same bytes have, so that the owner may remove them.
   */
  readonly put: (source: AsyncIterable<Uint8Array>, limit: number, owner?: string) => Promise<Blob | 'too-large'>
  readonly get: (hash: string) => Promise<Buffer | undefined>
  readonly stream: (hash: string) => Readable | undefined
  /** Only for what was put with an owner: all else may be somebody's too. */
  readonly remove: (hash: string) => Promise<void>
}

export function folderBlobs(folder: string): Blobs {
  mkdirSync(join(folder, 'incoming'), { recursive: true })
  const place = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  return {
    put: (source, limit, owner = '') => put(folder, place, source, limit, owner),
    get: async (hash) => (isHash(hash) && existsSync(place(hash)) ? readFile(place(hash)) : undefined),
    stream: (hash) => (isHash(hash) && existsSync(place(hash)) ? createReadStream(place(hash)) : undefined),
    remove: async (hash) => { if (isHash(hash)) await rm(place(hash), { force: true }) },
  }
}

const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text)

async function put(folder: string, place: (hash: string) => string, source: AsyncIterable<Uint8Array>, limit: number, owner: string): Promise<Blob | 'too-large'> {
  const draft = join(folder, 'incoming', randomUUID())
  const file = await open(draft, 'wx', 0o600)
  const hash = createHash('sm3').update(owner)
  let size = 0
  let isWhole = false
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > limit) return 'too-large'
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
    isWhole = true
  } finally {
    await file.close()
    if (!isWhole) await rm(draft, { force: true })
  }
  const digest = hash.digest('hex')
  mkdirSync(join(place(digest), '..'), { recursive: true })
  await rename(draft, place(digest))
  await syncFolder(join(place(digest), '..'))
  return { hash: digest, size }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().catch(() => {})
  await handle.close()
}
