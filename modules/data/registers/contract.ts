import { defineEvent, defineFailures, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const names = (pattern: string) => Type.String({ pattern })

/** One field of a register, as its definition says it. */
export const FieldDefinition = Type.Object({
  name: Type.Optional(Type.String()),
  type: Type.Enum(['text', 'citizen-identity-number', 'credit-code', 'person-name', 'mobile-number', 'date', 'division', 'integer', 'decimal', 'boolean', 'choice', 'list', 'bank-account']),
  secrecy: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('personal'), Type.Literal('sensitive')])),
  find: Type.Optional(Type.Literal('exact')),
  required: Type.Optional(Type.Boolean()),
  values: Type.Optional(Type.Array(Type.String())),
  standard: Type.Optional(Type.String()),
  law: Type.Optional(Type.String()),
})
export type FieldDefinition = Static<typeof FieldDefinition>

/** An executable register: one authoritative set of records (definitions.md). */
export const RegisterDefinition = Type.Object({
  name: Type.String(),
  one: Type.String(),
  key: Type.String(),
  owner: Type.String(),
  fields: Type.Record(names('^[a-z][A-Za-z0-9]{0,40}$'), FieldDefinition),
  /** The first source that gives a field wins. */
  sources: Type.Optional(Type.Array(Type.Object({ department: Type.String(), gives: Type.Array(Type.String()) }))),
  sharing: Type.Optional(Type.Object({ class: Type.Union([Type.Literal('unconditional'), Type.Literal('conditional'), Type.Literal('none')]), reason: Type.Optional(Type.String()), purposes: Type.Optional(Type.Array(Type.String())) })),
  /** Facts about a subject that items ask for: how to find them by the subject's key, and what is told. */
  subject: Type.Optional(Type.String()),
  /** Which words of which field say that an entry has ended: such an entry is history and is not changed again. */
  ended: Type.Optional(Type.Object({ field: Type.String(), values: Type.Array(Type.String(), { minItems: 1 }) })),
  /** What a form may ask of it: by which keys, which fields it may compare, and of which only whether there is one. Without it, nothing. */
  asked: Type.Optional(Type.Object({ by: Type.Array(Type.String(), { minItems: 1 }), tells: Type.Array(Type.String()), has: Type.Optional(Type.Array(Type.String())) })),
  certainty: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
})
export type RegisterDefinition = Static<typeof RegisterDefinition>

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }
export type Record_ = Readonly<Record<string, Value>>

/** A record with what is known about it. */
export type Entry = { readonly id: string; readonly version: number; readonly recordedAt: string; readonly values: Record_; readonly sources: Readonly<Record<string, string>> }

/** Why a record is read: stands in the audit log and decides what may be told (个人信息保护法 第十三条). */
export type Purpose = { readonly purpose: string; readonly law?: string; readonly case?: string }

/** `record`: a new entry; `change`: fields of an entry in force; `end`: an entry becomes history. */
export type WritingKind = 'record' | 'change' | 'end'

/** By which act an entry is written: stands beside the version it made, for good. `change` names the write within its case. */
export type Provenance = { readonly department: string; readonly unit: string; readonly case: string; readonly number: string; readonly item: string; readonly change: string; readonly law: string }

/** A write that the result of a case makes. */
export type Writing = { readonly register: string; readonly kind: WritingKind; readonly key: string; readonly values: Record_; readonly provenance: Provenance }

export type WritingProblem = { readonly at: string; readonly code: string; readonly message: string }

/** What a write would meet: the entry as it stands, locked for the rest of the transaction, and why the write cannot be made. */
export type Inspected = { readonly entry: Entry | undefined; readonly problems: readonly WritingProblem[] }

/** A write that was made; `fields` by the names that people read. */
export type Written = { readonly register: string; readonly registerName: string; readonly entry: string; readonly version: number; readonly kind: WritingKind; readonly change: string; readonly at: string; readonly law: string; readonly fields: readonly string[] }

const Titled = Type.Array(Type.Object({ name: Type.String(), title: Type.String() }))
/** Registers that say in their definition what forms may ask of them: by which fields, and what of an entry may be compared. */
export const AskableRegisters = Type.Array(Type.Object({ id: Type.String(), name: Type.String(), by: Titled, tells: Titled }))
export type Askable = Static<typeof AskableRegisters>[number]

export type Registers = {
  readonly definition: (register: string) => RegisterDefinition | undefined
  readonly names: () => readonly string[]
  readonly find: (register: string, key: string, purpose: Purpose) => Promise<Entry | undefined>
  readonly findBy: (register: string, field: string, value: string, purpose: Purpose) => Promise<Entry[]>
  /** The golden record after this source's word; earlier versions stay in the history. */
  readonly put: (register: string, values: Record_, source: { department: string; note?: string }) => Promise<PutOutcome>
  /** Looks at what a write would meet and holds the entry fast until the transaction ends. Writes nothing. */
  readonly inspect: (writing: Writing) => Promise<Inspected>
  /** Writes for a case, once for each of its changes; the version before goes to the history, the act stands beside the new one. */
  readonly write: (writing: Writing) => Promise<PutOutcome>
  /** What a case has written, in the order of writing. */
  readonly writtenBy: (caseId: string) => Promise<Written[]>
  /** Many new records at once, for filling an empty register; no history, no events. */
  readonly fill: (register: string, records: readonly Record_[], source: { department: string }) => Promise<number>
  readonly count: (register: string) => Promise<number>
  /** Some records, in an order that is the same each time: for demonstration and tests. */
  readonly sample: (register: string, offset: number, limit: number) => Promise<Entry[]>
}

export type PutOutcome = { readonly id: string; readonly version: number; readonly changed: readonly string[] } | { readonly problems: readonly { at: string; code: string; message: string }[] }

export const recordChanged = defineEvent('registers.changed', 1, Type.Object({ register: Type.String(), id: Type.String(), version: Type.Integer(), changed: Type.Array(Type.String()), department: Type.String(),
  /** The case whose result wrote it, when one did. */
  case: Type.Optional(Type.String()) }))

export const failures = defineFailures({
  'registers/no-register': [404, '没有这个数据库'],
  'registers/no-record': [404, '没有这条记录'],
  'registers/invalid-record': [400, '记录内容不对'],
})
