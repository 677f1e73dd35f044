import type { Certificate } from './certificate.ts'
import { verifySm2 } from './sm2-sign.ts'
import { equalBytes } from './sm3.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

export type ChainFailure = 'untrusted' | 'expired' | 'not-yet-valid' | 'signature' | 'not-an-authority' | 'too-long'

const LONGEST = 8

/**
 * Builds and verifies the chain from a certificate to a trusted root at a time (RFC 5280 clause 6.1,
 * without policies and name constraints). Answers the chain, the end entity first. Revocation is the
 * caller's: it needs a list or a status service, which a pure function does not have.
 */
export function verifyCertificateChain(request: {
  readonly certificate: Certificate
  readonly intermediates?: readonly Certificate[]
  readonly roots: readonly Certificate[]
  readonly at: Date
}): Result<readonly Certificate[], ChainFailure> {
  const { roots, intermediates = [], at } = request
  const chain: Certificate[] = [request.certificate]
  for (let current = request.certificate; chain.length <= LONGEST;) {
    const inTime = checkTime(current, at)
    if (!inTime.ok) return inTime
    if (roots.some((root) => equalBytes(root.der, current.der))) return ok(chain)
    const candidates = [...roots, ...intermediates].filter((issuer) => equalBytes(issuer.subjectDer, current.issuerDer) && keyIdsAgree(current, issuer))
    if (candidates.length === 0) return fail('untrusted', '证书链不能追溯到受信任的根证书')
    const issuer = candidates.find((candidate) => verifyCertificateSignature(current, candidate))
    if (!issuer) return fail('signature', '证书上的签发者签名不符')
    const mayIssue = checkAuthority(issuer, chain.length - 1)
    if (!mayIssue.ok) return mayIssue
    chain.push(issuer)
    current = issuer
  }
  return fail('too-long', '证书链过长')
}

/** Whether the issuer's key signed the certificate. */
export function verifyCertificateSignature(certificate: Certificate, issuer: Certificate): boolean {
  return verifySm2(issuer.publicKey, certificate.tbs, certificate.signature)
}

function checkTime(certificate: Certificate, at: Date): Result<true, 'expired' | 'not-yet-valid'> {
  if (at < certificate.notBefore) return fail('not-yet-valid', `证书“${certificate.subject.commonName}”尚未生效`)
  if (at > certificate.notAfter) return fail('expired', `证书“${certificate.subject.commonName}”已过有效期`)
  return ok(true)
}

/** `below` counts the authorities between this one and the end entity. */
function checkAuthority(issuer: Certificate, below: number): Result<true, 'not-an-authority' | 'too-long'> {
  const maySign = issuer.keyUses === undefined || issuer.keyUses.includes('keyCertSign')
  if (!issuer.isAuthority || !maySign) return fail('not-an-authority', `证书“${issuer.subject.commonName}”无权签发证书`)
  if (issuer.pathLength !== undefined && below > issuer.pathLength) return fail('too-long', '证书链超过签发者允许的长度')
  return ok(true)
}

function keyIdsAgree(certificate: Certificate, issuer: Certificate): boolean {
  if (certificate.authorityKeyId === undefined || issuer.subjectKeyId === undefined) return true
  return certificate.authorityKeyId === issuer.subjectKeyId
}
