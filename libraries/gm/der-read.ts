import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** One element met in DER. `bytes` is the whole of it, `content` what stands after its length. */
export interface DerElement {
  readonly tag: number
  readonly bytes: Buffer
  readonly content: Buffer
}

/** Thrown by the readers below; it never leaves `decodeDer`. */
class DerError extends Error {}

/**
 * Reads one element that must fill all the bytes, and hands it to `read`. Whatever is not strict DER
 * (indefinite or padded length, bytes left over, a tag not expected) becomes the failure `der`.
 */
export function decodeDer<Value>(bytes: Uint8Array, read: (element: DerElement) => Value): Result<Value, 'der'> {
  try {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const element = elementAt(all, 0)
    if (element.bytes.length !== all.length) throw new DerError('bytes left over')
    return ok(read(element))
  } catch (error) {
    if (error instanceof DerError) return fail('der', `DER 结构不符：${error.message}`)
    throw error
  }
}

/** Refuses what is being read: to be called inside `decodeDer` only. */
export function refuseDer(reason: string): never {
  throw new DerError(reason)
}

/** The elements inside a constructed element. */
export function derChildren(element: DerElement): DerElement[] {
  if ((element.tag & 0x20) === 0) throw new DerError('not constructed')
  const children: DerElement[] = []
  for (let offset = 0; offset < element.content.length;) {
    const child = elementAt(element.content, offset)
    children.push(child)
    offset += child.bytes.length
  }
  return children
}

/** The elements of a SEQUENCE, between `least` and `most` of them. */
export function readSequence(element: DerElement | undefined, least: number, most = least): DerElement[] {
  const children = derChildren(expectTag(element, 0x30))
  if (children.length < least || children.length > most) throw new DerError('sequence length')
  return children
}

/** The element itself if it has the tag. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new DerError(`expected tag ${tag.toString(16)}`)
  return element
}

/** The unsigned big-endian bytes of a non-negative INTEGER. */
export function readIntegerBytes(element: DerElement | undefined): Buffer {
  const { content } = expectTag(element, 0x02)
  const [first, second = 0] = content
  if (first === undefined || first >= 0x80) throw new DerError('integer')
  if (first === 0 && content.length > 1 && second < 0x80) throw new DerError('padded integer')
  return first === 0 && content.length > 1 ? content.subarray(1) : content
}

/** A small non-negative INTEGER. */
export function readInteger(element: DerElement | undefined): number {
  const bytes = readIntegerBytes(element)
  if (bytes.length > 6) throw new DerError('integer too large')
  return bytes.readUIntBE(0, bytes.length)
}

export function readBoolean(element: DerElement | undefined): boolean {
  const { content } = expectTag(element, 0x01)
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('boolean')
  return content[0] === 0xff
}

export function readOctets(element: DerElement | undefined): Buffer {
  return expectTag(element, 0x04).content
}

/** A BIT STRING of whole bytes. */
export function readBits(element: DerElement | undefined): Buffer {
  const { content } = expectTag(element, 0x03)
  if (content[0] !== 0) throw new DerError('bit string')
  return content.subarray(1)
}

export function readOid(element: DerElement | undefined): string {
  const { content } = expectTag(element, 0x06)
  const arcs: number[] = []
  let value = 0
  for (const [index, byte] of content.entries()) {
    if (value === 0 && byte === 0x80) throw new DerError('padded arc')
    value = value * 128 + (byte & 0x7f)
    if (!Number.isSafeInteger(value)) throw new DerError('arc too large')
    if (byte < 0x80) {
      arcs.push(value)
      value = 0
    } else if (index === content.length - 1) throw new DerError('open arc')
  }
  const [head, ...rest] = arcs
  if (head === undefined) throw new DerError('empty identifier')
  const first = Math.min(2, Math.floor(head / 40))
  return [first, head - first * 40, ...rest].join('.')
}

/** Text of a UTF8String, PrintableString, IA5String, T61String or BMPString. */
export function readText(element: DerElement | undefined): string {
  if (element === undefined) throw new DerError('text')
  const { tag, content } = element
  if (tag === 0x0c) return decodeText('utf-8', content)
  if (tag === 0x1e) return decodeText('utf-16be', content)
  if (tag === 0x13 || tag === 0x14 || tag === 0x16) return content.toString('latin1')
  throw new DerError('text')
}

/** A UTCTime or a GeneralizedTime to the second, in UTC. */
export function readTime(element: DerElement | undefined): Date {
  const text = element?.content.toString('latin1') ?? ''
  const full = element?.tag === 0x17 && /^\d{12}Z$/.test(text) ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full)
  if (!match || (element?.tag !== 0x17 && element?.tag !== 0x18)) throw new DerError('time')
  const [, year, month, day, hour, minute, second] = match
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const time = new Date(iso)
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) throw new DerError('time')
  return time
}

function elementAt(bytes: Buffer, offset: number): DerElement {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) throw new DerError('cut short')
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tag')
  const header = first < 0x80 ? 2 : 2 + (first & 0x7f)
  const length = first < 0x80 ? first : longLength(bytes.subarray(offset + 2, offset + header), first & 0x7f)
  const end = offset + header + length
  if (end > bytes.length) throw new DerError('cut short')
  return { tag, bytes: bytes.subarray(offset, end), content: bytes.subarray(offset + header, end) }
}

function longLength(bytes: Buffer, count: number): number {
  if (count === 0 || count > 4 || bytes.length !== count) throw new DerError('length')
  const length = bytes.readUIntBE(0, count)
  if (length < 0x80 || bytes[0] === 0) throw new DerError('padded length')
  return length
}

function decodeText(encoding: 'utf-8' | 'utf-16be', content: Buffer): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    throw new DerError('text encoding')
  }
}
