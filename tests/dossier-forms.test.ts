import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { formKinds } from '#kinds/kinds.ts'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import type { ItemDefinition } from '#modules/capabilities/items/definition.ts'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { functionsFor, scopeOf } from '#modules/capabilities/items/scope.ts'
import { withCast } from '#sim/casting.ts'
import type { WalkCase } from '#sim/driver.ts'
import { fillForm } from '#sim/filling.ts'
import { walkCases } from '#sim/walk-item.ts'
import { check, emitValidator, loadValidator, openSession, publishForm } from '@xiangyun/forms'
import type { Answers, Form, Json, PublishedAsk, PublishedForm, Validate } from '@xiangyun/forms'
import { pathOf, withoutValue } from '@xiangyun/forms/pointer'
import { citizenCheckDigit, creditCodeCheckDigit } from '@xiangyun/identifiers'
import { root } from './support/province.ts'

/** Answers by pointer; questions before the form by name; a field of a party as `applicant.birthDate`. */
type Change = Readonly<Record<string, unknown>>

/** What is demanded of one form. `dossier-forms/README.md` says how a table is read. */
interface Demands {
  readonly fields: Readonly<Record<string, string>>
  readonly columns?: Readonly<Record<string, readonly string[]>>
  readonly conditions?: readonly { readonly show: readonly string[]; readonly if: readonly Change[]; readonly not: readonly Change[]; readonly case?: number }[]
  readonly checks?: readonly { readonly at: string; readonly good: unknown; readonly bad: unknown; readonly with?: Change; readonly on?: string; readonly case?: number }[]
  readonly kept?: readonly string[]
  readonly unsaid?: readonly string[]
}

const roots = [join(root, 'catalogue')]
const tables = join(import.meta.dirname, 'dossier-forms')
const catalogue = readCatalogue(roots)
const NOW = new Date('2026-11-20T02:00:00Z')
const TODAY = '2026-11-20'

/** Items whose form is written by hand from a full description. */
const described = [...catalogue.items].filter(([id, { value }]) => !value.sample && existsSync(join(roots[0]!, 'items', id, 'form.json'))).map(([id]) => id)

test('every item with a described form has its table', () => {
  assert.deepEqual(readdirSync(tables).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -5)).sort(), described.sort())
  assert.equal(described.length, 17)
})

for (const id of described) {
  describe(id, () => {
    const file = join(tables, `${id}.yaml`)
    const demands = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Demands) : { fields: {} }
    const definition = catalogue.items.get(id)!.value
    const form = JSON.parse(readFileSync(join(roots[0]!, 'items', id, 'form.json'), 'utf8')) as Form
    const found = publishForm({ ...form, id }, { concepts: {}, formats: itemFormats, kinds: formKinds })
    assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
    const published = found.value
    const asks = new Map(published.sections.flatMap((section) => section.asks).filter((ask) => ask.at !== '').map((ask) => [ask.at, ask]))
    const ready = loadValidator(emitValidator(published), itemFormats)
    const filled = async (change: Change, number: number): Promise<Filled> => fill({ id, definition, published, validate: await ready }, change, number)

    test('the case that is taken as filled in well has no mistake', async () => {
      for (const number of new Set([1, ...[...(demands.conditions ?? []), ...(demands.checks ?? [])].flatMap((one) => one.case ?? [])])) assert.deepEqual((await filled({}, number)).errors, [], `case ${number}`)
    })

    for (const [title, places] of Object.entries(demands.fields)) {
      test(`field ${title}: ${places}`, async () => {
        for (const place of places.split('；')) await fieldIsThere(place.trim(), { definition, published, validate: await ready, asks, demands, filled })
      })
    }

    for (const [at, names] of Object.entries(demands.columns ?? {})) {
      test(`${at} has the columns ${names.join(' ')}`, () => {
        const columns = asks.get(at)?.columns?.map((one) => one.path.at(-1))
        for (const name of names) assert.ok(columns?.includes(name), `${name}, among ${columns?.join(' ')}`)
      })
    }

    for (const one of demands.conditions ?? []) {
      for (const [isShown, changes] of [[true, one.if], [false, one.not]] as const) {
        for (const change of changes) {
          test(`${one.show.join(' ')} ${isShown ? 'is asked' : 'is not asked'} with ${JSON.stringify(change)}`, async () => {
            const { answers, facts } = await filled(change, one.case ?? 1)
            const session = openSession(published, answers, facts)
            for (const at of one.show) assert.equal(session.isShown(at), isShown, at)
          })
        }
      }
    }

    for (const [index, one] of (demands.checks ?? []).entries()) {
      test(`check ${index + 1} at ${one.at}: not ${JSON.stringify(one.bad)}, but ${JSON.stringify(one.good)}`, async () => {
        const place = one.on ?? one.at
        const wrong = async (value: unknown) => (await filled({ ...one.with, [one.at]: value }, one.case ?? 1)).errors.filter((error) => error.at === place || error.at.startsWith(`${place}/`))
        const bad = await wrong(one.bad)
        assert.ok(bad.length > 0, 'the bad answer is taken')
        for (const error of bad) assert.match(error.message, /\p{Script=Han}/u)
        assert.deepEqual(await wrong(one.good), [])
      })
    }

    for (const kept of demands.kept ?? []) test(`the item keeps ${kept}`, () => assert.ok(definition.conditions.some((one) => one.id === kept)))
  })
}

