import { parseCertificate, sm3, verifySm2 } from '@xiangyun/gm'
import type { Certificate } from '@xiangyun/gm'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { isProved } from '../security/proved.ts'
import { securityStore } from '../security/store.ts'
import { holderBySubject, recordSignIn } from '../sign-in.ts'
import type { Proved } from '../sign-in.ts'
import type { OwnCertificate } from './contract.ts'
import { certificateIn, isTrusted, trustedRoots } from './roots.ts'

type Row = { id: string; login: string; kind: string; der: Buffer; added_at: Date; used_at: Date | null }

/** SQL on certificates. */
const certificateStore = (db: Db) => ({
  find: (id: string) => db.one<Row>(sql`select * from identity.certificate where id = ${id}`),
  of: (login: string) => db.rows<Row>(sql`select * from identity.certificate where login = ${login} order by added_at desc, id`),
  add: (row: Row) => db.run(sql`insert into identity.certificate (id, login, kind, der, added_at) values (${row.id}, ${row.login}, ${row.kind}, ${row.der}, ${row.added_at}) on conflict do nothing`),
  use: (id: string, at: Date) => db.run(sql`update identity.certificate set used_at = ${at} where id = ${id}`),
  remove: (id: string, login: string) => db.run(sql`delete from identity.certificate where id = ${id} and login = ${login}`),
})

const idOf = (certificate: Certificate): string => sm3(certificate.der).toString('base64url')

function view(context: Context, row: Row): OwnCertificate {
  const read = parseCertificate(row.der)
  if (!read.ok) throw new Error(`certificate ${row.id} is not readable`)
  const { subject, issuer, serial, notAfter } = read.value
  return { id: row.id, name: subject.commonName, issuer: issuer.organisation ?? issuer.commonName, serial, until: notAfter.toISOString(), since: row.added_at.toISOString(), used: row.used_at?.toISOString() ?? null, isValid: isTrusted(context.config, read.value, context.now) }
}

export async function list(context: Context) {
  const rows = await certificateStore(context.db).of(context.actor.id)
  return ok({ certificates: rows.map((row) => view(context, row)), can: trustedRoots(context.config).length > 0 })
}

/** A certificate in the holder's own name becomes a way to sign in. That they have its key is proved each time they use it. */
export async function add(context: Context, { body }: { body?: AsyncIterable<Uint8Array> | Uint8Array }): Promise<Result<OwnCertificate>> {
  const { actor, config, now } = context
  if (trustedRoots(config).length === 0) return fail('identity/no-certificates-here')
  if (!(await isProved(context))) return fail('identity/prove-first')
  const certificate = certificateIn(await bytesOf(body))
  if (!certificate) return fail('identity/not-a-certificate')
  if (!isTrusted(config, certificate, now)) return fail('identity/certificate-not-trusted')
  if (certificate.subject.commonName !== actor.name) return fail('identity/not-your-certificate')
  const row: Row = { id: idOf(certificate), login: actor.id, kind: actor.kind, der: certificate.der, added_at: now, used_at: null }
  if ((await certificateStore(context.db).add(row)) === 0) return fail('identity/certificate-taken')
  context.audit({ act: 'identity.certificate-added', object: `account/${actor.id}`, subject: actor.id, detail: { serial: certificate.serial } })
  return ok(view(context, row))
}

const MOST_BYTES = 16_384

/** What is longer than any certificate is read no farther. */
async function bytesOf(body: AsyncIterable<Uint8Array> | Uint8Array | undefined): Promise<Buffer> {
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? [])
  const parts: Uint8Array[] = []
  for await (const part of body) if (parts.reduce((sum, one) => sum + one.length, 0) <= MOST_BYTES) parts.push(part)
  return Buffer.concat(parts)
}

export async function remove(context: Context, { id }: { id: string }) {
  if ((await certificateStore(context.db).remove(id, context.actor.id)) === 0) return fail('identity/no-certificate')
  context.audit({ act: 'identity.certificate-removed', object: `account/${context.actor.id}`, subject: context.actor.id })
  return ok({})
}

const MINUTES = 5
const keyOf = (uid: string): string => `certificate ${uid}`

/** What a device is to sign for one sign-in page: the province's address stands in it, so that the signature is worth nothing elsewhere. */
export async function askSigned(context: Context, uid: string): Promise<string> {
  const text = `xiangyun sign-in\n${new URL(context.config.address).origin}\n${Buffer.from(context.random(32)).toString('base64url')}`
  await securityStore(context.db).ask(keyOf(uid), text, new Date(context.now.getTime() + MINUTES * 60_000))
  return text
}

/** Whose registered certificate has signed what this page asked, once (GB/T 32918.2-2016; challenge and answer as GB/T 15843.3). */
export async function proveSigned(context: Context, uid: string, answer: { certificate: Uint8Array; signature: Uint8Array }): Promise<Proved | undefined> {
  const text = await securityStore(context.db).take<string>(keyOf(uid), context.now)
  const certificate = certificateIn(answer.certificate)
  const store = certificateStore(context.db)
  const row = certificate && (await store.find(idOf(certificate)))
  if (!text || !row || !isTrusted(context.config, certificate, context.now) || !verifySm2(certificate.publicKey, Buffer.from(text), answer.signature)) return undefined
  const holder = await holderBySubject(context, `${row.kind}:${row.login}`)
  if (!holder) return undefined
  await store.use(row.id, context.now)
  const how = ['certificate', 'pop', 'mfa']
  await recordSignIn(context, holder, how)
  return { holder, how, assurance: 'strong' }
}
