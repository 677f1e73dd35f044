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

export type Registers = {
  readonly definition: (register: string) => RegisterDefinition | undefined
  readonly names: () => readonly string[]
  readonly find: (register: string, key: string, purpose: Purpose) => Promise<Entry | undefined>
  readonly findBy: (register: string, field: string, value: string, purpose: Purpose) => Promise<Entry[]>
  /** The golden record after this source's word; earlier versions stay in the history. */
  readonly put: (register: string, values: Record_, source: { department: string; note?: string }) => Promise<PutOutcome>
  /** Many new records at once, for filling an empty register; no history, no events. */
  readonly fill: (register: string, records: readonly Record_[], source: { department: string }) => Promise<number>
  readonly count: (register: string) => Promise<number>
  /** Some records, in an order that is the same each time: for demonstration and tests. */
  readonly sample: (register: string, offset: number, limit: number) => Promise<Entry[]>
}

export type PutOutcome = { readonly id: string; readonly version: number; readonly changed: readonly string[] } | { readonly problems: readonly { at: string; code: string; message: string }[] }

export const recordChanged = defineEvent('registers.changed', 1, Type.Object({ register: Type.String(), id: Type.String(), version: Type.Integer(), changed: Type.Array(Type.String()), department: Type.String() }))

export const failures = defineFailures({
  'registers/no-register': [404, '没有这个数据库'],
  'registers/no-record': [404, '没有这条记录'],
  'registers/invalid-record': [400, '记录内容不对'],
})
