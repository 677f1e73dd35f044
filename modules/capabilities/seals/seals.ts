import { sm3 } from '@xiangyun/gm'
import type { Certificate, Sm2PrivateKey } from '@xiangyun/gm'
import { drawSeal, writeSealedOfd } from '@xiangyun/ofd'
import { fail } from '@xiangyun/kernel/contract'
import type { Failure } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { authorityOf, certificate, certifyService, privateKey } from './authority.ts'
import type { PressOrder, Seals, SealUnit } from './contract.ts'
import { keyPurpose, newSeal } from './make-seal.ts'
import { choose, kindOf, purposeOf } from './rules.ts'
import { sealStore } from './store.ts'
import type { SealBrief } from './store.ts'

type Pressed = { readonly key: Sm2PrivateKey; readonly certificate: Certificate; readonly seal: Buffer }

/** Parsed keys of this process by seal, so that pressing costs one signature; a seal's id is never used again. */
const parsed = new Map<string, Pressed>()
const MOST_PARSED = 5_000

/** A known refusal inside an interface that answers plain values: it undoes the transaction and reaches the caller with its code. */
const refused = (failure: Failure): Error => Object.assign(new Error(failure.code), { failure })

export function sealsOn(context: Context): Seals {
  return {
    press: (order) => press(context, order),
    drawing: (unit, seal) => {
      const purpose = purposeOf(kindOf(seal))
      return { name: purpose ? `${unit.name}${purpose}` : unit.name, picture: drawSeal({ name: unit.name, purpose }) }
    },
    certify: (subject, publicKey) => certifyService(authorityOf(context.keys), subject, publicKey),
    async trust(ids) {
      const states = new Map((await sealStore(context.db).states(ids)).map((s) => [s.id, s]))
      return {
        trustedRoots: [authorityOf(context.keys).root], at: context.now,
        sealStatus: (id) => {
          const own = states.get(id)
          if (!own) return ids.includes(id) ? { state: 'unknown' } : undefined
          if (own.state === 'valid') return { state: 'in-force' }
          return { state: own.state === 'frozen' ? 'frozen' : 'revoked', since: own.since }
        },
      }
    },
  }
}

async function press(context: Context, order: PressOrder): Promise<{ ofd: Uint8Array; sealId: string }> {
  const own = await currentSeal(context, order.unit, kindOf(order.seal))
  const secrets = await open(context, own.id)
  const sealed = writeSealedOfd(order.document, { seal: secrets.seal, signerKey: secrets.key, signerCertificate: secrets.certificate, signedAt: context.now, at: order.at, page: order.page })
  if (!sealed.ok) throw new Error(sealed.message)
  await sealStore(context.db).addPressing(own.id, {
    id: context.ids.next(), at: context.now, by_whom: order.by, case_id: order.case ?? null, title: order.document.title, document: sm3(sealed.value).toString('hex'),
  })
  return { ofd: sealed.value, sealId: own.id }
}

/** The unit's seal in force, made when there is none yet. */
async function currentSeal(context: Context, unit: SealUnit, kind: string): Promise<SealBrief> {
  const store = sealStore(context.db)
  const latest = await store.latest(unit.id, kind)
  const choice = choose(latest && { state: latest.state, validUntil: latest.valid_until }, context.now)
  if (choice === 'refuse') throw refused(fail('seals/not-in-force', `${latest!.name}：${latest!.state === 'frozen' ? '已冻结' : '已注销'}`))
  if (choice === 'use') return latest!
  await store.add(newSeal(context, unit, kind, (latest?.edition ?? 0) + 1))
  return (await store.latest(unit.id, kind))!
}

async function open(context: Context, id: string): Promise<Pressed> {
  const known = parsed.get(id)
  if (known) return known
  const row = (await sealStore(context.db).secrets(id))!
  const own = { key: privateKey(Buffer.from(context.keys.open(keyPurpose, row.key), 'base64')), certificate: certificate(row.certificate), seal: row.seal }
  if (parsed.size >= MOST_PARSED) parsed.clear()
  parsed.set(id, own)
  return own
}
