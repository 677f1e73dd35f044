import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { Ask, Form } from '@xiangyun/forms/form'
import { publishForm } from '@xiangyun/forms/publish'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { readConcepts } from '#modules/capabilities/items/port.ts'
import { formKinds } from '../../kinds/kinds.ts'
import type { Design } from '../designing.ts'
import { draw } from '../drawn.ts'
import { foundIn, strangeNames } from '../finding.ts'
import { freshQuestion } from '../fresh.ts'
import { about as dictionaryAbout } from '../../kinds/dictionary/about.ts'
import { about as matrixAbout } from '../../kinds/matrix/about.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')

test('no form of the catalogue is called wrong in the designer', () => {
  const roots = [join(root, 'catalogue')]
  const surroundings = { concepts: readConcepts(roots), formats: itemFormats, kinds: formKinds }
  let count = 0
  for (const [item, { folder, value }] of readCatalogue(roots).items) {
    const file = join(folder, 'form.json')
    if (!existsSync(file)) continue
    const form = { title: '', ...JSON.parse(readFileSync(file, 'utf8')) as Omit<Form, 'title'>, id: item } as Form
    const parties = Object.entries(value.parties).filter(([, party]) => party.acts?.startsWith('applicant')).map(([name]) => name)
    const names = [...value.situations.map((one) => one.id), ...(value.facts ?? []).map((one) => one.id), ...parties, 'applicant', 'today']
    const published = publishForm(form, surroundings)
    assert.deepEqual(foundIn(form, (ask) => draw(form, ask, surroundings), published.ok ? [] : published.problems, [], names), [], item)
    count += 1
  }
  assert.ok(count > 10)
})

const rows: Form = {
  id: 'rows', title: '家庭', schema: { type: 'object', properties: { members: { title: '成员', type: 'array', items: { type: 'object', properties: { relation: { title: '关系', type: 'string' }, age: { title: '年龄', type: 'number' } } } }, count: { title: '人数' } } },
  ui: [{ section: '家庭', ask: [{ at: '/members', kind: 'rows' }, { at: '/count', kind: 'computed' }] }],
}
const strange = (compute: string) => strangeNames({ ...rows, ui: [{ section: '家庭', ask: [rows.ui[0]!.ask[0]!, { ...rows.ui[0]!.ask[1]!, compute }] }] }, ['applicant']).map((one) => one.message)

test('columns are names inside a filter of their rows, and only there; bound names are names', () => {
  assert.deepEqual(strange('count(members[relation = "子女" and age > 17])'), [])
  assert.deepEqual(strange('count(members[item.age > 17])'), [])
  assert.deepEqual(strange('if some one in members satisfies one.age > 17 then 1 else 0'), [])
  assert.deepEqual(strange('count(applicant.cars[price > 1])'), [], 'rows that nobody here describes')
  assert.match(strange('count(members[relatoin = "子女"])').join(), /relatoin/)
  assert.match(strange('relation').join(), /relation/)
})

test('an unfinished condition is a mistake at its place, in plain words', () => {
  const form: Form = { ...rows, ui: [{ section: '家庭', when: 'applicant.name = …', ask: [{ ...rows.ui[0]!.ask[0]!, when: 'count = …' }, { ...rows.ui[0]!.ask[1]!, compute: '1' }] }] }
  const surroundings = { concepts: {}, formats: {}, kinds: formKinds }
  const published = publishForm(form, surroundings)
  assert.ok(!published.ok)
  const found = foundIn(form, (ask) => draw(form, ask, surroundings), published.problems, [], ['applicant'])
  assert.deepEqual(found.map((one) => [one.section, one.ask, one.setting]), [[0, 0, 'when'], [0, undefined, 'when']])
  for (const one of found) assert.match(one.message, /还没有写完/)
})

test('a fresh question leaves to the author what only the author can say', () => {
  const design: Design = { kinds: formKinds, abouts: { dictionary: dictionaryAbout, matrix: matrixAbout }, concepts: {}, sources: [], facts: [], dictionaries: [], licenceTypes: [] }
  const surroundings = { concepts: {}, formats: {}, kinds: formKinds }
  const made = (kind: string) => freshQuestion(rows, kind, design, surroundings)
  assert.equal(made('dictionary').ask?.accepts, undefined)
  const { name, title, ask, schema } = made('matrix')
  const form: Form = { id: 'one', title: '', schema: { type: 'object', properties: { [name]: { title, ...schema } } }, ui: [{ section: '', ask: [{ at: `/${name}`, ...ask } as Ask] }] }
  assert.ok(publishForm(form, surroundings).ok)
})
