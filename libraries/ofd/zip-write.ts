import { crc32, deflateRawSync } from 'node:zlib'

/** The files of a package by name, in the order they are written. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

/** The zip format keeps a local time; its earliest day, 1 January 1980, says nothing and is the same everywhere. */
const NO_TIME = 0
const NO_DAY = 0x21
const STORED = 0
const DEFLATED = 8
/** Version 2.0: folders and deflated files. */
const VERSION = 20
/** General purpose bit 11: names are UTF-8. */
const UTF8 = 0x0800

/** What deflating a smaller file would save is not worth its tables. */
const SMALL = 1024

/** Packs files so that the same files always give the same bytes (PKWARE APPNOTE 6.3). Pictures and small files are stored, the rest is deflated. */
export function zipFiles(files: PackageFiles): Buffer {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, bytes] of files) {
    const label = Buffer.from(name, 'utf8')
    const isStored = name.endsWith('.png') || bytes.length < SMALL
    const data = isStored ? bytes : deflateRawSync(bytes, { level: 1 })
    const about = aboutFile(bytes, data, isStored, label)
    directory.push(directoryHeader(about, offset), label)
    parts.push(localHeader(about), label, data)
    offset += 30 + label.length + data.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([...parts, ...directory, endOfDirectory(files.size, size, offset)])
}

/** What stands alike in both headers of a file: version, flags, method, time, day, checksum, sizes, length of the name, no extra field. */
function aboutFile(bytes: Uint8Array, data: Uint8Array, isStored: boolean, label: Uint8Array): Buffer {
  const about = Buffer.alloc(26)
  about.writeUInt16LE(VERSION, 0)
  about.writeUInt16LE(UTF8, 2)
  about.writeUInt16LE(isStored ? STORED : DEFLATED, 4)
  about.writeUInt16LE(NO_TIME, 6)
  about.writeUInt16LE(NO_DAY, 8)
  about.writeUInt32LE(crc32(bytes), 10)
  about.writeUInt32LE(data.length, 14)
  about.writeUInt32LE(bytes.length, 18)
  about.writeUInt16LE(label.length, 22)
  return about
}

const localHeader = (about: Buffer): Buffer => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about])

function directoryHeader(about: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.write('PK\x01\x02', 'latin1')
  header.writeUInt16LE(VERSION, 4)
  about.copy(header, 6)
  header.writeUInt32LE(offset, 42)
  return header
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
