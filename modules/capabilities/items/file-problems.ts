import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDmn } from '@xiangyun/dmn'
import { parseDefinition } from '@xiangyun/kernel/definitions'
import type { Definition, DefinitionProblem } from '@xiangyun/kernel/definitions'
import { ajv, closed, fieldErrors } from '@xiangyun/kernel/http'
import { readCatalogue } from './catalogue.ts'
import { WalkCases } from './definition.ts'
import type { ItemDefinition } from './definition.ts'
import { formFor } from './forms.ts'

const validCases = ajv.compile(closed(WalkCases) as Record<string, unknown>)

/** What is wrong in the files beside every `item.yaml`: form, rules and cases. */
export function fileProblems(roots: readonly string[]): DefinitionProblem[] {
  return [...readCatalogue(roots).items.values()].flatMap((item) => [...formProblems(item, roots), ...rulesProblems(item), ...casesProblems(item)])
}

const textOf = (item: Definition<ItemDefinition>, name: string): string | undefined => (existsSync(join(item.folder, name)) ? readFileSync(join(item.folder, name), 'utf8') : undefined)

const at = (item: Definition<ItemDefinition>, name: string, key: string, rule: string, message: string, line = 1): DefinitionProblem => ({ file: `items/${item.id}/${name}`, line, key, rule, message })

function formProblems(item: Definition<ItemDefinition>, roots: readonly string[]): DefinitionProblem[] {
  const made = formFor(item.id, item.value, textOf(item, 'form.json') ?? '', roots)
  return made.ok ? [] : made.problems.map((p) => at(item, 'form.json', p.at, `forms/${p.code}`, p.message))
}

function rulesProblems(item: Definition<ItemDefinition>): DefinitionProblem[] {
  const text = textOf(item, 'rules.dmn')
  if (text === undefined) return item.value.decide ? [at(item, 'item.yaml', '/decide', 'items/rules', '写了 decide 就要有 rules.dmn', item.lineOf('/decide'))] : []
  const read = readDmn(text)
  return read.ok ? [] : read.problems.map((p) => at(item, 'rules.dmn', p.element ?? '', `dmn/${p.code}`, p.message))
}

function casesProblems(item: Definition<ItemDefinition>): DefinitionProblem[] {
  const text = textOf(item, 'cases.yaml')
  if (text === undefined) return [at(item, 'cases.yaml', '', 'items/cases', '没有走查案例')]
  const read = parseDefinition(text, { id: item.id, file: join(item.folder, 'cases.yaml'), folder: item.folder }, `items/${item.id}/cases.yaml`)
  if (!read.definition || validCases(read.definition.value)) return [...read.problems]
  return fieldErrors(validCases.errors ?? []).map((e) => at(item, 'cases.yaml', e.at, `items/cases-${e.code}`, e.message, read.definition!.lineOf(e.at)))
}
