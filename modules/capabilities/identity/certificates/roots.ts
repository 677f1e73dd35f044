import { existsSync, readFileSync, statSync } from 'node:fs'
import { isListOf, parseCertificate, parseCertificatePem, parseRevocationList, revocationState, verifyCertificateChain } from '@xiangyun/gm'
import type { Certificate, RevocationList } from '@xiangyun/gm'
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

/** Whether it may sign somebody in at a time: a key that is for signing, a chain to a root that is believed, and nobody in it taken back. */
export function isTrusted(config: Config, certificate: Certificate, at: Date): boolean {
  if (certificate.isAuthority || (certificate.keyUses !== undefined && !certificate.keyUses.includes('digitalSignature'))) return false
  const chain = verifyCertificateChain({ certificate, roots: trustedRoots(config), at })
  if (!chain.ok) return false
  const lists = revocationLists(config)
  return chain.value.every((one, below) => isStanding(one, chain.value[below + 1], lists, at))
}

/** An authority that has a list here is believed by nothing but a list that is fresh; one that has none is not asked. */
function isStanding(certificate: Certificate, issuer: Certificate | undefined, lists: readonly RevocationList[], at: Date): boolean {
  const own = issuer ? lists.filter((list) => isListOf(list, issuer)) : []
  const states = own.map((list) => revocationState(list, certificate.serial, at))
  return own.length === 0 || (!states.includes('revoked') && states.includes('good'))
}

type Kept = { readonly stamp: string; readonly list: RevocationList | undefined }
const kept = new Map<string, Kept>()

/** A list is long: it is read again only when its file has changed. */
function revocationLists({ certificateLists }: Config): RevocationList[] {
  return certificateLists.filter(existsSync).flatMap((file) => {
    const { mtimeMs, size } = statSync(file)
    const stamp = `${mtimeMs} ${size}`
    if (kept.get(file)?.stamp !== stamp) {
      const read = parseRevocationList(readFileSync(file))
      kept.set(file, { stamp, list: read.ok ? read.value : undefined })
    }
    return kept.get(file)!.list ?? []
  })
}
