import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Result, Static } from '@xiangyun/kernel/contract'
import type { LicenceType } from './definition.ts'
import { Report, PublicLicence } from './verdicts.ts'

export type { LicenceType } from './definition.ts'

/** The reply is the file itself; written out here so that a browser's type check does not load the server. */
type SentFile = { readonly file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array; readonly inline?: boolean } }
const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.String({ format: 'uuid' })

export const LicenceState = Type.Enum(['valid', 'suspended', 'revoked', 'cancelled', 'expired', 'replaced'])
export type LicenceState = Static<typeof LicenceState>

export const Field = Type.Object({ label: Type.String(), value: Type.String() })
export type Field = Static<typeof Field>

/** A licence as its holder or an official sees it. */
export const HeldLicence = Type.Object({
  id: Type.String(), identifier: Type.String(), number: Type.String(), type: Type.String(), name: Type.String(), holderKind: Type.Enum(['person', 'firm']), holderName: Type.String(),
  issuedOn: Type.String(), validFrom: Type.String(), validUntil: Nullable(Type.String()), state: LicenceState, issuer: Type.String(), issuerUnit: Type.String(), division: Type.String(),
  fields: Type.Array(Field), case: Nullable(Type.String()), item: Nullable(Type.String()), version: Type.Integer(), replacedBy: Nullable(Type.String()),
})
export type HeldLicence = Static<typeof HeldLicence>

export type IssuingUnit = { readonly id: string; readonly name: string; readonly creditCode: string; readonly division: string }

/** `key` is the person's subject index or the firm's credit code. */
export type Holder = { readonly kind: 'person' | 'firm'; readonly key: string; readonly name: string; readonly identifierMasked?: string }

/** An order to issue a licence. `values` feed the number's pattern; dates are calendar days of the province. */
export type Issue = {
  readonly type: string
  readonly name?: string
  readonly unit: IssuingUnit
  readonly seal?: string
  readonly holder: Holder
  readonly fields: readonly Field[]
  readonly values: Readonly<Record<string, unknown>>
  readonly validFrom: string
  readonly validUntil: string | null
  readonly issuedOn: string
  readonly case?: string
  readonly item?: string
  readonly operator: string
  /** Licences that the new one takes the place of; one of the same type and issuer hands on its serial. */
  readonly cancels?: readonly string[]
}

/** A licence that the state holds already, entered without a file: the file is made and sealed when it is first wanted. */
export type StateHeld = Omit<Issue, 'case' | 'operator' | 'cancels'> & { readonly state?: LicenceState; /** The number it has already; else the next by the type's pattern. */ readonly number?: string }

export type Issued = { readonly id: string; readonly identifier: string; readonly number: string; readonly name: string; readonly fileHash: string }

/** A sealed letter: 受理通知书, 补正告知书, 不予许可决定书, 决定书 … */
export type Letter = {
  readonly title: string; readonly number: string; readonly unit: IssuingUnit; readonly seal?: string; readonly to: string
  readonly paragraphs: readonly string[]; readonly case?: string; readonly at: Date; readonly operator: string
}

export type Change = (id: string, reason: string, by: string) => Promise<Result<HeldLicence>>

export type Licences = {
  readonly issue: (order: Issue) => Promise<Issued>
  /** In force today, newest first. `holder`: subject index or credit code. */
  readonly held: (type: string, holder: string) => Promise<HeldLicence[]>
  /** All of these holders, in every state, newest first. */
  readonly of: (holders: readonly string[]) => Promise<HeldLicence[]>
  /** With `holders`, only one of theirs. */
  readonly get: (id: string, holders?: readonly string[]) => Promise<HeldLicence | undefined>
  readonly type: (id: string) => LicenceType | undefined
  readonly types: () => ReadonlyMap<string, LicenceType>
  readonly fill: (rows: readonly StateHeld[]) => Promise<number>
  readonly suspend: Change
  readonly restore: Change
  readonly revoke: Change
  readonly cancel: Change
  readonly issueDocument: (letter: Letter) => Promise<{ readonly id: string; readonly fileHash: string }>
}

