import type { JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { shapeOf } from '@xiangyun/forms/fields-form'
import type { FieldDefinition } from '#modules/data/registers/contract.ts'

/** By which kind of field a register's type is asked for; everything else as words. */
const kinds: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  'date': 'date', 'division': 'division', 'boolean': 'yes-no', 'integer': 'count', 'decimal': 'number', 'person-name': 'person-name', 'mobile-number': 'mobile', 'citizen-identity-number': 'identity-number', 'credit-code': 'credit-code', 'bank-account': 'bank-account',
}

interface EntryField { readonly field: string, readonly name: string, readonly type: FieldDefinition['type'] }

/** Fields of a register as a form that nobody fills in whole: by it one of them is asked for when it is said to be wrong. What may be chosen comes with the question. */
export function entryForm(id: string, title: string, fields: readonly EntryField[]): PublishedForm {
  const asks = fields.map(({ field, name, type }): PublishedAsk => ({ at: `/${field}`, path: [field], kind: kinds[type] ?? 'text', title: name, required: true, correctable: false }))
  const properties = Object.fromEntries(fields.map(({ field, type }) => [field, shapeOf({ type: type === 'choice' ? 'text' : type })]))
  return { format: 2, id, title, example: false, schema: { type: 'object', properties } as JsonSchema, sections: [{ title, asks }], rules: [], order: [] }
}
