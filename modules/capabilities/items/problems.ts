import type { Definition, DefinitionProblem } from '@xiangyun/kernel/definitions'
import type { ItemDefinition } from './definition.ts'
import { feelProblem } from './expressions.ts'
import { workdaysIn } from './lengths.ts'
import { changeExpressions, endingProblems, registerChangeProblems } from './register-change-problems.ts'
import type { RegisterDefinition } from '#modules/data/registers/contract.ts'

type Found = { key: string; rule: string; message: string; source?: string }

/** What an item's elements must agree on (公开的实施清单核查规则; 行政许可法 第四十二、八十二条). */
export function consistencyProblems(item: ItemDefinition): Found[] {
  return [...limitProblems(item), ...resultProblems(item), ...visitProblems(item), ...referenceProblems(item)]
}

function limitProblems(item: ItemDefinition): Found[] {
  const found: Found[] = []
  const { statutory, promise } = item.limits
  if (statutory !== 'long-term' && workdaysIn(promise) > workdaysIn(statutory) && statutory !== 'immediate') found.push({ key: '/limits/promise', rule: 'items/promise-longer', message: `承诺时限 ${promise} 长于法定时限 ${statutory}`, source: '实施清单核查规则' })
  if (item.kind === 'immediate' && promise !== 'immediate') found.push({ key: '/limits/promise', rule: 'items/immediate-kind', message: '即办件的承诺时限应为 immediate', source: '实施清单核查规则' })
  if (item.kind === 'promised' && promise === 'immediate') found.push({ key: '/kind', rule: 'items/promised-kind', message: '承诺时限不是即办的，办件类型必须是承诺件', source: '实施清单核查规则' })
  return found
}

function resultProblems(item: ItemDefinition): Found[] {
  const { granted } = item.outcomes
  const found: Found[] = []
  if (!granted.licence && !granted.decision) found.push({ key: '/outcomes/granted', rule: 'items/no-result', message: '准予后要有证照（licence）或文书（decision）' })
  const name = granted.name ?? ''
  if (/证$/.test(name) && !granted.licence) found.push({ key: '/outcomes/granted/name', rule: 'items/result-type', message: '结果名称以“证”结尾，结果应为证照', source: '实施清单核查规则' })
  if (/(文|批复|决定书|通知书)$/.test(name) && granted.licence) found.push({ key: '/outcomes/granted/name', rule: 'items/result-type', message: '结果名称是文书，结果不应为证照', source: '实施清单核查规则' })
  return found
}

function visitProblems(item: ItemDefinition): Found[] {
  const found: Found[] = []
  if (item.visits > 0 && !item.visitReason) found.push({ key: '/visits', rule: 'items/visit-reason', message: '要到现场的，必须写明原因', source: '实施清单核查规则' })
  if (item.visits === 0 && item.visitReason) found.push({ key: '/visitReason', rule: 'items/visit-reason', message: '不用到现场的，不写原因', source: '实施清单核查规则' })
  if (item.online === 'IV' && item.visits > 0) found.push({ key: '/visits', rule: 'items/depth-visits', message: '网办深度 IV 级，到现场次数应为 0', source: '实施清单核查规则' })
  return found
}

function referenceProblems(item: ItemDefinition): Found[] {
  const found: Found[] = []
  item.materials.forEach((material, i) => {
    const sources = [material.made, material.held, material.from].filter(Boolean).length
    if (sources === 0) found.push({ key: `/materials/${i}`, rule: 'items/material-source', message: `${material.name}：要写明来源（made、held 或 from）` })
    if (material.held && Boolean(material.held.register) === Boolean(material.held.licence)) found.push({ key: `/materials/${i}/held`, rule: 'items/held', message: 'held 要么是 register，要么是 licence' })
    if (material.held && !(material.held.of in item.parties)) found.push({ key: `/materials/${i}/held/of`, rule: 'items/party', message: `没有当事人 ${material.held.of}` })
  })
  item.facts?.forEach((fact, i) => {
    if (!(fact.of in item.parties)) found.push({ key: `/facts/${i}/of`, rule: 'items/party', message: `没有当事人 ${fact.of}` })
  })
  const ids = [...item.situations.map((s) => s.id), ...(item.facts ?? []).map((f) => f.id), ...Object.keys(item.parties)]
  ids.forEach((id, i) => { if (ids.indexOf(id) !== i) found.push({ key: '/situations', rule: 'items/name-twice', message: `名字 ${id} 用了两次` }) })
  item.situations.forEach((s, i) => {
    if (!s.derive && (!s.ask || !s.choose)) found.push({ key: `/situations/${i}`, rule: 'items/situation', message: '要么有 ask 与 choose，要么有 derive' })
    if ((s.choose === 'one' || s.choose === 'many') && !s.options) found.push({ key: `/situations/${i}`, rule: 'items/options', message: '选择题要有选项' })
  })
  return found
}