export const myLicences = defineRoute({
  method: 'GET', path: '/my/licences', permission: 'cases:apply', summary: '我的证照', copy: '证照', reads: 'personal', input: Type.Object({}), reply: Type.Object({ licences: Type.Array(HeldLicence) }),
})
export const readLicence = defineRoute({
  method: 'GET', path: '/licences/:id', permission: 'signed-in', summary: '证照照面信息', reads: 'personal', input: Type.Object({ id: Id }), reply: HeldLicence, failures: ['licences/no-licence'],
})
export const licenceFile = defineRoute({
  method: 'GET', path: '/licences/:id/file', permission: 'signed-in', summary: '下载证照文件（OFD）', reads: 'personal', input: Type.Object({ id: Id }), reply: Type.Unsafe<SentFile>(Type.Any()), failures: ['licences/no-licence'],
})
export const licencePicture = defineRoute({
  method: 'GET', path: '/licences/:id/picture', permission: 'signed-in', summary: '证照图样（SVG）', reads: 'personal', input: Type.Object({ id: Id }), reply: Type.Unsafe<SentFile>(Type.Any()), failures: ['licences/no-licence'],
})
export const showLicence = defineRoute({
  method: 'POST', path: '/licences/:id/showing', permission: 'cases:apply', summary: '出示证照：60 秒内有效的码', input: Type.Object({ id: Id }), repeatable: true,
  reply: Type.Object({ code: Type.String(), address: Type.String(), until: Type.String(), qr: Type.Object({ size: Type.Number(), path: Type.String() }) }), failures: ['licences/no-licence', 'licences/not-valid'],
})
export const licenceUses = defineRoute({
  method: 'GET', path: '/my/licences/:id/uses', permission: 'cases:apply', summary: '谁看过我的证照', input: Type.Object({ id: Id }),
  reply: Type.Object({ uses: Type.Array(Type.Object({ at: Type.String(), who: Type.String(), act: Type.String(), purpose: Nullable(Type.String()), law: Nullable(Type.String()) })) }), failures: ['licences/no-licence'],
})
export const searchLicences = defineRoute({
  method: 'GET', path: '/licences', permission: 'signed-in', summary: '按证照标识或编号查找', reads: 'personal', input: Type.Object({ code: Type.String({ minLength: 4, maxLength: 120 }) }),
  reply: Type.Object({ licences: Type.Array(HeldLicence) }),
})

export const Copy = Type.Object({ id: Type.String(), recipient: Type.String(), purpose: Type.String(), until: Type.String(), ended: Type.Boolean(), at: Type.String() })
export type Copy = Static<typeof Copy>

export const makeCopy = defineRoute({
  method: 'POST', path: '/my/licences/:id/copies', permission: 'cases:apply', summary: '生成加注件：写明给谁、做什么用、用到哪天', perMinute: 20,
  input: Type.Object({ id: Id, recipient: Type.String({ minLength: 2, maxLength: 30, title: '给谁' }), purpose: Type.String({ minLength: 2, maxLength: 30, title: '用途' }), days: Type.Integer({ minimum: 1, maximum: 90, title: '使用天数' }) }),
  reply: Copy, failures: ['licences/no-licence', 'licences/not-valid', 'licences/too-many-copies', 'licences/no-purpose', 'seals/not-in-force'],
})
export const listCopies = defineRoute({
  method: 'GET', path: '/my/licences/:id/copies', permission: 'cases:apply', summary: '我做过的加注件', input: Type.Object({ id: Id }), reply: Type.Object({ copies: Type.Array(Copy) }), failures: ['licences/no-licence'],
})
export const copyFile = defineRoute({
  method: 'GET', path: '/my/licence-copies/:id/file', permission: 'cases:apply', summary: '下载加注件（OFD）', input: Type.Object({ id: Id }), reply: Type.Unsafe<SentFile>(Type.Any()), failures: ['licences/no-licence'],
})

const changeInput = Type.Object({ id: Id, reason: Type.String({ minLength: 4, maxLength: 500 }) })
const change = (name: string, summary: string) => defineRoute({
  method: 'POST', path: `/licences/:id/${name}`, permission: 'licences:revoke', summary, input: changeInput, reply: HeldLicence, failures: ['licences/no-licence', 'licences/not-possible', 'licences/other-issuer'], repeatable: true,
})
export const suspendLicence = change('suspension', '暂扣证照')
export const restoreLicence = change('restoration', '解除暂扣')
export const revokeLicence = change('revocation', '撤销证照')
export const cancelLicence = change('cancellation', '注销证照')

