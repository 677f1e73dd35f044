import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import { isUniqueViolation } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { claimRefusal, readCatalogue } from '../catalogue.ts'
import { blankRules } from '../blank-rules.ts'
import { completeness } from '../completeness.ts'
import { itemPublished } from '../contract.ts'
import type { checkItem as checkRoute, claimItem as claimRoute, publishItem as publishRoute, saveItemDraft as draftRoute, tryDecision as tryRoute } from '../contract.ts'
import { changesBetween } from '../differences.ts'
import { formApart } from '../form-apart.ts'
import { guideOf } from '../guide.ts'
import { guideSteps } from '../guide-steps.ts'
import { itemsOn } from '../items.ts'
import { prepare, readItem, sourcesOf } from '../publishing.ts'
import { describedChanges } from '../register-changes.ts'
import { changesApart, problemsApart, triedApart } from '../rules-apart.ts'
import { itemStore } from '../store.ts'

export async function listManaged(context: Context) {
  const store = itemStore(context.db)
  const [rows, claims, drafts] = [await store.latest(), new Map((await store.claimCounts()).map((c) => [c.item, c.n])), new Set((await store.drafts()).map((d) => d.item))]
  return ok({ items: rows.map((row) => {
    const elements = completeness(row.definition)
    return { id: row.item, name: row.definition.name, type: row.definition.type, sample: row.definition.sample === true, version: row.version, effectiveFrom: row.effective_from, origin: row.origin, present: elements.filter((e) => e.present).length, elements: elements.length, claims: claims.get(row.item) ?? 0, drafted: drafts.has(row.item) }
  }) })
}

export async function readManaged(context: Context, { item }: { item: string }) {
  const store = itemStore(context.db)
  const versions = await store.versions(item)
  const latest = versions[0] && (await store.version(item, versions[0].version))
  if (!latest) return fail('items/no-item')
  const draft = await store.draft(item)
  const organisations = context.ask(organisationsPort)
  return ok({
    id: item, text: draft?.text ?? latest.text, formText: draft?.form_text ?? (latest.form_text || JSON.stringify({ note: '本事项的申请表由平台按对象生成（示例）' }, null, 2)), rulesText: draft?.rules ?? latest.rules, drafted: draft !== undefined, elements: completeness(latest.definition),
    versions: versions.map((v) => ({ version: v.version, effectiveFrom: v.effective_from, origin: v.origin, by: v.published_by, at: v.at.toISOString() })),
    claims: (await store.claims(item)).map((c) => ({ division: c.division, divisionName: organisations.nameOf(c.division), values: c.definition as Record<string, string> })), below: latest.definition.below,
  })
}

/** A generated form is shown as a note; kept as "none", so that it goes on being generated. */
const ownForm = (text: string): string => (text.includes('由平台按对象生成') ? '' : text)

/** Checks the edited text and shows what guide and form would become. Nothing is written. */
export async function checkItem(context: Context, input: InputOf<typeof checkRoute>) {
  const current = await latestOf(context, input.item)
  if (!current) return fail('items/no-item')
  const read = readItem(input.item, input.text, context.config.catalogue)
  const made = read.definition && (await formApart(input.item, { definition: current.definition, text: current.form_text }, { definition: read.definition, text: ownForm(input.formText) }, context.config.catalogue))
  const formProblems = (made?.problems ?? []).map((p) => ({ file: `items/${input.item}/form.json`, line: 1, key: p.at, rule: `forms/${p.code}`, message: p.message }))
  const rules = input.rulesText === undefined ? current.rules : input.rulesText
  const version = read.definition && made?.form ? { item: input.item, version: current.version + 1, definition: read.definition, form: made.form, rules, process: current.process, effectiveFrom: localDate(context.now) } : undefined
  const division = context.actor.traits['division'] ?? '220000'
  return ok({
    problems: [...read.problems, ...formProblems, ...(await problemsApart(input.item, rules, read.definition?.decide?.decision))], form: version?.form ?? null, elements: read.definition ? completeness(read.definition) : [],
    guide: version ? guideOf(version, division, undefined, context.ask(organisationsPort), await guideSteps(context, version.process)) : null, changes: read.definition ? [...changesBetween(current.definition, read.definition), ...(made?.changes ?? []), ...(await changesApart(current.rules, rules))] : [],
    writes: read.definition ? describedChanges(read.definition, context.ask(registersPort).definition) : [], blankRules: read.definition && rules === null ? blankRules(input.item, read.definition) : null,
  })
}

