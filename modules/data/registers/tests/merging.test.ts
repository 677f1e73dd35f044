import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Entry, RegisterDefinition } from '../contract.ts'
import { merge } from '../merging.ts'
import { plan } from '../tables.ts'

const fields = ['name', 'phone', 'address'] as const
const departments = ['public-security', 'civil-affairs', 'health', 'somebody'] as const
const definition = {
  name: '人口库', one: '自然人', key: 'name', owner: 'public-security', fields: Object.fromEntries(fields.map((f) => [f, { type: 'text' }])),
  sources: [{ department: 'public-security', gives: ['name', 'address'] }, { department: 'civil-affairs', gives: ['phone', 'address'] }, { department: 'health', gives: ['phone'] }],
} as unknown as RegisterDefinition
const ranks = (field: string) => definition.sources!.filter((s) => s.gives.includes(field)).map((s) => s.department)
const rank = (field: string, department: string) => (ranks(field).includes(department) ? ranks(field).indexOf(department) : ranks(field).length)

type Word = { readonly department: string; readonly values: Record<string, string> }
const anyWord: fc.Arbitrary<Word> = fc.record({ department: fc.constantFrom(...departments), values: fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('甲', '乙', '丙'), { maxKeys: 3, noNullPrototype: true }) })
const empty: Entry = { id: 'x', version: 1, recordedAt: '', values: { name: null, phone: null, address: null }, sources: {} }
const hear = (entry: Entry, word: Word): Entry => ({ ...entry, ...merge(definition, entry, word.values, word.department) })

test('for each field the last word of the highest source stands, whatever the others said and when', () => {
  fc.assert(fc.property(fc.array(anyWord, { maxLength: 12 }), (words) => {
    const entry = words.reduce(hear, empty)
    for (const field of fields) {
      const said = words.filter((w) => field in w.values)
      const best = Math.min(...said.map((w) => rank(field, w.department)))
      const last = said.filter((w) => rank(field, w.department) === best).at(-1)
      assert.equal(entry.values[field], last?.values[field] ?? null)
      assert.equal(entry.sources[field], last?.department)
    }
  }))
})
test('hearing the same again changes nothing', () => {
  fc.assert(fc.property(fc.array(anyWord, { maxLength: 6 }), anyWord, (words, word) => {
    const entry = hear(words.reduce(hear, empty), word)
    assert.deepEqual(merge(definition, entry, word.values, word.department).changed, [])
  }))
})
test('what is told as changed is what changed', () => {
  fc.assert(fc.property(fc.array(anyWord, { maxLength: 6 }), anyWord, (words, word) => {
    const before = words.reduce(hear, empty)
    const merged = merge(definition, before, word.values, word.department)
    assert.deepEqual([...merged.changed].sort(), fields.filter((f) => merged.values[f] !== before.values[f]).sort())
  }))
})
test('a field added to a definition adds a column to table and history; none is ever dropped', () => {
  const existing = new Map([['id', 'uuid'], ['version', 'integer'], ['recorded_at', 'timestamp with time zone'], ['sources', 'jsonb'], ['name', 'text'], ['phone', 'text'], ['left_over', 'text']])
  const statements = plan('test-people', definition, existing).join('\n')
  assert.match(statements, /alter table registers\."test_people" add column "address" text/)
  assert.match(statements, /alter table registers\."test_people_history" add column "address" text/)
  assert.doesNotMatch(statements, /drop|left_over/)
})