export const verifyFile = defineRoute({
  method: 'POST', path: '/verification/file', permission: 'public', summary: '验证证照文件', body: 'bytes', repeatable: true, perMinute: 60, input: Type.Object({}), reply: Report, failures: ['kernel/too-large'],
})
export const verifyCode = defineRoute({
  method: 'GET', path: '/verification/:code', permission: 'public', summary: '按证照标识或出示码核验', perMinute: 60, input: Type.Object({ code: Type.String({ minLength: 4, maxLength: 200 }) }),
  reply: Type.Object({ verdict: Type.String(), line: Type.String(), licence: Nullable(PublicLicence) }),
})

const Hash = Type.String({ description: 'SM3，base64' })
const Head = { size: Type.Integer(), at: Type.String(), root: Hash, signature: Type.String() }
const Path = Type.Array(Hash)

export const licenceProof = defineRoute({
  method: 'GET', path: '/verification/:code/proof', permission: 'public', summary: '核验凭据：证照或文书在透明日志里的全部记录，可离线核验', perMinute: 60,
  input: Type.Object({ code: Type.String({ minLength: 4, maxLength: 400 }), since: Type.Optional(Type.Integer({ minimum: 1, description: '早先的日志头的条数；凭据里附上自那时起只增不改的证明' })) }),
  reply: Type.Object({
    format: Type.Literal('xiangyun-licence-proof/1'), identifier: Type.String(), at: Type.String(), head: Type.Object(Head), statement: Type.String(), certificate: Type.String(),
    entries: Type.Array(Type.Object({
      position: Type.Integer(), event: Type.Enum(['held', 'issued', 'filed', 'suspended', 'restored', 'revoked', 'cancelled', 'replaced', 'lettered']), state: LicenceState, at: Type.String(),
      fileHash: Nullable(Type.String()), validUntil: Nullable(Type.String()), path: Path,
    })),
    since: Type.Optional(Type.Object({ size: Type.Integer(), path: Path })),
  }),
  failures: ['licences/no-licence', 'licences/not-yet-logged', 'licences/no-head'],
})
export const logHead = defineRoute({
  method: 'GET', path: '/licence-log/head', permission: 'public', summary: '证照透明日志最新的日志头', perMinute: 60, input: Type.Object({}), reply: Type.Object({ ...Head, certificate: Type.String() }), failures: ['licences/no-head'],
})
export const logConsistency = defineRoute({
  method: 'GET', path: '/licence-log/consistency', permission: 'public', summary: '证照透明日志只增不改的证明', perMinute: 60,
  input: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Optional(Type.Integer({ minimum: 1 })) }), reply: Type.Object({ from: Type.Integer(), head: Type.Object(Head), path: Path }), failures: ['licences/no-head'],
})
export const logLeaves = defineRoute({
  method: 'GET', path: '/licence-log/leaves', permission: 'public', summary: '证照透明日志的叶，每次至多一千个', perMinute: 60,
  input: Type.Object({ from: Type.Integer({ minimum: 0 }) }), reply: Type.Object({ from: Type.Integer(), size: Type.Integer(), leaves: Path }),
})

export const licenceIssued = defineEvent('licences.issued', 1, Type.Object({ licence: Type.String(), type: Type.String(), unit: Type.String(), division: Type.String(), item: Nullable(Type.String()), case: Nullable(Type.String()), validUntil: Nullable(Type.String()) }))
export const licenceChanged = defineEvent('licences.changed', 1, Type.Object({ licence: Type.String(), type: Type.String(), unit: Type.String(), from: LicenceState, state: LicenceState, reason: Type.String() }))

/** Thirty days are left; `holder`: a person's index, or a firm's credit code. */
export const licenceEnding = defineEvent('licences.ending', 1, Type.Object({ licence: Type.String(), name: Type.String(), holderKind: Type.Enum(['person', 'firm']), holder: Type.String(), holderName: Type.String(), validUntil: Type.String() }))

export const failures = defineFailures({
  'licences/no-licence': [404, '没有找到这份证照'],
  'licences/not-valid': [409, '证照现在不是有效状态'],
  'licences/not-possible': [409, '证照现在的状态不能这样变更'],
  'licences/other-issuer': [403, '只有发证机关可以变更证照状态'],
  'licences/not-yet-logged': [409, '刚有变更，正在登入日志，请几秒后再取'],
  'licences/no-head': [404, '日志里没有这个日志头'],
  'licences/too-many-copies': [429, '今天已生成 20 份加注件，请明天再来'],
  'licences/no-purpose': [400, '请写明给谁、做什么用'],
  'licences/no-type': [404, '没有这种证照'],
  'licences/number': [400, '证照编号缺少需要的内容'],
})
