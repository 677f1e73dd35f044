import type { ItemDefinition } from './definition.ts'
import { wrongNames } from './name-problems.ts'
import type { Names } from './name-problems.ts'
import { offer } from './plain-problems.ts'
import { expressionsOf } from './problems.ts'

export type Found = { key: string; rule: string; message: string; source?: string }

/** What the catalogue holds beside an item. */
export type Around = {
  readonly registers: readonly string[]
  readonly licences: readonly string[]
  /** Labels of the licence type that the item results in. */
  readonly labels: readonly string[] | undefined
  /** BPMN text of the item's process. */
  readonly process: string | undefined
  readonly names: Names
}

/** Whether all that an item names is there: names in expressions, registers, licences, parties, labels, variables of the process. */
export function wrongReferences(item: ItemDefinition, around: Around): Found[] {
  return [...expressionProblems(item, around), ...heldProblems(item, around), ...resultProblems(item, around), ...processProblems(item, around), ...idProblems(item), ...limitProblems(item)]
}

const always = ['decided', 'validFrom', 'validUntil', 'issuer', 'number', 'caseNumber']

function expressionProblems(item: ItemDefinition, { names }: Around): Found[] {
  return expressionsOf(item).filter(({ key }) => !key.startsWith('/registerChanges')).flatMap(({ key, source }) => {
    const more = key.startsWith('/outcomes') ? always : []
    const own = /^\/facts\/\d+\/gives$/.test(key) ? { ...names, free: ['records', 'today'] } : { ...names, free: [...names.free, ...more] }
    return wrongNames(source, own).map((message) => ({ key, rule: 'items/name', message: `表达式 ${source}：${message}` }))
  })
}

function heldProblems(item: ItemDefinition, { registers, licences }: Around): Found[] {
  const known = (key: string, what: string, name: string | undefined, list: readonly string[], rule: string): Found[] => (name === undefined || list.includes(name) ? [] : [{ key, rule, message: `没有${what} ${name}${offer(name, list)}` }])
  return [
    ...item.materials.flatMap((m, i) => [...known(`/materials/${i}/held/register`, '数据库', m.held?.register, registers, 'items/register'), ...known(`/materials/${i}/held/licence`, '证照类型', m.held?.licence, licences, 'items/licence-type')]),
    ...(item.facts ?? []).flatMap((f, i) => known(`/facts/${i}/register`, '数据库', f.register, registers, 'items/register')),
  ]
}

function resultProblems(item: ItemDefinition, { labels }: Around): Found[] {
  const { granted } = item.outcomes
  const parties = Object.keys(item.parties)
  const found: Found[] = []
  if (typeof granted.holder === 'string' && !parties.includes(granted.holder)) found.push({ key: '/outcomes/granted/holder', rule: 'items/party', message: `没有当事人 ${granted.holder}${offer(granted.holder, parties)}` })
  if (item.fee !== 'none' && item.fee.payer && !parties.includes(item.fee.payer)) found.push({ key: '/fee/payer', rule: 'items/party', message: `没有当事人 ${item.fee.payer}${offer(item.fee.payer, parties)}` })
  if (labels) granted.fields?.forEach((f, i) => { if (!labels.includes(f.label)) found.push({ key: `/outcomes/granted/fields/${i}/label`, rule: 'items/licence-label', message: `证照 ${granted.licence} 没有照面项“${f.label}”，有：${labels.join('、')}` }) })
  return found
}

function processProblems(item: ItemDefinition, { process }: Around): Found[] {
  if (process === undefined) return []
  const reads = (name: string) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(process)
  const idsOf = (element: RegExp) => [...process.matchAll(element)].map((m) => m[1]!)
  const lanes = idsOf(/<(?:\w+:)?lane id="([^"]+)"/g)
  return [
    ...Object.keys(item.process.with ?? {}).filter((name) => !reads(name)).map((name) => ({ key: `/process/with/${name}`, rule: 'items/process-variable', message: `流程 ${item.process.use} 不读 ${name}${offer(name, ['siteCheck', 'siteCheckByTwo', 'publicNotice', 'parties', 'departments', 'experts', 'tax', 'limits'].filter(reads))}` })),
    ...Object.keys(item.process.people ?? {}).filter((name) => !lanes.includes(name)).map((name) => ({ key: `/process/people/${name}`, rule: 'items/process-lane', message: `流程 ${item.process.use} 没有泳道 ${name}${offer(name, lanes)}` })),
  ]
}

function idProblems(item: ItemDefinition): Found[] {
  const twice = (list: readonly { id: string }[], at: string): Found[] => list.flatMap((one, i) => (list.findIndex((other) => other.id === one.id) === i ? [] : [{ key: `/${at}/${i}/id`, rule: 'items/id-twice', message: `编号 ${one.id} 用了两次` }]))
  const values = item.situations.flatMap((s, i) => (s.options ?? []).flatMap((o, j, list) => (list.findIndex((other) => other.value === o.value) === j ? [] : [{ key: `/situations/${i}/options/${j}/value`, rule: 'items/id-twice', message: `选项 ${o.value} 用了两次` }])))
  return [...twice(item.materials, 'materials'), ...twice(item.conditions, 'conditions'), ...values]
}

/** Handling is counted in days; months and years are for validity and appeal. */
function limitProblems(item: ItemDefinition): Found[] {
  return Object.entries(item.limits).filter(([, length]) => / (months|years)$/.test(length)).map(([name, length]) => ({ key: `/limits/${name}`, rule: 'items/limit-unit', message: `办理时限按日计算，${length} 请写成 workdays 或 calendar-days`, source: '行政许可法 第八十二条' }))
}
