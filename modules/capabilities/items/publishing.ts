import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDefinition } from '@xiangyun/kernel/definitions'
import type { Definition, DefinitionProblem } from '@xiangyun/kernel/definitions'
import { closed, fieldErrors, ajv } from '@xiangyun/kernel/http'
import type { Context } from '@xiangyun/kernel/modules'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { readOrganisations } from '#modules/data/organisations/port.ts'
import { readRegisters } from '#modules/data/registers/port.ts'
import { readCatalogue } from './catalogue.ts'
import { ItemDefinition } from './definition.ts'
import { formFor } from './forms.ts'
import { plainProblems } from './plain-problems.ts'
import { itemProblems } from './problems.ts'
import { problemsApart } from './rules-apart.ts'
import { itemStore } from './store.ts'
import type { VersionRow } from './store.ts'

export type Sources = { readonly text: string; readonly formText: string; readonly rules: string | null; readonly bpmn: string | null }

/** An item's files, as they lie in its folder. */
export function sourcesOf(definition: Definition<ItemDefinition>): Sources {
  const read = (name: string) => (existsSync(join(definition.folder, name)) ? readFileSync(join(definition.folder, name), 'utf8') : null)
  return { text: definition.text, formText: read('form.json') ?? '', rules: read('rules.dmn'), bpmn: read('process.bpmn') }
}

const validate = ajv.compile(closed(ItemDefinition) as Record<string, unknown>)

/** Reads an item from text, with all its mistakes: of form, of consistency, of expressions. */
export function readItem(item: string, text: string, roots: readonly string[]): { definition?: ItemDefinition; problems: DefinitionProblem[] } {
  const file = `items/${item}/item.yaml`
  const read = parseDefinition(text, { id: item, file, folder: roots[0]! }, file)
  if (!read.definition) return { problems: plainProblems(read.problems, ItemDefinition, () => text) }
  const own = read.definition
  if (!validate(own.value)) return { problems: plainProblems(fieldErrors(validate.errors ?? []).map((e) => ({ file, line: own.lineOf(e.at), key: e.at, rule: `definitions/${e.code}`, message: e.message })), ItemDefinition) }
  const catalogue = readCatalogue(roots)
  const known = { licences: catalogue.licences, processes: new Set([...catalogue.processes.keys(), (own.value as ItemDefinition).process.use]), departments: new Set(readOrganisations(roots).departments().map((d) => d.id)), registers: readRegisters(roots).registers }
  return { definition: own.value as ItemDefinition, problems: itemProblems(own as Definition<ItemDefinition>, known) }
}

export type Prepared = { readonly ok: true; readonly row: Omit<VersionRow, 'version' | 'effective_from' | 'origin' | 'published_by' | 'at'> } | { readonly ok: false; readonly problems: readonly DefinitionProblem[] }

/** Everything that a version needs, checked: elements, form, rules, process. */
export async function prepare(context: Context, item: string, sources: Sources): Promise<Prepared> {
  const roots = context.config.catalogue
  const read = readItem(item, sources.text, roots)
  const problems = [...read.problems]
  const at = (file: string, key: string, rule: string, message: string) => problems.push({ file: `items/${item}/${file}`, line: 1, key, rule, message })
  if (!read.definition) return { ok: false, problems }
  const made = formFor(item, read.definition, sources.formText, roots)
  if (!made.ok) made.problems.forEach((p) => at('form.json', p.at, `forms/${p.code}`, p.message))
  if (sources.rules) problems.push(...await problemsApart(item, sources.rules, read.definition.decide?.decision))
  else if (read.definition.decide) at('item.yaml', '/decide', 'items/rules', '写了 decide 就要有 rules.dmn')
  const key = sources.bpmn ? item : read.definition.process.use
  const xml = sources.bpmn ?? readCatalogue(roots).processes.get(key)
  const deployed = await processFor(context, key, xml)
  if (!deployed) at('item.yaml', '/process/use', 'items/process', `没有流程 ${key}`)
  if (deployed && !deployed.ok) deployed.problems.forEach((p) => at('process.bpmn', p.element, `bpmn/${p.code}`, p.message))
  if (problems.length > 0 || !made.ok || !deployed?.ok) return { ok: false, problems }
  return { ok: true, row: {
    item, definition: read.definition, text: sources.text, form: made.form, form_text: sources.formText, rules: sources.rules, process: deployed.definition,
    fingerprint: fingerprintOf(context.config.catalogue, read.definition, sources),
  } }
}

/** The process of a file, or one that was drawn and published in the browser. */
async function processFor(context: Context, key: string, xml: string | undefined) {
  const processes = context.ask(processesPort)
  if (xml !== undefined) return processes.deploy(key, xml)
  const definition = await processes.current(key)
  return definition === undefined ? undefined : { ok: true as const, definition }
}

/** What a version is made from; the same sources need no new version. */
function fingerprintOf(roots: readonly string[], definition: ItemDefinition, sources: Sources): string {
  const xml = sources.bpmn ?? readCatalogue(roots).processes.get(definition.process.use)
  return createHash('sha256').update(JSON.stringify([sources.text, sources.formText, sources.rules, xml])).digest('hex').slice(0, 32)
}

/** Brings the catalogue's items into the database: a folder that changed is a new version, in force from its own date. */
export async function publishCatalogue(context: Context): Promise<readonly DefinitionProblem[]> {
  const catalogue = readCatalogue(context.config.catalogue)
  const known = await itemStore(context.db).fingerprints()
  const problems: DefinitionProblem[] = [...catalogue.problems]
  for (const [item, definition] of catalogue.items) {
    const own = known.filter((k) => k.item === item)
    const sources = sourcesOf(definition)
    if (own.some((k) => k.fingerprint === fingerprintOf(context.config.catalogue, definition.value, sources))) continue
    const prepared = await prepare(context, item, sources)
    if (!prepared.ok) { problems.push(...prepared.problems); continue }
    await itemStore(context.db).add({ ...prepared.row, version: Math.max(0, ...own.map((k) => k.version)) + 1, effective_from: definition.value.effective.from, origin: 'catalogue', published_by: 'system', at: context.now })
  }
  for (const [key, claim] of catalogue.claims) {
    const [division, item] = key.split('/') as [string, string]
    if (!(await itemStore(context.db).claim(division, item))) await itemStore(context.db).putClaim(division, item, claim, 'catalogue', context.now)
  }
  return problems
}
