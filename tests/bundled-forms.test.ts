import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { formKinds } from '#kinds/kinds.ts'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { fillForm } from '#sim/filling.ts'
import { check, emitValidator, heldAlike, loadValidator, mergeForms, mergedFacts, split } from '@xiangyun/forms'
import type { Answers, Facts, Form, FormToMerge, Merged, Validate } from '@xiangyun/forms'
import { pathOf, valueAt, withoutValue } from '@xiangyun/forms/pointer'

const surroundings = { concepts: {}, formats: itemFormats, kinds: formKinds }
const items = new URL('../catalogue/items/', import.meta.url)
const read = (id: string): Form => JSON.parse(readFileSync(new URL(`${id}/form.json`, items), 'utf8')) as Form
const every = readdirSync(items).filter((id) => existsSync(new URL(`${id}/form.json`, items)))

/** Forms as they come together when one thing is done. */
const BUNDLES: Readonly<Record<string, readonly string[]>> = {
  '我要开餐馆': ['individual-business-registration', 'food-business-licence', 'public-place-hygiene-licence'],
  '公司开饭店': ['company-registration', 'food-business-licence', 'public-place-hygiene-licence'],
  '新生儿出生': ['newborn-household-registration', 'social-security-card', 'residence-permit'],
  '我要结婚': ['marriage-registration', 'residence-permit'],
  '我要退休': ['retirement-application', 'social-security-card'],
  '二手房过户': ['second-hand-house-transfer', 'real-estate-mortgage', 'housing-fund-withdrawal-purchase'],
  '员工录用': ['social-security-card', 'residence-permit', 'teacher-qualification'],
  '失业': ['unemployment-benefit', 'social-security-card', 'housing-fund-withdrawal-purchase'],
  '困难救助': ['minimum-living-allowance', 'unemployment-benefit'],
  '企业变更': ['company-change-registration', 'food-business-licence', 'pollutant-discharge-permit'],
  '项目开工': ['construction-planning-permit', 'pollutant-discharge-permit'],
  '迁来定居': ['residence-permit', 'driving-licence-renewal', 'newborn-household-registration', 'social-security-card'],
  '样样都办': every,
}

/** What is known of the person stands behind a telephone number as well: asked once, though it may be put right. */
const phones = (form: Form): Record<string, string> => Object.fromEntries(form.ui.flatMap((section) => section.ask)
  .filter((ask) => ask.kind === 'mobile' && ask.prefill !== undefined && ask.when === undefined).map((ask) => [ask.at!, `phone.${ask.prefill!}`]))

/** Facts that the conditions of a form may meet, from the words that stand in them. */
function anyFacts(form: Form): fc.Arbitrary<Facts> {
  const text = JSON.stringify([form.ui, form.rules ?? []])
  const words = [...new Set([...text.matchAll(/\\"([^"\\]+)\\"/g)].map((found) => found[1]!))]
  const asked = new Set(Object.keys(form.schema['properties'] as object))
  const names = [...new Set([...text.matchAll(/[A-Za-z_]\w*/g)].map((found) => found[0]))].filter((name) => !asked.has(name) && name !== 'today')
  const value = fc.oneof(fc.boolean(), fc.constantFrom('—', ...words), fc.subarray(words), fc.integer({ min: 0, max: 3 }))
  return fc.record(Object.fromEntries(names.map((name) => [name, fc.option(value, { nil: undefined })])), { noNullPrototype: true })
    .map((facts) => ({ ...Object.fromEntries(Object.entries(facts).filter(([, one]) => one !== undefined)), today: '2026-06-01' }))
}

const cast = [{ identityNumber: '229901199001011234', name: '王小示' }, { identityNumber: '229901199001010020', name: '李示例' }, { identityNumber: '229901199001010039', name: '张示范' }]

for (const [title, ids] of Object.entries(BUNDLES)) {
  test(`${title}: each department gets what its own form would have`, async () => {
    const forms = ids.map((id): FormToMerge => ({ id, form: read(id), department: id, same: { ...heldAlike(read(id)), ...phones(read(id)) } }))
    const found = mergeForms(forms, surroundings)
    assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
    const whole = found.value
    for (const one of whole.separate) assert.match(one.message, /分别填写/)
    const validate = await loadValidator(emitValidator(whole.published), itemFormats)
    const own = await Promise.all(whole.parts.map((part) => loadValidator(emitValidator(part.published), itemFormats)))
    await fc.assert(fc.asyncProperty(fc.tuple(...forms.map(({ form }) => anyFacts(form))), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (list, chance) => {
      const facts = Object.fromEntries(ids.map((id, index) => [id, list[index]!]))
      const { answers } = await fillForm(whole.published, {}, mergedFacts(whole, facts) as Record<string, unknown>, cast)
      alike(whole, validate, own, answers as Answers, facts)
      const damaged = whole.published.order.reduce((left: Answers, at) => (chance.next().value! < 0.2 ? withoutValue(left, pathOf(at)) : left), answers as Answers)
      alike(whole, validate, own, damaged, facts)
    }), { numRuns: ids.length > 5 ? 1 : 6, endOnFailure: true })
  })
}

/** Checked together and checked apart, with the forms' own validators. */
function alike(whole: Merged, validate: Validate, own: readonly Validate[], answers: Answers, facts: Readonly<Record<string, Facts>>): void {
  const together = check(whole.published, validate, answers, mergedFacts(whole, facts))
  const given = split(whole, answers, facts)
  const wrong = new Set<string>()
  for (const [index, part] of whole.parts.entries()) {
    const alone = check(part.published, own[index]!, given[part.id]!, facts[part.id]!)
    for (const [from, to] of Object.entries(part.places)) {
      const value = valueAt(alone.answers, pathOf(from))
      if (value !== undefined) assert.deepEqual(value, valueAt(together.answers, pathOf(to)))
    }
    for (const error of alone.errors) if (error.code !== 'rule') wrong.add(`${placed(part.places, error.at)} ${error.code}`)
    if (together.errors.length === 0) assert.deepEqual(alone.errors, [], part.id)
  }
  assert.deepEqual([...new Set(together.errors.filter((error) => error.code !== 'rule').map((error) => `${error.at} ${error.code}`))].sort(), [...wrong].sort())
}

function placed(places: Readonly<Record<string, string>>, at: string): string {
  const from = Object.keys(places).find((one) => at === one || at.startsWith(`${one}/`))
  return from === undefined ? at : places[from]! + at.slice(from.length)
}

test('a bundle asks once what its forms ask again and again', () => {
  const asked = (ids: readonly string[]): [number, number] => {
    const forms = ids.map((id): FormToMerge => ({ id, form: read(id), same: { ...heldAlike(read(id)), ...phones(read(id)) } }))
    const found = mergeForms(forms, surroundings)
    assert.ok(found.ok)
    return [found.value.parts.reduce((sum, part) => sum + Object.keys(part.places).length, 0), found.value.published.order.length]
  }
  const [apart, together] = asked(BUNDLES['公司开饭店']!)
  assert.ok(together <= apart - 4, `${apart} → ${together}`)
})
