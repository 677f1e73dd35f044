/** DER encoding, GB/T 16263.1 (ISO/IEC 8825-1): each function answers one whole element. */

/** One element of any tag from its content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((total, part) => total + part.length, 0)
  return Buffer.concat([Buffer.of(tag), lengthBytes(length), ...content])
}

export function derSequence(...elements: readonly Uint8Array[]): Buffer {
  return der(0x30, ...elements)
}

/** A SET whose elements stand in ascending order of their bytes, as DER wants. */
export function derSet(...elements: readonly Uint8Array[]): Buffer {
  return der(0x31, ...[...elements].sort(Buffer.compare))
}

/** An INTEGER from a number, or from unsigned big-endian bytes. */
export function derInteger(value: number | bigint | Uint8Array): Buffer {
  if (value instanceof Uint8Array) return der(0x02, unsignedBytes(value))
  if (value < 0) throw new RangeError('negative integers are not needed here')
  const hex = value.toString(16)
  return der(0x02, unsignedBytes(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')))
}

export function derBoolean(value: boolean): Buffer {
  return der(0x01, Buffer.of(value ? 0xff : 0))
}

/** A BIT STRING of whole bytes, or with some unused bits at the end. */
export function derBitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return der(0x03, Buffer.of(unusedBits), bytes)
}

export function derOctetString(bytes: Uint8Array): Buffer {
  return der(0x04, bytes)
}

export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

export function derUtf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text, 'utf8'))
}

export function derPrintable(text: string): Buffer {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new RangeError('not a PrintableString')
  return der(0x13, Buffer.from(text, 'latin1'))
}

export function derIa5(text: string): Buffer {
  if (!/^[\x00-\x7f]*$/.test(text)) throw new RangeError('not an IA5String')
  return der(0x16, Buffer.from(text, 'latin1'))
}

/** A GeneralizedTime to the second, in UTC. */
export function derGeneralizedTime(time: Date): Buffer {
  return der(0x18, Buffer.from(compactTime(time), 'latin1'))
}

/** RFC 5280 clause 4.1.2.5: UTCTime through 2049, GeneralizedTime after. */
export function derCertificateTime(time: Date): Buffer {
  const year = time.getUTCFullYear()
  if (year < 1950 || year > 2049) return derGeneralizedTime(time)
  return der(0x17, Buffer.from(compactTime(time).slice(2), 'latin1'))
}

/** An EXPLICIT context tag around elements. */
export function derExplicit(number: number, ...elements: readonly Uint8Array[]): Buffer {
  return der(0xa0 + number, ...elements)
}

/** An IMPLICIT primitive context tag over content bytes. */
export function derImplicit(number: number, content: Uint8Array): Buffer {
  return der(0x80 + number, content)
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 + bytes.length, ...bytes])
}

function unsignedBytes(bytes: Uint8Array): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const trimmed = bytes.subarray(start)
  if (trimmed.length === 0) return Buffer.of(0)
  return (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : Buffer.from(trimmed)
}

function base128(value: number): number[] {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128)
  return bytes
}

function compactTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
}
