import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import * as edit from '../editing.ts'
import type { Place } from '../editing.ts'
import type { Ask, Form } from '../index.ts'
import { publishForm } from '../index.ts'
import { allowance, kinds, surroundings } from './examples.ts'

const { concepts } = surroundings
const asks = (form: Form): { place: Place; ask: Ask }[] => form.ui.flatMap((one, section) => one.ask.map((ask, index) => ({ place: { section, ask: index }, ask })))
const problems = (form: Form): unknown[] => {
  const published = publishForm(form, surroundings)
  return published.ok ? [] : [...published.problems]
}
const same = (left: Form, right: Form, why: string) => assert.deepEqual(left, right, why)

const answered = Object.keys(kinds).filter((kind) => kind !== 'note')
const draft = (form: Form, kind: string, wish?: string) => {
  const blank = edit.blankOf(kinds[kind]!.role)
  return { name: edit.freeName(form, wish), title: '新问题', ...blank, ask: { kind, ...blank.ask } }
}

/** A person at work: each step picks a place and a deed by its numbers. */
type Step = readonly [deed: number, one: number, two: number]
const at = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length]
function place(form: Form, number: number): Place {
  const section = number % form.ui.length
  return { section, ask: number % (form.ui[section]!.ask.length + 1) }
}

const deeds: readonly ((form: Form, one: number, two: number) => Form)[] = [
  (form, one, two) => edit.addAsk(form, place(form, two), draft(form, at(answered, one)!)),
  (form, _, two) => edit.addAsk(form, place(form, two), { name: '', title: '说明', ask: { kind: 'note', text: '请看' } }, true),
  (form, one, two) => edit.moveAsk(form, at(asks(form), one)!.place, { section: two % form.ui.length, ask: 0 }),
  (form, one) => edit.duplicateAsk(form, at(asks(form), one)!.place),
  (form, one, two) => edit.retitle(form, at(asks(form), one)!.place, `题目${two}`),
  (form, one, two) => edit.setSetting(form, at(asks(form), one)!.place, 'required', two % 2 === 0, concepts),
  (form, one, two) => edit.setSetting(form, at(asks(form), one)!.place, 'help', two % 3 ? '如实填写' : ''),
  (form, one) => edit.addSection(form, one % (form.ui.length + 1), '新的一节'),
  (form, one, two) => edit.moveSection(form, one % form.ui.length, two % form.ui.length),
  (form, one, two) => edit.setSection(form, one % form.ui.length, 'note', two % 2 ? '先看说明' : ''),
  (form, one, two) => edit.addRule(form, 0, { must: 'true', say: `第${one}条`, ...(two % 2 ? { when: 'income > 0' } : {}) }),
  (form, one) => edit.renameAnswer(form, at(asks(form).filter(({ ask }) => ask.at?.lastIndexOf('/') === 0), one)!.ask.at!, `renamed${one}`),
  (form, one) => edit.addConcept(form, place(form, one), { name: edit.freeName(form, 'owner'), concept: 'person', fields: ['name', 'phone'], prefill: 'applicant' }),
  (form, one) => {
    const own = at(asks(form).filter(({ place: spot, ask }) => ask.at !== undefined && ask.compute === undefined && edit.isOwn(form, spot)), one)!
    return edit.changeKind(form, own.place, 'text', { keeps: ['maxLength'] })
  },
]
const steps = fc.array(fc.tuple(fc.nat(deeds.length - 1), fc.nat(40), fc.nat(40)), { maxLength: 12 })
const work = (list: readonly Step[]): Form => list.reduce<Form>((form, [deed, one, two]) => deeds[deed]!(form, one, two), allowance)

test('a form that can be published stays so through every edit that takes nothing away', () => {
  fc.assert(fc.property(steps, (list) => assert.deepEqual(problems(work(list)), [])))
})

test('no two questions ever share a place, and every place of the schema has its question', () => {
  fc.assert(fc.property(steps, (list) => {
    const form = work(list)
    const places = asks(form).flatMap(({ ask }) => ask.at ?? [])
    assert.equal(new Set(places).size, places.length)
    for (const name of Object.keys(form.schema['properties'] as object)) assert.ok(places.some((one) => one.split('/')[1] === name), name)
  }))
})

test('taking away what was put there gives the form as it was', () => {
  fc.assert(fc.property(steps, fc.nat(40), fc.nat(40), (list, one, two) => {
    const form = work(list)
    const spot = place(form, two)
    for (const kind of answered) same(edit.removeAsk(edit.addAsk(form, spot, draft(form, kind)), spot), form, kind)
    const who = edit.addConcept(form, spot, { name: edit.freeName(form, 'owner'), concept: 'person', fields: ['name', 'phone'] })
    same(edit.removeAsk(edit.removeAsk(who, spot), spot), form, 'concept')
    same(edit.removeSection(edit.addSection(form, one % (form.ui.length + 1), '新'), one % (form.ui.length + 1)), form, 'section')
    same(edit.removeRule(edit.addRule(form, 0, { must: 'true', say: '一' }), 0), form, 'rule')
  }), { numRuns: 40 })
})

