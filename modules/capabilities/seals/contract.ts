import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import type { Certificate, DistinguishedName, Sm2PublicKey } from '@xiangyun/gm'
import type { LayoutPage, OfdDocument, Point, Trust } from '@xiangyun/ofd'

export type SealUnit = { readonly id: string; readonly name: string; readonly creditCode: string }

/** A document that is to be sealed, by whom, for which case. `at`: the seal's top left corner on the page (the first unless said). */
export type PressOrder = {
  readonly unit: SealUnit
  /** A purpose seal's id; left out, or `issuer`: the unit's own seal (公章). */
  readonly seal?: string
  readonly document: OfdDocument
  readonly at: Point
  readonly page?: number
  readonly by: string
  readonly case?: string
}

export type Seals = {
  /** Signs and seals; the unit's key, certificate and seal are made when first needed. A seal not in force refuses by throwing `seals/not-in-force`. */
  readonly press: (order: PressOrder) => Promise<{ readonly ofd: Uint8Array; readonly sealId: string }>
  /** What the seal looks like, for a screen. */
  readonly drawing: (unit: Pick<SealUnit, 'name'>, seal: string | undefined) => { readonly name: string; readonly picture: LayoutPage }
  /** A certificate of the platform's own root for one of its services, as the licences' log. `subject.unit` says which. */
  readonly certify: (subject: DistinguishedName, publicKey: Sm2PublicKey) => Certificate
  /** What a verifier needs: roots, and the register's answer for the seals named. */
  readonly trust: (sealIds: readonly string[]) => Promise<Trust>
}

export const SealState = Type.Enum(['valid', 'frozen', 'cancelled'])
export type SealState = Static<typeof SealState>

export const Seal = Type.Object({
  id: Type.String(), unit: Type.String(), unitName: Type.String(), kind: Type.String(), name: Type.String(), edition: Type.Integer(),
  validFrom: Type.String(), validUntil: Type.String(), state: SealState, since: Type.String(), reason: Type.Union([Type.String(), Type.Null()]), presses: Type.Integer(),
})
export type Seal = Static<typeof Seal>

/** The reply is the file itself; written out here so that a browser's type check does not load the server. */
type SentFile = { readonly file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array; readonly inline?: boolean } }
const Id = Type.String({ pattern: '^[0-9a-f]{32}$' })
const Reason = Type.String({ minLength: 4, maxLength: 500 })

export const trustRoots = defineRoute({
  method: 'GET', path: '/trust/roots', permission: 'public', summary: '验证印章所用的根证书（PEM）', input: Type.Object({}), reply: Type.Unsafe<SentFile>(Type.Any()),
})

export const listSeals = defineRoute({
  method: 'GET', path: '/seals', permission: 'seals:read', summary: '本单位的电子印章', input: Type.Object({}), reply: Type.Object({ seals: Type.Array(Seal) }),
})

const changes = ['seals/no-seal', 'seals/not-possible', 'kernel/forbidden']
const changeInput = Type.Object({ id: Id, reason: Reason })

export const freezeSeal = defineRoute({ method: 'POST', path: '/seals/:id/freezing', permission: 'seals:manage', summary: '冻结印章', input: changeInput, reply: Seal, failures: changes, repeatable: true })
export const restoreSeal = defineRoute({ method: 'POST', path: '/seals/:id/restoration', permission: 'seals:manage', summary: '解除冻结', input: changeInput, reply: Seal, failures: changes, repeatable: true })
export const cancelSeal = defineRoute({ method: 'POST', path: '/seals/:id/cancellation', permission: 'seals:manage', summary: '注销印章', input: changeInput, reply: Seal, failures: changes, repeatable: true })
export const replaceSeal = defineRoute({ method: 'POST', path: '/seals/:id/replacement', permission: 'seals:manage', summary: '注销后重新制章', input: changeInput, reply: Seal, failures: changes })

export const Pressing = Type.Object({ id: Type.String(), at: Type.String(), by: Type.String(), case: Type.Union([Type.String(), Type.Null()]), title: Type.String(), document: Type.String() })

export const sealLedger = defineRoute({
  method: 'GET', path: '/seals/:id/pressings', permission: 'seals:read', summary: '用印台账', input: Type.Object({ id: Id, before: Type.Optional(Type.String({ format: 'uuid' })) }),
  reply: Type.Object({ pressings: Type.Array(Pressing), next: Type.Union([Type.String(), Type.Null()]) }), failures: ['seals/no-seal', 'kernel/forbidden'],
})

export const sealChanged = defineEvent('seals.changed', 1, Type.Object({ seal: Type.String(), unit: Type.String(), state: SealState, reason: Type.String() }))

export const failures = defineFailures({
  'seals/no-seal': [404, '没有这枚印章'],
  'seals/not-possible': [409, '印章现在的状态不能这样做'],
  'seals/not-in-force': [409, '印章已冻结或注销，不能用印'],
})
