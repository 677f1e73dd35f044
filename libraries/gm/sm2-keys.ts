import { createECDH, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { decodeDer, expectTag, readBits, readInteger, readOctets, readOid, readSequence } from './der-read.ts'
import { der, derBitString, derExplicit, derInteger, derOctetString, derOid, derSequence } from './der-write.ts'
import type { DerElement } from './der-read.ts'
import { OID } from './oids.ts'
import { sm3 } from './sm3.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** GM/T 0009-2012 clause 10: the signer's identifier when no other is agreed. */
export const DEFAULT_SIGNER_ID = '1234567812345678'

/** GB/T 32918.5-2017: the curve parameters a, b, Gx and Gy, as ZA takes them. */
const CURVE = Buffer.from(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0', 'hex')

const ORDER = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
const KEY_ALGORITHM = derSequence(derOid(OID.ecPublicKey), derOid(OID.sm2Curve))

/** A public key, parsed once and kept with its ZA, so that verifying costs one hash and one curve operation. */
export interface Sm2PublicKey {
  /** 04 ‖ x ‖ y: 65 bytes. */
  readonly point: Buffer
  /** ZA for the default signer identifier (GB/T 32918.2-2016 clause 5.5). */
  readonly za: Buffer
  readonly key: KeyObject
}

export interface Sm2PrivateKey {
  readonly key: KeyObject
  readonly publicKey: Sm2PublicKey
  /** PKCS #8, unencrypted. Whoever keeps it wraps it first. */
  readonly pkcs8: Buffer
}

/** Makes a new key pair with the system's random source. */
export function generateSm2Key(): Sm2PrivateKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' })
  const made = sm2PrivateKeyFromPkcs8(privateKey.export({ type: 'pkcs8', format: 'der' }))
  if (!made.ok) throw new Error(made.message)
  return made.value
}

/** The key pair of a 32-byte private scalar from 1 to n-2 (GB/T 32918.1-2016 clause 6.1). */
export function sm2PrivateKeyFromScalar(scalar: Uint8Array): Result<Sm2PrivateKey, 'key'> {
  const value = scalar.length === 32 ? BigInt(`0x${Buffer.from(scalar).toString('hex')}`) : 0n
  if (value < 1n || value > ORDER - 2n) return fail('key', 'SM2 私钥应为1至n-2之间的32字节整数')
  const exchange = createECDH('SM2')
  exchange.setPrivateKey(Buffer.from(scalar))
  const point = exchange.getPublicKey()
  const inner = derSequence(derInteger(1), derOctetString(scalar), derExplicit(1, derBitString(point)))
  return privateKeyOf(derSequence(derInteger(0), KEY_ALGORITHM, derOctetString(inner)), point)
}

/** Reads an unencrypted PKCS #8 private key on the SM2 curve (GM/T 0009, RFC 5958). */
export function sm2PrivateKeyFromPkcs8(pkcs8: Uint8Array): Result<Sm2PrivateKey, 'key'> {
  const scalar = decodeDer(pkcs8, (element) => {
    const [version, algorithm, inner] = readSequence(element, 3, 4)
    readInteger(version)
    const parts = decodeDer(readOctets(inner), (sequence) => readOctets(readSequence(sequence, 2, 4)[1]))
    return isSm2Algorithm(algorithm) && parts.ok ? parts.value : undefined
  })
  if (!scalar.ok || scalar.value === undefined || scalar.value.length > 32) return fail('key', '不是 SM2 私钥')
  return sm2PrivateKeyFromScalar(Buffer.concat([Buffer.alloc(32 - scalar.value.length), scalar.value]))
}

/** Reads a PEM `PRIVATE KEY` on the SM2 curve. */
export function sm2PrivateKeyFromPem(pem: string): Result<Sm2PrivateKey, 'key'> {
  const bytes = fromPem(pem, 'PRIVATE KEY')
  return bytes ? sm2PrivateKeyFromPkcs8(bytes) : fail('key', '不是 PEM 私钥')
}

/** The public key of a point: 65 bytes 04 ‖ x ‖ y, on the curve. */
export function sm2PublicKeyFromPoint(point: Uint8Array): Result<Sm2PublicKey, 'key'> {
  if (point.length !== 65 || point[0] !== 4) return fail('key', 'SM2 公钥应为65字节的未压缩点')
  try {
    // A key read from SPKI gets OpenSSL's SM2 type, whose sign and verify are SM2's; a generated one would sign ECDSA.
    const key = createPublicKey({ key: spkiOf(point), format: 'der', type: 'spki' })
    const copy = Buffer.from(point)
    return ok({ point: copy, za: sm2Za(copy), key })
  } catch {
    return fail('key', 'SM2 公钥不在曲线上')
  }
}

/** Reads a SubjectPublicKeyInfo on the SM2 curve. */
export function sm2PublicKeyFromSpki(spki: Uint8Array): Result<Sm2PublicKey, 'key'> {
  const point = decodeDer(spki, (element) => {
    const [algorithm, bits] = readSequence(element, 2)
    return isSm2Algorithm(algorithm) ? readBits(bits) : undefined
  })
  if (!point.ok || point.value === undefined) return fail('key', '不是 SM2 公钥')
  return sm2PublicKeyFromPoint(point.value)
}

/** The SubjectPublicKeyInfo of a public key. */
export function sm2PublicKeyToSpki(publicKey: Sm2PublicKey): Buffer {
  return spkiOf(publicKey.point)
}

/** GB/T 32918.2-2016 clause 5.5: ZA = SM3(ENTL ‖ ID ‖ a ‖ b ‖ Gx ‖ Gy ‖ xA ‖ yA). */
export function sm2Za(point: Uint8Array, signerId: string = DEFAULT_SIGNER_ID): Buffer {
  const id = Buffer.from(signerId, 'utf8')
  if (id.length > 8191) throw new RangeError('a signer identifier has at most 8191 bytes')
  return sm3(Buffer.of((id.length * 8) >> 8, (id.length * 8) & 0xff), id, CURVE, point.subarray(1))
}

export function toPem(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

export function fromPem(pem: string, label: string): Buffer | undefined {
  const start = pem.indexOf(`-----BEGIN ${label}-----`)
  const end = pem.indexOf(`-----END ${label}-----`, start)
  if (start < 0 || end < 0) return undefined
  return Buffer.from(pem.slice(start + label.length + 16, end), 'base64')
}

function privateKeyOf(pkcs8: Buffer, point: Uint8Array): Result<Sm2PrivateKey, 'key'> {
  const publicKey = sm2PublicKeyFromPoint(point)
  if (!publicKey.ok) return publicKey
  return ok({ key: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }), publicKey: publicKey.value, pkcs8 })
}

function spkiOf(point: Uint8Array): Buffer {
  return der(0x30, KEY_ALGORITHM, derBitString(point))
}

function isSm2Algorithm(element: DerElement | undefined): boolean {
  const [algorithm, curve] = readSequence(expectTag(element, 0x30), 2)
  return readOid(algorithm) === OID.ecPublicKey && readOid(curve) === OID.sm2Curve
}