interface Filled { readonly answers: Answers; readonly facts: Record<string, unknown>; readonly errors: readonly { readonly at: string; readonly message: string; readonly code?: string }[] }
interface Described { readonly id: string; readonly definition: ItemDefinition; readonly published: PublishedForm; readonly validate: Validate }

interface Told { readonly definition: ItemDefinition; readonly published: PublishedForm; readonly validate: Validate; readonly asks: ReadonlyMap<string, PublishedAsk>; readonly demands: Demands; readonly filled: (change: Change, number: number) => Promise<Filled> }

/** Where a field is asked, known or kept, and that it must be answered when it must. */
async function fieldIsThere(place: string, { definition, published, validate, asks, demands, filled }: Told): Promise<void> {
  const [how, at] = place.split(' ') as [string, string]
  switch (how) {
    case 'situation': return assert.ok(definition.situations.some((one) => one.id === at), at)
    case 'material': return assert.ok(definition.materials.some((one) => one.id === at), at)
    case 'fact': return assert.ok((definition.facts ?? []).some((one) => one.id === at), at)
    case 'party': return assert.ok(at in definition.parties, at)
    case 'decided': return assert.ok(definition.decide?.gives.includes(at), at)
    case 'stated': return assert.ok(Object.values(definition.process.asks ?? {}).flat().some((one) => one.name === at), at)
    case 'note': return assert.ok(JSON.stringify(published.sections.map((section) => section.asks.filter((ask) => ask.at === '').map((ask) => ask.text))).includes(at), at)
    case 'office': return
  }
  const ask = asks.get(at)
  assert.ok(ask, `${at} is not asked`)
  if (how === 'known') return assert.ok(ask.prefill !== undefined, `${at} is not filled in from what is known`)
  if (how === 'figure') return assert.ok(ask.compute, at)
  if (how === 'may') return assert.ok(!ask.required && !ask.require && !ask.compute, `${at} must be answered`)
  assert.equal(how, 'must')
  const condition = (demands.conditions ?? []).find((one) => one.show.includes(at))
  const { answers, facts } = await filled(condition?.if[0] ?? {}, condition?.case ?? 1)
  assert.equal(openSession(published, answers, facts).isShown(at), true, `${at} is not shown`)
  const left = check(published, validate, withoutValue(answers, pathOf(at)), facts).errors
  assert.ok(left.some((error) => error.at === at && error.code === 'required'), `${at} may be left out`)
}