/** Every expression of the item, with the key where it stands. */
export function expressionsOf(item: ItemDefinition): { key: string; source: string }[] {
  const list: { key: string; source: string | undefined }[] = []
  item.situations.forEach((s, i) => list.push({ key: `/situations/${i}/derive`, source: s.derive }, { key: `/situations/${i}/when`, source: s.when }))
  item.conditions.forEach((c, i) => list.push({ key: `/conditions/${i}/must`, source: c.must }))
  item.materials.forEach((m, i) => list.push({ key: `/materials/${i}/when`, source: m.when }))
  item.facts?.forEach((f, i) => list.push({ key: `/facts/${i}/gives`, source: f.gives }))
  Object.entries(item.process.with ?? {}).forEach(([name, source]) => list.push({ key: `/process/with/${name}`, source }))
  Object.entries(item.decide?.inputs ?? {}).forEach(([name, source]) => list.push({ key: `/decide/inputs/${name}`, source }))
  item.outcomes.granted.fields?.forEach((f, i) => list.push({ key: `/outcomes/granted/fields/${i}/value`, source: f.value }))
  if (item.fee !== 'none') list.push({ key: '/fee/amount', source: item.fee.amount }, ...(item.fee.reduce ?? []).flatMap((r, i) => [{ key: `/fee/reduce/${i}/when`, source: r.when }, { key: `/fee/reduce/${i}/to`, source: r.to }]))
  const { holder } = item.outcomes.granted
  if (typeof holder === 'object') list.push({ key: '/outcomes/granted/holder/creditCode', source: holder.creditCode }, { key: '/outcomes/granted/holder/name', source: holder.name })
  list.push(...changeExpressions(item))
  return list.filter((e): e is { key: string; source: string } => e.source !== undefined)
}

/** What there is in the catalogue for an item to name. */
export type KnownNames = { readonly licences: ReadonlySet<string>; readonly processes: ReadonlySet<string>; readonly departments: ReadonlySet<string>; readonly registers: ReadonlyMap<string, RegisterDefinition> }

/** All mistakes of one item, each with file, line, key and rule. */
export function itemProblems(definition: Definition<ItemDefinition>, known: KnownNames): DefinitionProblem[] {
  const item = definition.value
  const found = [...consistencyProblems(item), ...registerChangeProblems(item, known.registers), ...endingProblems(item, known.licences)]
  for (const { key, source } of expressionsOf(item)) {
    const message = feelProblem(source)
    if (message) found.push({ key, rule: 'items/feel', message: `表达式 ${source}：${message}` })
  }
  const { licence } = item.outcomes.granted
  if (licence && !known.licences.has(licence)) found.push({ key: '/outcomes/granted/licence', rule: 'items/licence-type', message: `没有证照类型 ${licence}` })
  if (!known.processes.has(item.process.use)) found.push({ key: '/process/use', rule: 'items/process', message: `没有流程 ${item.process.use}` })
  const offices = [['/offices/accept', item.offices.accept.department], ['/offices/decide', item.offices.decide === 'same' ? undefined : item.offices.decide.department]] as const
  for (const [key, department] of offices) if (department && !known.departments.has(department)) found.push({ key, rule: 'items/department', message: `没有部门 ${department}` })
  return found.map((f) => ({ ...f, file: `items/${definition.id}/item.yaml`, line: definition.lineOf(f.key) }))
}
