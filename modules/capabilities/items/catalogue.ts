import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { loadDefinitions } from '@xiangyun/kernel/definitions'
import type { Definition, DefinitionProblem } from '@xiangyun/kernel/definitions'
import { readOrganisations } from '#modules/data/organisations/port.ts'
import { readRegisters } from '#modules/data/registers/port.ts'
import { ClaimDefinition, ItemDefinition, ParameterDefinition } from './definition.ts'
import { plainProblems } from './plain-problems.ts'
import { itemProblems } from './problems.ts'

/** A real name of the county catalogue that nobody has described yet. */
export type Undescribed = { readonly number: number; readonly name: string; readonly type: string; readonly sector: string; readonly mainItem: string | null }

export type Catalogue = {
  readonly items: ReadonlyMap<string, Definition<ItemDefinition>>
  readonly claims: ReadonlyMap<string, ClaimDefinition>
  readonly parameters: ReadonlyMap<string, ParameterDefinition>
  readonly undescribed: readonly Undescribed[]
  /** Key → BPMN text of the standard processes. */
  readonly processes: ReadonlyMap<string, string>
  readonly licences: ReadonlySet<string>
  readonly problems: readonly DefinitionProblem[]
}

const cache = new Map<string, Catalogue>()

/** All that the catalogue says about items, with every mistake found. */
export function readCatalogue(roots: readonly string[]): Catalogue {
  const key = roots.join(':')
  const known = cache.get(key) ?? load(roots)
  cache.set(key, known)
  return known
}

function load(roots: readonly string[]): Catalogue {
  const items = loadDefinitions<ItemDefinition>(roots, 'items', ItemDefinition, 'item.yaml')
  const parameters = loadDefinitions<ParameterDefinition>(roots, 'parameters', ParameterDefinition)
  const claims = loadClaims(roots, new Set(items.definitions.keys()), items.definitions)
  const processes = new Map(roots.flatMap((root) => bpmnFiles(join(root, 'processes'))))
  const organisations = readOrganisations(roots)
  const known = {
    licences: new Set([...roots.flatMap((root) => names(join(root, 'licence-types'))), ...[...items.definitions.values()].filter((d) => existsSync(join(d.folder, 'licence.yaml'))).map((d) => d.id)]),
    processes: new Set([...processes.keys()]),
    departments: new Set(organisations.departments().map((d) => d.id)),
    registers: readRegisters(roots).registers,
  }
  const problems = [...plainProblems(items.problems, ItemDefinition, textIn(roots)), ...plainProblems(parameters.problems, ParameterDefinition, textIn(roots)), ...claims.problems, ...[...items.definitions.values()].flatMap((d) => itemProblems(d, existsSync(join(d.folder, 'process.bpmn')) ? { ...known, processes: new Set([...known.processes, d.value.process.use]) } : known))]
  return { items: items.definitions, claims: claims.claims, parameters: new Map([...parameters.definitions].map(([id, d]) => [id, d.value])), undescribed: readUndescribed(roots[0]!), processes, licences: known.licences, problems }
}

/** The text of a file that a problem names. */
export const textIn = (roots: readonly string[]) => ({ file }: DefinitionProblem): string | undefined => {
  const path = roots.map((root) => join(root, file)).findLast((p) => existsSync(p))
  return path === undefined ? undefined : readFileSync(path, 'utf8')
}

const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.yaml')).map((f) => basename(f, '.yaml')) : [])

const bpmnFiles = (folder: string): [string, string][] => (existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.bpmn')).sort().map((f) => [basename(f, '.bpmn'), readFileSync(join(folder, f), 'utf8')]) : [])

function loadClaims(roots: readonly string[], items: ReadonlySet<string>, definitions: ReadonlyMap<string, Definition<ItemDefinition>>) {
  const claims = new Map<string, ClaimDefinition>()
  const problems: DefinitionProblem[] = []
  for (const root of roots) {
    const folder = join(root, 'claims')
    for (const division of existsSync(folder) ? readdirSync(folder).filter((d) => /^\d{6}$/.test(d)).sort() : []) {
      const loaded = loadDefinitions<ClaimDefinition>([root], join('claims', division), ClaimDefinition)
      problems.push(...plainProblems(loaded.problems, ClaimDefinition, textIn(roots)).map((p) => (p.rule === 'definitions/additionalProperties' ? { ...p, rule: 'items/claim-element', message: `认领时不能改 ${p.key.slice(1)}，只能改地点、时间、电话和更短的承诺时限`, source: '国发〔2018〕27号 四级四同' } : p)))
      for (const [item, claim] of loaded.definitions) {
        problems.push(...claimProblems(division, item, claim, items, definitions))
        claims.set(`${division}/${item}`, claim.value)
      }
    }
  }
  return { claims, problems }
}

function claimProblems(division: string, item: string, claim: Definition<ClaimDefinition>, items: ReadonlySet<string>, definitions: ReadonlyMap<string, Definition<ItemDefinition>>): DefinitionProblem[] {
  const file = `claims/${division}/${item}.yaml`
  const at = (key: string, rule: string, message: string): DefinitionProblem => ({ file, line: claim.lineOf(key), key, rule, message })
  if (!items.has(item)) return [at('', 'items/claim-item', `没有事项 ${item}`)]
  const refused = claimRefusal(definitions.get(item)!.value, claim.value)
  return refused ? [at(refused.key, refused.rule, refused.message)] : []
}

/** Why a claim may not stand: an element that the item keeps for itself, or a promise longer than the province's. */
export function claimRefusal(item: ItemDefinition, claim: ClaimDefinition): { key: string; rule: string; message: string } | undefined {
  for (const key of Object.keys(claim) as (keyof ClaimDefinition)[]) {
    if (!item.below.includes(key)) return { key: `/${key}`, rule: 'items/claim-element', message: `这个事项认领时不能改 ${key}` }
  }
  if (claim.promise && days(claim.promise) > days(item.limits.promise)) return { key: '/promise', rule: 'items/claim-promise', message: `认领的承诺时限 ${claim.promise} 长于全省的 ${item.limits.promise}` }
  return undefined
}

const days = (length: string): number => (length === 'immediate' ? 0 : Number(length.split(' ')[0]))

function readUndescribed(root: string): Undescribed[] {
  const path = join(root, 'county-catalogue.yaml')
  if (!existsSync(path)) return []
  return (parse(readFileSync(path, 'utf8')) as { items: Undescribed[] }).items
}