/** Works a decision out with the edited rules. */
export async function tryDecision(context: Context, input: InputOf<typeof tryRoute>) {
  if (!(await itemStore(context.db).any(input.item))) return fail('items/no-item')
  return ok(await triedApart(input.rulesText, input.decision, { today: localDate(context.now), ...input.inputs }))
}

async function latestOf(context: Context, item: string) {
  const row = await itemStore(context.db).any(item)
  return row && itemStore(context.db).version(item, row.version)
}

/** An item is one for the whole province: its manager there edits and publishes it, places below claim it. */
const isOfProvince = ({ actor }: Context): boolean => actor.traits['level'] === 'province'

export async function saveDraft(context: Context, input: InputOf<typeof draftRoute>) {
  if (!isOfProvince(context)) return fail('items/province-only')
  if (!(await latestOf(context, input.item))) return fail('items/no-item')
  await itemStore(context.db).putDraft(input.item, { text: input.text, formText: input.formText, rules: input.rulesText ?? null }, context.actor.id, context.now)
  context.audit({ act: 'items.draft', object: `item/${input.item}` })
  return ok({ savedAt: context.now.toISOString() })
}

/** A process that the item brings itself stays its own. */
function ownProcess(context: Context, item: string): string | null {
  const definition = readCatalogue(context.config.catalogue).items.get(item)
  return definition ? sourcesOf(definition).bpmn : null
}

/** Publishes a version with its date; cases already begun stay on theirs. */
export async function publishItem(context: Context, input: InputOf<typeof publishRoute>) {
  if (!isOfProvince(context)) return fail('items/province-only')
  if (input.effectiveFrom < localDate(context.now)) return fail('items/past-date')
  const current = await latestOf(context, input.item)
  if (!current) return fail('items/no-item')
  const prepared = await prepare(context, input.item, { text: input.text, formText: ownForm(input.formText), rules: input.rulesText === undefined ? current.rules : input.rulesText, bpmn: ownProcess(context, input.item) })
  if (!prepared.ok) return fail('items/mistakes', `还有 ${prepared.problems.length} 处错误`, prepared.problems.map((p) => ({ at: p.key, code: p.rule, message: p.file.endsWith('rules.dmn') ? p.message : `第 ${p.line} 行：${p.message}` })))
  const version = current.version + 1
  try {
    await itemStore(context.db).add({ ...prepared.row, version, effective_from: input.effectiveFrom, origin: 'browser', published_by: context.actor.name, at: context.now })
  } catch (error) {
    if (isUniqueViolation(error)) return fail('kernel/conflict', '别人刚刚发布了新版本，请刷新后再试')
    throw error
  }
  await itemStore(context.db).dropDraft(input.item)
  context.emit(itemPublished, { item: input.item, version, effectiveFrom: input.effectiveFrom })
  context.audit({ act: 'items.publish', object: `item/${input.item}`, detail: { version, effectiveFrom: input.effectiveFrom } })
  return ok({ version })
}

/** A county or city claims an item and sets what the standard leaves to it. */
export async function claimItem(context: Context, input: InputOf<typeof claimRoute>) {
  const own = await itemsOn(context).current(input.item)
  if (!own.ok) return own
  const division = context.actor.traits['division']!
  const refused = claimRefusal(own.value.definition, input.values)
  if (refused) return fail('items/claim-refused', refused.message, [{ at: `/values${refused.key}`, code: refused.rule, message: refused.message }])
  if (input.values['promise'] && !/^(\d+ (workdays|calendar-days)|immediate)$/.test(input.values['promise'])) return fail('items/claim-refused', '承诺时限写成“3 workdays”这样', [{ at: '/values/promise', code: 'items/length', message: '承诺时限写成“3 workdays”这样' }])
  await itemStore(context.db).putClaim(division, input.item, input.values, context.actor.id, context.now)
  context.audit({ act: 'items.claim', object: `item/${input.item}`, detail: { division, ...input.values } })
  return ok({ division })
}

