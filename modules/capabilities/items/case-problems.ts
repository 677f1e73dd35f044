import type { ItemDefinition, WalkCases } from './definition.ts'
import { offer } from './plain-problems.ts'
import type { Found } from './reference-problems.ts'

type Case = WalkCases[number]

/** What the cases of an item may name. */
export type CaseNames = { readonly form: readonly string[] | undefined; readonly labels: readonly string[] | undefined; readonly registers: ReadonlyMap<string, { fields: Record<string, unknown> }> }

/** Whether what the walk-through cases name is in the item: situations and their options, fields, materials, conditions, labels, registers. */
export function wrongCases(item: ItemDefinition, cases: WalkCases, names: CaseNames): Found[] {
  return cases.flatMap((one, i) => [...situationProblems(item, one, `/${i}/situations`), ...fieldProblems(one, names, `/${i}`), ...listProblems(item, one, `/${i}`), ...givenProblems(item, one, names, `/${i}/given`), ...applicantProblems(item, one, `/${i}`)])
}

function situationProblems(item: ItemDefinition, one: Case, at: string): Found[] {
  return Object.entries(one.situations).flatMap(([id, value]): Found[] => {
    const situation = item.situations.find((s) => s.id === id)
    const key = `${at}/${id}`
    if (!situation) return [{ key, rule: 'items/cases-situation', message: `事项没有情形 ${id}${offer(id, item.situations.filter((s) => s.ask).map((s) => s.id))}` }]
    if (situation.derive) return [{ key, rule: 'items/cases-situation', message: `情形 ${id} 是算出来的，不用写` }]
    if (situation.choose === 'yes-no' && typeof value !== 'boolean') return [{ key, rule: 'items/cases-option', message: `情形 ${id} 应写 true 或 false` }]
    const options = situation.options?.map((o) => o.value)
    const wrong = options && (Array.isArray(value) ? value : [value]).find((v) => !options.includes(v as string))
    return wrong === undefined ? [] : [{ key, rule: 'items/cases-option', message: `情形 ${id} 没有选项 ${String(wrong)}${offer(String(wrong), options!)}` }]
  })
}

function fieldProblems(one: Case, { form, labels }: CaseNames, at: string): Found[] {
  return [
    ...(form ? Object.keys(one.form ?? {}).filter((f) => !form.includes(f)).map((f) => ({ key: `${at}/form/${f}`, rule: 'items/cases-field', message: `申请表没有 ${f}${offer(f, form)}` })) : []),
    ...(labels ? Object.keys(one.expect.licence ?? {}).filter((l) => !labels.includes(l)).map((l) => ({ key: `${at}/expect/licence/${l}`, rule: 'items/cases-label', message: `证照没有照面项“${l}”，有：${labels.join('、')}` })) : []),
  ]
}

function listProblems(item: ItemDefinition, one: Case, at: string): Found[] {
  const materials = item.materials.map((m) => m.id)
  const named: [string, readonly string[] | undefined][] = [[`${at}/omit`, one.omit], [`${at}/expect/uploaded`, one.expect.uploaded], [`${at}/expect/reused`, one.expect.reused]]
  const found = named.flatMap(([key, ids]) => (ids ?? []).map((id, i) => ({ key: `${key}/${i}`, id })))
  const conditions = item.conditions.map((c) => c.id)
  const { code } = one.expect
  return [
    ...found.filter(({ id }) => !materials.includes(id)).map(({ key, id }) => ({ key, rule: 'items/cases-material', message: `事项没有材料 ${id}${offer(id, materials)}` })),
    ...(code !== undefined && one.expect.outcome === 'blocked' && !conditions.includes(code) ? [{ key: `${at}/expect/code`, rule: 'items/cases-condition', message: `事项没有条件 ${code}${offer(code, conditions)}` }] : []),
  ]
}

function givenProblems(item: ItemDefinition, one: Case, { registers }: CaseNames, at: string): Found[] {
  return (one.given ?? []).flatMap((given, i): Found[] => {
    const register = registers.get(given.register)
    if (!register) return [{ key: `${at}/${i}/register`, rule: 'items/register', message: `没有数据库 ${given.register}${offer(given.register, [...registers.keys()])}` }]
    const fields = Object.keys(register.fields)
    return Object.keys(given.values).filter((f) => !fields.includes(f)).map((f) => ({ key: `${at}/${i}/values/${f}`, rule: 'items/register-field', message: `数据库 ${given.register} 没有字段 ${f}${offer(f, fields)}` }))
  })
}

/** An item for firms is applied for by a person who acts for one. */
function applicantProblems(item: ItemDefinition, one: Case, at: string): Found[] {
  const needsFirm = Object.values(item.parties).some((p) => p.acts === 'applicant-or-agent' && p.concept === 'firm')
  return needsFirm && one.expect.outcome !== 'blocked' && one.as?.['firm'] === undefined ? [{ key: `${at}/as`, rule: 'items/cases-firm', message: '这件事要以单位名义申请，as 里要写 firm，例如 { firm: valid }' }] : []
}
