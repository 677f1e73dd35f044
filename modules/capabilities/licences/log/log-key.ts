import { certificateToPem, generateSm2Key, sm2PrivateKeyFromPkcs8 } from '@xiangyun/gm'
import type { Sm2PrivateKey } from '@xiangyun/gm'
import { LOG_UNIT } from '@xiangyun/licence-proof'
import type { Keys } from '@xiangyun/kernel/keys'
import type { Context } from '@xiangyun/kernel/modules'
import { sealsPort } from '#modules/capabilities/seals/port.ts'

/** The log's signing key and its certificate from the seals' root, so that a checker needs one root for both. */
export type LogKey = { readonly key: Sm2PrivateKey; readonly certificate: string }

const opened = new WeakMap<Keys, LogKey>()

/** Kept like all keys; made when the first head is signed. */
export function logKey(context: Context): LogKey {
  const known = opened.get(context.keys)
  if (known) return known
  const kept = JSON.parse(context.keys.keep('licence-log', () => JSON.stringify(make(context)))) as { key: string; certificate: string }
  const read = sm2PrivateKeyFromPkcs8(Buffer.from(kept.key, 'base64'))
  if (!read.ok) throw new Error(read.message)
  const own = { key: read.value, certificate: kept.certificate }
  opened.set(context.keys, own)
  return own
}

function make(context: Context): { key: string; certificate: string } {
  const key = generateSm2Key()
  const certificate = context.ask(sealsPort).certify({ country: 'CN', organisation: '祥云', unit: LOG_UNIT, commonName: '祥云演示证照日志（不得用于生产）' }, key.publicKey)
  return { key: key.pkcs8.toString('base64'), certificate: certificateToPem(certificate) }
}