test('going back gives the form as it was: moving, renaming, setting, doubling', () => {
  fc.assert(fc.property(steps, fc.nat(40), fc.nat(40), (list, one, two) => {
    const form = work(list)
    const { place: from, ask } = at(asks(form), one)!
    const to = { section: two % form.ui.length, ask: 0 }
    same(edit.moveAsk(edit.moveAsk(form, from, to), to, from), form, 'move')
    const [first, second] = [one % form.ui.length, two % form.ui.length]
    same(edit.moveSection(edit.moveSection(form, first, second), second, first), form, 'section')
    same(edit.setSection(edit.setSection(form, first, 'section', '另一个名称'), first, 'section', form.ui[first]!.section), form, 'section title')
    for (const key of ['help', 'clause', 'unit', 'when', 'schema/maxLength', 'title']) {
      const before = edit.readSetting(form, from, key)
      if (key === 'title' && before === undefined) continue
      same(edit.setSetting(edit.setSetting(form, from, key, 'true'), from, key, before), form, key)
    }
    if (ask.at && ask.at.split('/').length === 2 && !ask.prefill) same(edit.renameAnswer(edit.renameAnswer(form, ask.at, 'anotherName'), '/anotherName', ask.at.slice(1)), form, 'rename')
    const doubled = edit.duplicateAsk(form, from)
    if (doubled !== form) same(edit.removeAsk(doubled, { ...from, ask: from.ask + 1 }), form, 'double')
  }), { numRuns: 60 })
})

test('an answer keeps its meaning under a new name: conditions, figures, rules and pointers follow, texts do not', () => {
  const form = edit.renameAnswer(edit.renameAnswer(allowance, '/members', 'family'), '/income', 'earned')
  const average = form.ui[1]!.ask[2]!
  assert.equal(average.compute, 'decimal((sum(family.income) + earned + (if supporterFee = null then 0 else supporterFee) * 12) / 12 / count(family), 2)')
  assert.deepEqual(form.rules![0], { must: 'count(family[relation = "本人"]) = 1', say: '家庭成员中须有且仅有一位“本人”', at: '/family', clause: '办法 第五条' })
  const column = form.ui[1]!.ask[0]!.columns!.find((one) => typeof one !== 'string' && one.name === 'monthly')
  assert.equal((column as { compute: string }).compute, 'decimal(income / 12, 2)', 'in a row the row’s own name stands first')
  assert.deepEqual(problems(form), [])
})

test('an answer that drafts have says under its new name where it was, and nothing any more when it goes back', () => {
  const form: Form = { ...allowance, rules: [{ look: { register: 'vehicles', by: { plate: 'income' } }, must: 'found = null or income > 0', say: '查到车辆' }] }
  const renamed = edit.renameAnswer(edit.renameAnswer(form, '/income', 'earned', true), '/earned', 'gained', true)
  assert.deepEqual(renamed.ui[1]!.ask[1], { at: '/gained', was: '/income', kind: 'money', unit: '元' })
  assert.deepEqual(renamed.rules![0], { look: { register: 'vehicles', by: { plate: 'gained' } }, must: 'found = null or gained > 0', say: '查到车辆' })
  same(edit.renameAnswer(renamed, '/gained', 'income', true), form, 'back')
  const doubled = edit.duplicateAsk(renamed, { section: 1, ask: 1 })
  assert.equal(doubled.ui[1]!.ask[2]!.was, undefined, 'a copy was nowhere')
})

test('words, functions and names of fields are no mentions', () => {
  const feel = 'text = "days and date" and days between(date, other.date) > 1 and date(text) < today // date'
  const base = edit.addAsk(allowance, { section: 0, ask: 0 }, { name: 'date', title: '日期', ask: { kind: 'date' } })
  const form = edit.renameAnswer(edit.setSetting(base, { section: 0, ask: 1 }, 'when', feel), '/date', 'born')
  assert.equal(form.ui[0]!.ask[1]!.when, 'text = "days and date" and days between(born, other.date) > 1 and date(text) < today // date')
})

test('before a question goes, it is told who speaks of it; rules that aimed at it stay, without aim', () => {
  assert.deepEqual(edit.mentionsOf(allowance, '/hasSupporter').map((one) => one.at), ['/ui/2/ask/1/when', '/ui/2/ask/1/require'].slice(0, 1))
  assert.deepEqual(edit.mentionsOf(allowance, '/members').map((one) => one.at), ['/ui/1/ask/2/compute', '/rules/0/must', '/rules/1/must', '/rules/0/at'])
  const left = edit.removeAsk(allowance, { section: 1, ask: 0 })
  assert.equal(left.rules![0]!.at, undefined)
  assert.deepEqual(problems(left), [])
})

