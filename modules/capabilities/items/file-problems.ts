import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readDmn } from '@xiangyun/dmn'
import { parseDefinition } from '@xiangyun/kernel/definitions'
import type { Definition, DefinitionProblem } from '@xiangyun/kernel/definitions'
import { ajv, closed, fieldErrors } from '@xiangyun/kernel/http'
import { readRegisters } from '#modules/data/registers/port.ts'
import { wrongCases } from './case-problems.ts'
import { readCatalogue } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { WalkCases } from './definition.ts'
import type { ItemDefinition } from './definition.ts'
import { folderProblems } from './folder-problems.ts'
import { formProperties, jsonProblem, readFormText, wrongForm } from './form-problems.ts'
import { formFor } from './forms.ts'
import { namesOf } from './name-problems.ts'
import type { Names } from './name-problems.ts'
import { plainProblems } from './plain-problems.ts'
import { wrongReferences } from './reference-problems.ts'

type Item = Definition<ItemDefinition>

/** What one item's files are held against. */
type Beside = { readonly item: Item; readonly roots: readonly string[]; readonly catalogue: Catalogue; readonly registers: ReturnType<typeof readRegisters>['registers']; readonly labels: readonly string[] | undefined; readonly names: Names; readonly form: ReturnType<typeof readFormText> }

const validCases = ajv.compile(closed(WalkCases) as Record<string, unknown>)

/**
 * What is wrong in the files of every item beyond `item.yaml` itself: what it names, form, rules, cases, and files that nobody reads.
 * In a `complete` catalogue no other folder is joined later, so every parameter must be there.
 */
export function fileProblems(roots: readonly string[], complete = false): DefinitionProblem[] {
  const catalogue = readCatalogue(roots)
  return [...folderProblems(roots), ...codeProblems(catalogue), ...[...catalogue.items.values()].flatMap((item) => {
    const beside = besideOf(item, roots, catalogue, complete)
    return [...itemProblems(beside), ...formProblems(beside), ...rulesProblems(item), ...casesProblems(beside)]
  })]
}

function besideOf(item: Item, roots: readonly string[], catalogue: Catalogue, complete: boolean): Beside {
  const { registers } = readRegisters(roots)
  const form = readFormText(textOf(item, 'form.json') ?? '')
  const names = namesOf(item.value, form && formProperties(form.form), registers, complete ? [...catalogue.parameters.keys()] : undefined)
  return { item, roots, catalogue, registers, labels: labelsOf(item, roots), names, form }
}

const textOf = (item: Item, name: string): string | undefined => (existsSync(join(item.folder, name)) ? readFileSync(join(item.folder, name), 'utf8') : undefined)

const at = (item: Item, name: string, key: string, rule: string, message: string, line = 1): DefinitionProblem => ({ file: `items/${item.id}/${name}`, line, key, rule, message })

/** Labels of the licence type that an item results in; nothing when there is none to be read. */
function labelsOf(item: Item, roots: readonly string[]): string[] | undefined {
  const { licence } = item.value.outcomes.granted
  const places = licence === undefined ? [] : [...(licence === item.id ? [join(item.folder, 'licence.yaml')] : []), ...[...roots].reverse().flatMap((root) => [join(root, 'licence-types', `${licence}.yaml`), join(root, 'items', licence, 'licence.yaml')])]
  const file = places.find((path) => existsSync(path))
  try {
    const type = file === undefined ? undefined : (parse(readFileSync(file, 'utf8')) as { fields?: { label: string }[] } | null)
    return type?.fields?.map((f) => f.label)
  } catch {
    return undefined
  }
}

/** One basic code names one item. */
function codeProblems(catalogue: Catalogue): DefinitionProblem[] {
  const first = new Map<string, string>()
  return [...catalogue.items.values()].flatMap((item) => {
    const { basic } = item.value.code
    const other = first.get(basic)
    first.set(basic, other ?? item.id)
    return other === undefined ? [] : [at(item, 'item.yaml', '/code/basic', 'items/code-twice', `基本编码 ${basic} 已经是事项 ${other} 的`, item.lineOf('/code/basic'))]
  })
}

function itemProblems({ item, registers, catalogue, labels, names }: Beside): DefinitionProblem[] {
  const own = textOf(item, 'process.bpmn')
  if (own !== undefined && !/<(?:\w+:)?process[\s>]/.test(own)) return [at(item, 'process.bpmn', '', 'bpmn/unreadable', '不是可读的 BPMN 流程')]
  const process = own ?? catalogue.processes.get(item.value.process.use)
  return wrongReferences(item.value, { registers: [...registers.keys()], licences: [...catalogue.licences], labels, process, names }).map((p) => ({ ...p, file: `items/${item.id}/item.yaml`, line: item.lineOf(p.key) }))
}

function formProblems({ item, roots, form, names }: Beside): DefinitionProblem[] {
  const text = textOf(item, 'form.json') ?? ''
  if (text.trim() !== '' && !form) {
    const { line, message } = jsonProblem(text)
    return [at(item, 'form.json', '', 'forms/json', message, line)]
  }
  const made = formFor(item.id, item.value, text, roots)
  const wrong = form ? wrongForm(form.form, item.value, names) : []
  return [...(made.ok ? [] : made.problems.map((p) => ({ key: p.at, rule: `forms/${p.code}`, message: p.message }))), ...wrong].map((p) => at(item, 'form.json', p.key, p.rule, p.message, form?.lineOf(p.key)))
}

function rulesProblems(item: Item): DefinitionProblem[] {
  const text = textOf(item, 'rules.dmn')
  if (text === undefined) return item.value.decide ? [at(item, 'item.yaml', '/decide', 'items/rules', '写了 decide 就要有 rules.dmn', item.lineOf('/decide'))] : []
  const read = readDmn(text)
  return read.ok ? [] : read.problems.map((p) => at(item, 'rules.dmn', p.element ?? '', `dmn/${p.code}`, p.message))
}

function casesProblems({ item, form, labels, registers }: Beside): DefinitionProblem[] {
  const text = textOf(item, 'cases.yaml')
  if (text === undefined) return [at(item, 'cases.yaml', '', 'items/cases', '没有走查案例')]
  const read = parseDefinition(text, { id: item.id, file: join(item.folder, 'cases.yaml'), folder: item.folder }, `items/${item.id}/cases.yaml`)
  if (!read.definition) return plainProblems(read.problems, WalkCases, () => text)
  const { value, lineOf } = read.definition
  if (!validCases(value)) return plainProblems(fieldErrors(validCases.errors ?? []).map((e) => at(item, 'cases.yaml', e.at, `items/cases-${e.code}`, e.message, lineOf(e.at))), WalkCases)
  return wrongCases(item.value, value as WalkCases, { form: form && formProperties(form.form), labels, registers }).map((p) => at(item, 'cases.yaml', p.key, p.rule, p.message, lineOf(p.key)))
}
