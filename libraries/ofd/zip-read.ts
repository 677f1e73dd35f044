import { crc32, inflateRawSync } from 'node:zlib'
import type { PackageFiles } from './zip-write.ts'
import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'

/** No honest licence comes near these; a package beyond them is refused before it is unpacked. */
export interface ZipLimits {
  readonly packageBytes: number
  readonly files: number
  readonly fileBytes: number
  readonly totalBytes: number
}

export const DEFAULT_ZIP_LIMITS: ZipLimits = { packageBytes: 64 << 20, files: 2000, fileBytes: 16 << 20, totalBytes: 64 << 20 }

export type ZipFailure = 'not-zip' | 'too-large' | 'unsafe-name' | 'damaged'

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/**
 * Unpacks a zip into memory. Refused: absolute and climbing names, two files of one name, encryption, zip64,
 * a local header that contradicts the directory (two readers would see two packages), sizes beyond the limits
 * or beyond what the directory announced, a wrong checksum.
 */
export function unzipFiles(bytes: Uint8Array, limits: ZipLimits = DEFAULT_ZIP_LIMITS): Result<PackageFiles, ZipFailure> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.length > limits.packageBytes) return fail('too-large', '文件过大，拒绝打开')
  try {
    const entries = readDirectory(data)
    if (!entries) return fail('not-zip', '不是可读的 ZIP 包')
    const refusal = refuseEntries(entries, limits)
    if (refusal) return refusal
    const files = new Map<string, Uint8Array>()
    for (const entry of entries) {
      const content = readEntry(data, entry)
      if (!content) return fail('damaged', `包内文件“${entry.name}”已损坏`)
      if (!entry.name.endsWith('/')) files.set(entry.name, content)
    }
    return ok(files)
  } catch {
    // Reading past the end, broken deflate data and broken UTF-8 all mean the same to whoever asks.
    return fail('damaged', 'ZIP 包已损坏')
  }
}

function readDirectory(data: Buffer): Entry[] | undefined {
  const end = findEnd(data)
  if (end === undefined) return undefined
  const count = data.readUInt16LE(end + 10)
  const start = data.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff || data.readUInt16LE(end + 8) !== count) return undefined
  const entries: Entry[] = []
  let place = start
  for (let index = 0; index < count; index++) {
    if (data.readUInt32LE(place) !== CENTRAL || (data.readUInt16LE(place + 8) & 1) !== 0) return undefined
    const nameEnd = place + 46 + data.readUInt16LE(place + 28)
    entries.push({
      name: decodeName(data.subarray(place + 46, nameEnd)),
      method: data.readUInt16LE(place + 10),
      crc: data.readUInt32LE(place + 16),
      packedSize: data.readUInt32LE(place + 20),
      size: data.readUInt32LE(place + 24),
      offset: data.readUInt32LE(place + 42),
    })
    place = nameEnd + data.readUInt16LE(place + 30) + data.readUInt16LE(place + 32)
  }
  return place === end ? entries : undefined
}

/** The end record stands last, before a comment of at most 65535 bytes whose length it tells. */
function findEnd(data: Buffer): number | undefined {
  for (let place = data.length - 22; place >= 0 && place >= data.length - 22 - 0xffff; place--) {
    if (data.readUInt32LE(place) === END && place + 22 + data.readUInt16LE(place + 20) === data.length) return place
  }
  return undefined
}

function refuseEntries(entries: readonly Entry[], limits: ZipLimits) {
  if (entries.length > limits.files) return fail('too-large', '包内文件过多，拒绝打开')
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > limits.totalBytes || entries.some((entry) => entry.size > limits.fileBytes)) return fail('too-large', '包内文件展开后过大，拒绝打开')
  const unsafe = entries.find((entry) => !isSafeName(entry.name))
  if (unsafe) return fail('unsafe-name', '包内有不安全的文件名，拒绝打开')
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()))
  return names.size < entries.length ? fail('unsafe-name', '包内有同名文件，拒绝打开') : undefined
}

/** Relative, forward slashes, no empty, dot or climbing part. A folder's own entry may end in a slash. */
function isSafeName(name: string): boolean {
  if (name.length === 0 || name.length > 512 || /[\\:\x00-\x1f]/.test(name)) return false
  return name.replace(/\/$/, '').split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function readEntry(data: Buffer, entry: Entry): Buffer | undefined {
  if (data.readUInt32LE(entry.offset) !== LOCAL) return undefined
  const nameEnd = entry.offset + 30 + data.readUInt16LE(entry.offset + 26)
  if (decodeName(data.subarray(entry.offset + 30, nameEnd)) !== entry.name) return undefined
  if (data.readUInt16LE(entry.offset + 8) !== entry.method) return undefined
  const start = nameEnd + data.readUInt16LE(entry.offset + 28)
  const packed = data.subarray(start, start + entry.packedSize)
  const content = expand(packed, entry)
  return content?.length === entry.size && crc32(content) === entry.crc ? content : undefined
}

function expand(packed: Buffer, entry: Entry): Buffer | undefined {
  if (entry.method === 0) return packed
  if (entry.method !== 8) return undefined
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
}

function decodeName(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