test('an answer asked another way keeps its name, title, conditions and limits that fit', () => {
  const base = edit.addAsk(allowance, { section: 3, ask: 0 }, { name: 'breed', title: '品种', ask: { kind: 'text', help: '写全称', when: 'income > 0', unit: '种' }, schema: { maxLength: 20, pattern: '^[a-z]+$' } })
  const spot = { section: 3, ask: 0 }
  const chosen = edit.changeKind(base, spot, 'choose-one', { role: 'choice', draft: edit.blankOf('choice') })
  assert.deepEqual(chosen.ui[3]!.ask[0], { at: '/breed', kind: 'choose-one', options: [{ value: '选项一', label: '选项一' }, { value: '选项二', label: '选项二' }], help: '写全称', when: 'income > 0' })
  assert.deepEqual((chosen.schema['properties'] as Record<string, unknown>)['breed'], { title: '品种' })
  const long = edit.changeKind(base, spot, 'long-text', { keeps: ['maxLength', 'minLength'] })
  assert.deepEqual((long.schema['properties'] as Record<string, unknown>)['breed'], { title: '品种', maxLength: 20 })
  const many = edit.changeKind(edit.setSetting(chosen, spot, 'options', [{ value: '金毛', label: '金毛' }]), spot, 'choose-many', { role: 'choices', wasRole: 'choice', draft: edit.blankOf('choices') })
  assert.deepEqual(many.ui[3]!.ask[0]!.options, [{ value: '金毛', label: '金毛' }])
  for (const one of [chosen, long, many]) assert.deepEqual(problems(one), [])
})

test('columns are added, set, moved and taken away; what was only named is written out when more is said of it', () => {
  const spot = { section: 1, ask: 0 }
  const grown = edit.addColumn(allowance, spot, 2, { name: 'phone', title: '手机号码', column: { kind: 'mobile' }, required: true })
  assert.deepEqual(problems(grown), [])
  assert.ok(edit.readSetting(grown, spot, 'required', concepts, 2))
  same(edit.removeColumn(grown, spot, 2), allowance, 'remove')
  same(edit.moveColumn(edit.moveColumn(grown, spot, 2, 0), spot, 0, 2), grown, 'move')
  const said = edit.setSetting(grown, spot, 'help', '和申请人的关系', {}, 1)
  assert.deepEqual(said.ui[1]!.ask[0]!.columns![1], { name: 'relation', help: '和申请人的关系' })
  assert.equal(edit.readSetting(edit.retitle(said, spot, '和您的关系', 1), spot, 'title', {}, 1), '和您的关系')
  assert.equal(edit.readSetting(edit.setSetting(said, spot, 'schema/enum', ['本人', '配偶'], {}, 1), spot, 'schema/enum/1', {}, 1), '配偶')
  assert.deepEqual(problems(edit.removeColumn(said, spot, 0)), [])
})

test('a field of a concept is required or not in this form, and what it looks like stays the concept’s', () => {
  const form = edit.addConcept(allowance, { section: 0, ask: 0 }, { name: 'owner', concept: 'person', fields: ['name', 'identityNumber'], prefill: 'applicant', fixed: ['identityNumber'] })
  const spot = { section: 0, ask: 1 }
  assert.deepEqual(form.ui[0]!.ask[1], { at: '/owner/identityNumber', prefill: 'applicant.identityNumber', correctable: false })
  assert.equal(edit.readSetting(form, spot, 'required', concepts), true)
  const loose = edit.setSetting(form, spot, 'required', false, concepts)
  assert.equal(edit.readSetting(loose, spot, 'required', concepts), false)
  assert.equal(edit.readSetting(loose, { section: 0, ask: 0 }, 'required', concepts), true)
  assert.equal(edit.setSetting(form, spot, 'schema/maxLength', 5), form)
  assert.equal(edit.retitle(form, spot, '主人身份证号').ui[0]!.ask[1]!.title, '主人身份证号')
  assert.deepEqual(problems(edit.retitle(loose, spot, '主人身份证号')), [])
})

test('a new key stands where forms write it, and what the editor does not know stays untouched', () => {
  const odd = { ...allowance, remark: '手写的' } as Form
  const form = edit.setSetting(odd, { section: 1, ask: 1 }, 'help', '全家的')
  assert.equal((form as unknown as { remark: string }).remark, '手写的')
  assert.deepEqual(Object.keys(form.ui[1]!.ask[1]!), ['at', 'kind', 'help', 'unit'])
})
