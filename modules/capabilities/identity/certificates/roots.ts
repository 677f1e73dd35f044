import { existsSync, readFileSync } from 'node:fs'
import { parseCertificate, parseCertificatePem, verifyCertificateChain } from '@xiangyun/gm'
import type { Certificate } from '@xiangyun/gm'
import type { Config } from '@xiangyun/kernel/config'

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** The authorities whose certificates the province believes; none where no file is set. Read anew each time, so that a root is taken away without a restart. */
export function trustedRoots({ certificateRoots }: Config): readonly Certificate[] {
  if (!certificateRoots || !existsSync(certificateRoots)) return []
  return (readFileSync(certificateRoots, 'utf8').match(BLOCK) ?? []).flatMap((pem) => {
    const read = parseCertificatePem(pem)
    return read.ok ? [read.value] : []
  })
}

/** A certificate from a file, text or binary. */
export function certificateIn(bytes: Uint8Array): Certificate | undefined {
  const [pem] = Buffer.from(bytes).toString('latin1').match(BLOCK) ?? []
  const read = pem ? parseCertificatePem(pem) : parseCertificate(bytes)
  return read.ok ? read.value : undefined
}

/** Whether it may sign somebody in at a time: a chain to a root that is believed, and a key that is for signing. */
export const isTrusted = (config: Config, certificate: Certificate, at: Date): boolean =>
  !certificate.isAuthority && (certificate.keyUses === undefined || certificate.keyUses.includes('digitalSignature')) && verifyCertificateChain({ certificate, roots: trustedRoots(config), at }).ok
