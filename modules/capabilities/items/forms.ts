import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { ajv, fieldErrors } from '@xiangyun/kernel/http'
import { generateForm, publishForm } from '@xiangyun/forms'
import type { Concept, Form, FormProblem, PublishedForm, Registers } from '@xiangyun/forms'
import { formKinds } from '#kinds/kinds.ts'
import { readRegisters } from '#modules/data/registers/port.ts'
import { itemFormats } from './formats.ts'
import type { ItemDefinition } from './definition.ts'

const cache = new Map<string, Record<string, Concept>>()

/** The province's concepts as schemas for forms: wording and checks in one place. */
export function readConcepts(roots: readonly string[]): Record<string, Concept> {
  const key = roots.join(':')
  const known = cache.get(key) ?? Object.fromEntries(roots.map((root) => join(root, 'concepts')).filter((f) => existsSync(f)).flatMap((folder) =>
    readdirSync(folder).filter((f) => f.endsWith('.yaml')).map((file) => [basename(file, '.yaml'), parse(readFileSync(join(folder, file), 'utf8')) as Concept])))
  cache.set(key, known)
  return known
}

const listOf = (items: object) => ({ type: 'array', items })

/** The bones of a form; what hangs on them is judged when it is published. */
const isShaped = ajv.compile({
  type: 'object', required: ['schema', 'ui'],
  properties: { schema: { type: 'object' }, ui: listOf({ type: 'object', required: ['section', 'ask'], properties: { ask: listOf({ type: 'object' }) } }), rules: listOf({ type: 'object' }) },
})

type Made = { readonly ok: true; readonly form: PublishedForm } | { readonly ok: false; readonly problems: readonly FormProblem[] }

/** The form of an item: its own, or one made from audience when there is no dossier, labelled 示例. Materials are uploaded beside the form. */
export function formFor(item: string, definition: ItemDefinition, formText: string, roots: readonly string[]): Made {
  let form: Form
  try {
    form = formText.trim() === '' ? generated(item, definition) : { title: `${definition.name}申请表`, ...(JSON.parse(formText) as Omit<Form, 'id' | 'title'>), id: item }
  } catch (error) {
    return { ok: false, problems: [{ at: '', code: 'json', message: `不是有效的 JSON：${(error as Error).message}` }] }
  }
  const published = publishSource(form, roots)
  if (!published.ok) return published
  const unknown = unknownEvidence(published.form, definition)
  return unknown.length > 0 ? { ok: false, problems: unknown } : published
}

/** What forms may ask of each register, as its owner says in its definition. */
const askedOf = (roots: readonly string[]): Registers => Object.fromEntries([...readRegisters(roots).registers].map(([id, { asked }]) => [id, asked ? { by: asked.by, tells: asked.tells, has: asked.has ?? [] } : { by: [], tells: [] }]))

/** Publishes a form as somebody wrote it, with the province's concepts, formats, kinds and what registers may be asked. */
export function publishSource(form: Form, roots: readonly string[]): Made {
  if (!isShaped(form)) return { ok: false, problems: fieldErrors(isShaped.errors ?? []).map(({ at, message }) => ({ at, code: 'shape', message })) }
  const published = publishForm(form, { concepts: readConcepts(roots), formats: itemFormats, kinds: formKinds, registers: askedOf(roots) })
  return published.ok ? { ok: true, form: published.value } : { ok: false, problems: published.problems }
}

/** A section may be proved only by materials that the item has. */
function unknownEvidence(form: PublishedForm, definition: ItemDefinition): FormProblem[] {
  const known = new Set(definition.materials.map((m) => m.id))
  return form.sections.flatMap((section, at) => (section.evidence ?? []).filter((id) => !known.has(id)).map((id) => ({ at: `/ui/${at}/evidence`, code: 'evidence', message: `“${section.title}”的证明材料 ${id} 不在本事项的材料里` })))
}

/** A form made of who applies. */
export function generated(item: string, definition: ItemDefinition): Form {
  const firm = Object.entries(definition.parties).find(([, p]) => p.acts === 'applicant-or-agent' && p.concept === 'firm')?.[0]
  const form = generateForm({ id: item, name: definition.name, audience: firm ? ['firm'] : ['person'], materials: [] })
  const from: Record<string, string> = firm
    ? { 'applicant.name': `${firm}.name`, 'applicant.creditCode': `${firm}.creditCode`, 'applicant.legalPerson.name': `${firm}.representativeName`, 'applicant.address': `${firm}.home`, 'applicant.mobile': `${firm}.phone` }
    : { 'applicant.address': 'applicant.home', 'applicant.mobile': 'applicant.phone' }
  return { ...form, ui: form.ui.map((s) => ({ ...s, ask: s.ask.map((a) => (a.prefill && from[a.prefill] ? { ...a, prefill: from[a.prefill]! } : a)) })) }
}
