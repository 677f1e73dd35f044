import { calledNames, freeNames, parse } from '@xiangyun/feel'
import type { RegisterDefinition } from '#modules/data/registers/contract.ts'
import { problemsOf } from '#modules/data/registers/port.ts'
import type { ItemDefinition, RegisterChangeDefinition } from './definition.ts'
import { evaluate } from './expressions.ts'

type Found = { key: string; rule: string; message: string; source?: string }

/** Expressions of what a result changes besides itself, with the key where each stands. */
export function changeExpressions(item: ItemDefinition): { key: string; source: string | undefined }[] {
  const ends = (item.outcomes.granted.ends ?? []).map((end, i) => ({ key: `/outcomes/granted/ends/${i}/number`, source: end.number }))
  return [...ends, ...(item.registerChanges ?? []).flatMap((change, i) => [
    ...(['when', 'each', 'key', 'must'] as const).map((name) => ({ key: `/registerChanges/${i}/${name}`, source: change[name] })),
    ...Object.entries(change.fields ?? {}).map(([name, source]) => ({ key: `/registerChanges/${i}/fields/${name}`, source })),
  ])]
}

/** Licences that a result ends are of a type and a party that there are. */
export const endingProblems = (item: ItemDefinition, licences: ReadonlySet<string>): Found[] => (item.outcomes.granted.ends ?? []).flatMap((end, i) => [
  ...(licences.has(end.licence) ? [] : [{ key: `/outcomes/granted/ends/${i}/licence`, rule: 'items/licence-type', message: `没有证照类型 ${end.licence}` }]),
  ...(end.of in item.parties ? [] : [{ key: `/outcomes/granted/ends/${i}/of`, rule: 'items/party', message: `没有当事人 ${end.of}` }]),
])

/** What is wrong with the register changes of an item, as far as it can be known before a case. */
export function registerChangeProblems(item: ItemDefinition, registers: ReadonlyMap<string, RegisterDefinition>): Found[] {
  const changes = item.registerChanges ?? []
  return changes.flatMap((change, i) => {
    const at = `/registerChanges/${i}`
    const twice = changes.findIndex((other) => other.id === change.id) !== i ? [{ key: `${at}/id`, rule: 'items/name-twice', message: `名字 ${change.id} 用了两次` }] : []
    const register = registers.get(change.register)
    if (!register) return [...twice, { key: `${at}/register`, rule: 'items/register', message: `没有数据库 ${change.register}` }]
    return [...twice, ...fieldProblems(item, change, register, at), ...wholenessProblems(change, register, at), ...nameProblems(item, change, at)]
  })
}

function fieldProblems(item: ItemDefinition, change: RegisterChangeDefinition, register: RegisterDefinition, at: string): Found[] {
  const department = item.offices.decide === 'same' ? item.offices.accept.department : item.offices.decide.department
  return [[register.key, change.key, `${at}/key`], ...Object.entries(change.fields ?? {}).map(([field, source]) => [field, source, `${at}/fields/${field}`])].flatMap(([field, source, key]) => {
    if (!(field! in register.fields)) return [{ key: key!, rule: 'items/register-field', message: `${register.name}没有字段 ${field}` }]
    if (field === register.key && key !== `${at}/key`) return [{ key: key!, rule: 'items/register-key', message: `${field} 是主键，写在 key 里，不写在 fields 里` }]
    const wrong = constantProblem(register, field!, source!)
    const gives = (register.sources ?? []).some((s) => s.department === department && s.gives.includes(field!))
    return [
      ...(wrong ? [{ key: key!, rule: 'items/register-type', message: `${register.fields[field!]!.name ?? field}：${wrong}` }] : []),
      ...(department && register.sources && !gives && (change.do === 'record' || key !== `${at}/key`) ? [{ key: key!, rule: 'items/register-source', message: `${register.name}的 ${field} 不由 ${department} 提供，写回不会生效`, source: 'docs/decisions/0011' }] : []),
    ]
  })
}

/** A value that needs nothing from the case can be judged now. */
function constantProblem(register: RegisterDefinition, field: string, source: string): string | undefined {
  const parsed = parse(source)
  if (!parsed.ok || freeNames(parsed.value).length > 0 || calledNames(parsed.value).length > 0) return undefined
  const value = evaluate(source, {})
  return value === null ? undefined : problemsOf(register, { [field]: value as never }, '2100-01-01').find((p) => p.at === `/${field}`)?.message
}

/** A new entry has all that its register requires; an end says the ended state; a refusal has its words. */
function wholenessProblems(change: RegisterChangeDefinition, register: RegisterDefinition, at: string): Found[] {
  const found: Found[] = []
  const given = change.fields ?? {}
  const required = Object.entries(register.fields).filter(([name, field]) => field.required && name !== register.key && !(name in given)).map(([name]) => name)
  if (change.do === 'record' && required.length > 0) found.push({ key: `${at}/fields`, rule: 'items/register-required', message: `${register.name}的新记录还缺必填字段：${required.join('、')}` })
  if (change.do === 'change' && Object.keys(given).length === 0) found.push({ key: at, rule: 'items/register-required', message: '变更要写明改哪些字段' })
  if (change.do === 'end' && !register.ended) found.push({ key: `${at}/do`, rule: 'items/register-end', message: `${register.name}没有定义怎样算终止（ended）` })
  if (change.do === 'end' && register.ended && !(register.ended.field in given)) found.push({ key: `${at}/fields`, rule: 'items/register-end', message: `终止要写明 ${register.ended.field}：${register.ended.values.join('、')}` })
  if (change.do === 'record' && change.absent) found.push({ key: `${at}/absent`, rule: 'items/register-absent', message: '新记录不写 absent' })
  if (Boolean(change.must) !== Boolean(change.refuse)) found.push({ key: `${at}/must`, rule: 'items/register-must', message: 'must 与 refuse 要一起写' })
  return found
}

const always = ['form', 'today', 'now', 'decided', 'validFrom', 'validUntil', 'issuer', 'issued', 'caseNumber']

/** Names that nobody gives. Inside a filter a name may be a field of the record, so such expressions are left to the walk. */
function nameProblems(item: ItemDefinition, change: RegisterChangeDefinition, at: string): Found[] {
  const known = new Set([...always, ...item.situations.map((s) => s.id), ...Object.keys(item.parties), ...(item.facts ?? []).map((f) => f.id)])
  const inside = change.each ? ['one'] : []
  const list: [string, string | undefined, readonly string[]][] = [
    ['each', change.each, []], ['when', change.when, inside], ['key', change.key, inside], ['must', change.must, change.do === 'record' ? inside : [...inside, 'entry']],
    ...Object.entries(change.fields ?? {}).map(([name, source]): [string, string, string[]] => [`fields/${name}`, source, inside]),
  ]
  return list.flatMap(([name, source, more]) => {
    const parsed = source === undefined || source.includes('[') ? undefined : parse(source)
    if (!parsed?.ok) return []
    return freeNames(parsed.value).filter((n) => !known.has(n) && !more.includes(n)).map((n) => ({ key: `${at}/${name}`, rule: 'items/register-name', message: `表达式 ${source}：没有 ${n}` }))
  })
}
