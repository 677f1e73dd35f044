import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { Form } from '@xiangyun/forms'
import { localDate } from '@xiangyun/kernel/time'
import { askable, registersPort } from '#modules/data/registers/port.ts'
import type { readItemSurroundings } from '../contract.ts'
import type { ItemDefinition, SituationDefinition } from '../definition.ts'
import { generated, readConcepts } from '../forms.ts'
import { catalogueLists } from '../lists.ts'
import { readItem } from '../publishing.ts'
import { itemStore } from '../store.ts'

type Fields = Readonly<Record<string, { readonly name?: string | undefined; readonly type: string; readonly values?: readonly string[] | undefined }>>
type Source = { readonly name: string; readonly title: string; readonly concept: string; readonly fields: Fields }

/** What a form of this item may build on, from its text as it is being edited; a text that cannot be read leaves what is in force. */
export async function formSurroundings(context: Context, input: InputOf<typeof readItemSurroundings>) {
  const latest = await itemStore(context.db).any(input.item)
  const current = latest && (await itemStore(context.db).version(input.item, latest.version))
  if (!current) return fail('items/no-item')
  const definition = readItem(input.item, input.text, context.config.catalogue).definition ?? current.definition
  const sources = sourcesOf(context, definition)
  return ok({
    concepts: Object.fromEntries(Object.entries(readConcepts(context.config.catalogue)).map(([id, { name, schema, ...more }]) => {
      const { asks = [], correctable = [] } = more as { asks?: string[]; correctable?: string[] }
      return [id, { name, schema: schema as unknown, asks, correctable }]
    })),
    sources: sources.map(({ fields, ...one }) => ({ ...one, fields: Object.entries(fields).map(([name, field]) => ({ name, title: field.name ?? name })) })),
    registers: askable(context.ask(registersPort)),
    facts: [...definition.situations.map(situationFact), ...(definition.facts ?? []).map((fact) => ({ path: fact.id, title: fact.id, sort: 'other' as const })), ...sources.flatMap(sourceFacts), { path: 'today', title: '填表当天', sort: 'day' as const }],
    materials: definition.materials.map(({ id, name }) => ({ id, name })), ...listsOf(context),
    generated: withEvidence(generated(input.item, definition), definition) as unknown, published: current.form_text, version: current.version, today: localDate(context.now),
  })
}

function listsOf(context: Context) {
  const { dictionaries, licenceTypes } = catalogueLists(context.config.catalogue)
  return { dictionaries: [...dictionaries], licenceTypes: [...licenceTypes] }
}

/** What the state holds proves who applies; what is uploaded proves what is applied for. */
function withEvidence(form: Form, { materials }: ItemDefinition): Form {
  const ids = (held: boolean) => materials.filter((one) => one.made === undefined && (one.held !== undefined) === held).map((one) => one.id)
  const proved: Readonly<Record<string, readonly string[]>> = { 申请人: ids(true), 申请单位: ids(true), 申请事项: ids(false) }
  return { ...form, ui: form.ui.map((section) => { const evidence = proved[section.section] ?? []; return evidence.length ? { ...section, evidence } : section }) }
}

/** The applicant and the firm applied for: registers know them before anybody types. */
function sourcesOf(context: Context, definition: ItemDefinition): Source[] {
  const fieldsOf = (concept: string): Fields => context.ask(registersPort).definition(concept === 'firm' ? 'legal-persons' : 'people')?.fields ?? {}
  const known = Object.entries(definition.parties).filter(([, party]) => party.acts === 'applicant' || party.acts === 'applicant-or-agent')
    .map(([name, party]): Source => ({ name, title: party.name ?? (party.concept === 'firm' ? '申请单位' : '申请人'), concept: party.concept, fields: fieldsOf(party.concept) }))
  return known.some((one) => one.name === 'applicant') ? known : [...known, { name: 'applicant', title: '申请人', concept: 'person', fields: fieldsOf('person') }]
}

function situationFact({ id, ask, choose, options, derive }: SituationDefinition) {
  const title = ask ?? id
  if (choose === 'yes-no' || derive !== undefined) return { path: id, title, sort: 'yes-no' as const }
  return { path: id, title, sort: choose === 'many' ? ('choices' as const) : ('choice' as const), options: (options ?? []).map(({ value, label }) => ({ value: String(value), label })) }
}

const sorts: Readonly<Record<string, 'day' | 'figure' | 'yes-no' | 'choice'>> = { date: 'day', number: 'figure', money: 'figure', boolean: 'yes-no', choice: 'choice' }

const sourceFacts = ({ name, title, fields }: Source) => Object.entries(fields).filter(([, field]) => field.type !== 'list').map(([key, field]) => ({
  path: `${name}.${key}`, title: `${title}的${field.name ?? key}`, sort: sorts[field.type] ?? ('text' as const), ...(field.values ? { options: field.values.map((value) => ({ value, label: value })) } : {}),
}))
