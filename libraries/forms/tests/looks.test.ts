import assert from 'node:assert/strict'
import test from 'node:test'
import { check, emitValidator, judgeLook, loadValidator, looksToAsk, mergeForms, publishForm } from '../index.ts'
import type { Form, Rule } from '../index.ts'
import { published, surroundings } from './examples.ts'

const look: Rule = {
  look: { register: 'people', by: { identityNumber: 'spouse.number' } }, must: 'found != null and found.name = spouse.name and found.maritalState != "已婚"',
  say: '登记的姓名与所填的不同，或已有配偶', at: '/spouse/number', when: 'married', whenDown: 'accept', clause: '民法典 第一千零四十二条',
}

const form = (rules: readonly Rule[] = [look]): Form => ({
  id: 'marriage', title: '结婚登记', rules,
  schema: { type: 'object', properties: { married: { title: '是否登记', type: 'boolean' }, spouse: { type: 'object', required: ['number'], properties: { name: { title: '姓名', type: 'string' }, number: { title: '公民身份号码', type: 'string', format: 'citizen-number' } } } } },
  ui: [{ section: '一', ask: [{ at: '/married' }, { at: '/spouse/name' }, { at: '/spouse/number', when: 'married' }] }],
})

const answers = { married: true, spouse: { name: '王小明', number: '229901199001011234' } }

test('a register is asked once its keys are there and in order', async () => {
  const ready = published(form())
  const validate = await loadValidator(emitValidator(ready), surroundings.formats)
  const asked = (given: object) => looksToAsk(ready, given as typeof answers, {}, validate)
  assert.deepEqual(asked(answers), [{ id: 'look-1', register: 'people', by: { identityNumber: '229901199001011234' }, at: '/spouse/number' }])
  assert.deepEqual(asked({ ...answers, married: false }), [])
  assert.deepEqual(asked({ married: true, spouse: { name: '王小明' } }), [])
  assert.deepEqual(asked({ married: true, spouse: { name: '王小明', number: '123' } }), [])
  assert.deepEqual(looksToAsk(published(form([])), answers), [])
})

test('a look is no rule of the answers alone', async () => {
  const ready = published(form())
  assert.equal(ready.rules.length, 0)
  assert.equal(ready.looks?.length, 1)
  const validate = await loadValidator(emitValidator(ready), surroundings.formats)
  assert.deepEqual(check(ready, validate, answers).errors, [])
})

test('what the register says is judged', () => {
  const one = published(form()).looks![0]!
  assert.deepEqual(judgeLook(one, { name: '王小明', maritalState: '未婚' }, answers), { state: 'holds', isAccepted: true, message: '' })
  assert.deepEqual(judgeLook(one, { name: '李红' }, answers), { state: 'broken', isAccepted: false, message: look.say })
  assert.equal(judgeLook(one, null, answers).state, 'broken')
  assert.equal(judgeLook(one, null, { ...answers, married: false }).state, 'holds')
  assert.deepEqual([judgeLook(one, 'down', answers).state, judgeLook(one, 'down', answers).isAccepted], ['down', true])
  const strict = published(form([{ ...look, whenDown: undefined }])).looks![0]!
  assert.deepEqual([strict.whenDown, judgeLook(strict, 'down', answers).isAccepted], ['refuse', false])
  assert.match(judgeLook(strict, 'down', answers).message, /请过一会儿再试/)
})

const registers = { people: { by: ['identityNumber'], tells: ['name', 'maritalState'], has: ['deathDate'] }, income: { by: [], tells: [] } }

const REFUSED: readonly (readonly [title: string, rule: object, code: string])[] = [
  ['of a register that is not for forms', { look: { register: 'income', by: { person: 'spouse.number' } } }, 'closed-register'],
  ['without a place', { at: undefined }, 'no-place'], ['by nothing', { look: { register: 'people', by: {} } }, 'no-key'], ['a register that is not there', { look: { register: 'ghosts', by: { x: '1' } } }, 'unknown-register'],
  ['by a field that finds nothing', { look: { register: 'people', by: { colour: '1' } } }, 'unknown-key'], ['with a broken key', { look: { register: 'people', by: { identityNumber: '1 +' } } }, 'bad-expression'],
  ['with an unknown word', { look: { register: 'people', by: { identityNumber: 'a' }, limit: 3 } }, 'unknown-field'], ['with another answer to silence', { whenDown: 'wait' }, 'unknown-value'], ['silence without a look', { look: undefined }, 'stray-when-down'],
]