/** The application of a walk-through case with something changed, what the item makes of it, and what is wrong with it. */
async function fill({ id, definition, published, validate }: Described, change: Change, number: number): Promise<Filled> {
  const plan = walkCases(roots, id)[number - 1]!
  const cast = castOf(plan)
  const told = withCast(plan, { applicant: { ...cast[0]!, firm: firms[0]!.creditCode }, cast, firms }, TODAY)
  const parties = partiesOf(definition, told, cast[0]!)
  const situations: Record<string, unknown> = { ...told.situations }
  let given: Answers = (told.form ?? {}) as Answers
  for (const [key, value] of Object.entries(change)) {
    if (key.startsWith('/')) given = put(given, pathOf(key), value as Json)
    else if (key.includes('.')) parties[key.split('.')[0]!]![key.split('.')[1]!] = value
    else situations[key] = value
  }
  const facts = Object.fromEntries((definition.facts ?? []).map((fact) => [fact.id, (told.given ?? []).filter((one) => one.register === fact.register && fact.register !== 'bans').map((one) => one.values)]))
  const scopeWith = (form: Answers): Record<string, unknown> => ({ ...scopeOf(definition, { situations, form, parties, facts, now: NOW }, functionsFor(catalogue.parameters, ['220000', '220100', '220102'], TODAY)) })
  let scope = scopeWith(given)
  for (const ask of published.sections.flatMap((section) => section.asks)) {
    const known = ask.prefill === undefined ? undefined : valueAt(scope, ask.prefill.split('.'))
    if (known !== undefined && known !== null && valueAt(given, ask.path) === undefined) given = put(given, ask.path, known as Json)
  }
  const { answers } = await fillForm(published, structuredClone(given) as Record<string, unknown>, scope, cast)
  scope = scopeWith(answers as Answers)
  // What was changed on purpose stays as it was told, also where it was taken away.
  let last = answers as Answers
  for (const [key, value] of Object.entries(change)) if (key.startsWith('/')) last = value === null ? withoutValue(last, pathOf(key)) : put(last, pathOf(key), value as Json)
  return { answers: last, facts: scope, errors: check(published, validate, last, scope).errors }
}

const person = (birth: string, last: string): string => { const first = `229901${birth.replaceAll('-', '')}${last}`; return first + citizenCheckDigit(first) }
const firms = ['甲', '乙', '丙'].map((name, at) => { const first = `91220102TTX0000A${at}`; return { creditCode: first + creditCodeCheckDigit(first), name: `示例${name}有限公司` } })

/** The applicant as the case wants them, and ten others. */
function castOf(plan: WalkCase): { identityNumber: string; name: string }[] {
  const as = (plan.as ?? {}) as { age?: [number, number]; sex?: string }
  const age = as.age ? Math.floor((as.age[0] + as.age[1]) / 2) : 35
  return [{ identityNumber: person(`${2026 - age}-03-05`, as.sex === '女' ? '902' : '901'), name: '王小示' }, ...'李张刘陈杨赵黄周吴徐'.split('').map((family, at) => ({ identityNumber: person(`19${82 + at}-06-15`, `9${at}3`), name: `${family}示例` }))]
}

function partiesOf(definition: ItemDefinition, plan: WalkCase, who: { identityNumber: string; name: string }): Record<string, Record<string, unknown>> {
  const as = (plan.as ?? {}) as { kind?: string; marital?: string; household?: string }
  const born = who.identityNumber.slice(6, 14)
  const applicant = { ...who, sex: Number(who.identityNumber[16]) % 2 === 1 ? '男' : '女', birthDate: `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`, nation: '汉族', household: as.household === 'elsewhere' ? '220202' : '220102', address: '示例路 1 号', phone: '19900000008', education: '大学本科', maritalState: as.marital ?? '未婚', hukouKind: as.household === 'rural' ? '农村' : '城镇' }
  const firm = { ...firms[0]!, kind: as.kind ?? '有限责任公司', state: '存续', representativeName: who.name, representative: who.identityNumber, address: '示例路 9 号', phone: '19900000009', capital: 1000, businessLicence: { state: 'valid' } }
  return { applicant, ...Object.fromEntries(Object.entries(definition.parties).filter(([, party]) => party.acts).map(([name, party]) => [name, party.concept === 'firm' ? { ...firm } : applicant])) }
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined), value)
}

function put(value: Answers, path: readonly string[], leaf: Json): Answers {
  const copy = structuredClone(value) as Record<string, unknown>
  let at: Record<string, unknown> = copy
  for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>
  at[path.at(-1)!] = leaf
  return copy as Answers
}
