import { zipSync } from 'fflate'

/** The files of a package by name, in the order they are written. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

/** The zip format keeps a local time; the earliest one says nothing and is the same everywhere. */
const NO_TIME = new Date(1980, 0, 1)

/** What deflating a smaller file would save is not worth its tables. */
const SMALL = 1024

/** Packs files so that the same files always give the same bytes. Pictures and small files are stored, the rest is deflated. */
export function zipFiles(files: PackageFiles): Buffer {
  const entries = [...files].map(([name, bytes]) => [name, [bytes, { level: name.endsWith('.png') || bytes.length < SMALL ? 0 : 1 }]] as const)
  const packed = zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0], { mtime: NO_TIME })
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
}