for (const [title, change, code] of REFUSED) {
  test(`a look is refused: ${title}`, () => {
    const found = publishForm(form([{ ...look, ...change } as Rule]), { ...surroundings, registers })
    assert.ok(!found.ok && found.problems.some((one) => one.code === code && /\p{Script=Han}/u.test(one.message)), JSON.stringify(found))
  })
}

const LEARNT: readonly (readonly [must: string, code: string | undefined])[] = [
  ['found != null', undefined], ['found = null or found.name = spouse.name', undefined], ['spouse.name = found.name and married', undefined], ['found.maritalState in ("未婚", "离婚")', undefined], ['found.maritalState in ["未婚"]', undefined],
  ['found.name = (if married then spouse.name else "无")', undefined], ['found.deathDate = null', undefined],
  ['found.deathDate = "2026-01-01"', 'found-field'], ['found.phone = spouse.name', 'found-field'], ['found.address != null', 'found-field'], ['found.deathDate in ("2026-01-01")', 'found-field'],
  ['found.name < "王"', 'found-form'], ['starts with(found.name, spouse.name)', 'found-form'], ['substring(found.name, 1, 1) = "王"', 'found-form'], ['not(found.name = spouse.name)', 'found-form'], ['found.name in (> "王")', 'found-form'],
  ['found.name in ["王".."李"]', 'found-form'], ['found.name in spouse.name', 'found-form'], ['found.name between "a" and "b"', 'found-form'], ['found["name"] = spouse.name', 'found-form'],
  ['some n in [1, 2] satisfies found.name = "王"', 'found-form'], ['if found.name = spouse.name then married else true', 'found-form'], ['found.name = found.maritalState', 'found-form'], ['found = spouse', 'found-form'], ['found', 'found-form'],
  ['get value(found, "phone") = "1"', 'found-form'], ['string(found) = "x"', 'found-form'], ['married and (false or found.name.size = 2)', 'found-form'],
  [`found.name in (${Array.from({ length: 13 }, (_, n) => `"${n}"`).join(', ')})`, 'found-many'],
]

for (const [must, code] of LEARNT) {
  test(`what a look may learn: ${must.slice(0, 60)} ${code ?? 'is allowed'}`, () => {
    const made = publishForm(form([{ ...look, must }]), { ...surroundings, registers })
    assert.deepEqual(made.ok ? [] : made.problems.map((one) => `${one.at} ${one.code}`), code ? [`/rules/0/must ${code}`] : [])
  })
}

test('a form asks registers ten times at most', () => {
  const made = publishForm(form(Array.from({ length: 11 }, () => look)), { ...surroundings, registers })
  assert.ok(!made.ok && made.problems.some((one) => one.code === 'too-many-looks'))
  assert.ok(publishForm(form(Array.from({ length: 10 }, () => look)), { ...surroundings, registers }).ok)
})

test('looks go along when forms are merged', () => {
  const found = mergeForms([{ id: 'one', form: form(), same: { '/spouse/number': 'x.number' } }, { id: 'two', form: form([]), same: { '/spouse/number': 'x.number' } }], surroundings)
  assert.ok(found.ok)
  const merged = { shared: { spouseNumber: '229901199001011234' }, one: { married: true, spouse: { name: '王小明' } } }
  assert.deepEqual(looksToAsk(found.value.published, merged).map((one) => [one.at, one.by]), [['/shared/spouseNumber', { identityNumber: '229901199001011234' }]])
  assert.equal(judgeLook(found.value.published.looks![0]!, { name: '王小明' }, merged).state, 'holds')
})
