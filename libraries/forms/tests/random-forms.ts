import fc from 'fast-check'
import type { Answers, Facts, Form, Json, PublishedForm } from '../index.ts'
import { publishForm } from '../index.ts'
import { surroundings } from './examples.ts'

const PLAIN = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const INNER = ['x', 'y', 'z'] as const
const CELLS = ['n', 'm', 'k'] as const

const reference = fc.constantFrom(...PLAIN, ...INNER.map((name) => `o.${name}`), 'o', 'rank', 'flag', 'a')
const figure = fc.oneof(
  reference, fc.constantFrom('1', '2', 'count(t)', 'sum(t.n)', 'sum(t.m)', 'count(t[n > 1])', 'if o.x = null then 0 else o.x'),
  fc.tuple(reference, fc.constantFrom('+', '*', '-'), fc.constantFrom('1', 'rank', 'a', 'b', 'o.y')).map((parts) => parts.join(' ')),
)
const condition = fc.oneof(
  fc.tuple(reference, fc.constantFrom('=', '!=', '>', '<='), fc.constantFrom('1', '2', 'null', 'rank', 'b')).map((parts) => parts.join(' ')),
  fc.constantFrom('flag', 'not(flag)', 'count(t) > 1', 'some r in t satisfies r.n = 1', 'sum(t.m) > 3', 'o = null', 't = null', 'list contains(t.k, 1)'),
)
const cellCondition = fc.oneof(fc.constantFrom('n > 1', 'row.m = 2', 'k = rank', 'count(t) > 1', 'a = 1', 'n = null', 'flag', 'c > n'), condition)
const cellFigure = fc.constantFrom('n + 1', 'k * 2', 'row.n', 'sum(t.n)', 'm', 'a + n', 'count(t)', 'm + 1')

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq })

const ask = fc.record({ when: sometimes(condition, 2), require: sometimes(condition), compute: sometimes(figure, 3), options: sometimes(fc.constantFrom('[1, 2]', 'if flag then [1] else [a, b]', 't.n'), 5) })
  .map(({ when, require, compute, options }) => defined(compute ? { when, compute } : { when, require, options, kind: options ? 'choose-one' : undefined }))
const column = (name: string) => fc.record({ when: sometimes(cellCondition), compute: sometimes(cellFigure), require: sometimes(cellCondition) }).map((parts) => defined(parts.compute ? { name, when: parts.when, compute: parts.compute } : { name, ...parts }))

const defined = <T extends object>(given: T): T => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T

const number = (title: string) => ({ title, type: 'number', maximum: 5 })

/** Forms with conditions, figures, nested answers and rows that read one another; those in a circle are left out. */
export const anySource: fc.Arbitrary<Form> = fc.record({
  plain: fc.tuple(...PLAIN.map(() => ask)), inner: fc.tuple(...INNER.map(() => ask)), cells: fc.tuple(...CELLS.map(column)),
  rows: fc.record({ when: sometimes(condition) }).map(defined), sections: fc.tuple(sometimes(condition), sometimes(condition)), note: sometimes(condition, 2), rules: fc.array(condition, { maxLength: 2 }),
  required: fc.subarray([...PLAIN, 't']),
}).map(({ plain, inner, cells, rows, sections, note, rules, required }): Form => ({
  id: 'any', title: '任意',
  schema: { type: 'object', required, properties: {
    ...Object.fromEntries(PLAIN.map((name) => [name, number(name)])),
    o: { type: 'object', properties: Object.fromEntries(INNER.map((name) => [name, number(name)])) },
    t: { title: 't', type: 'array', items: { type: 'object', properties: Object.fromEntries(CELLS.map((name) => [name, number(name)])) } },
  } },
  ui: [
    defined({ section: '一', when: sections[0], ask: [...plain.slice(0, 3).map((one, at) => ({ at: `/${PLAIN[at]}`, ...one })), defined({ kind: 'note', text: '说明', when: note }), { at: '/t', kind: 'rows', columns: cells, ...rows }] }),
    defined({ section: '二', when: sections[1], ask: inner.map((one, at) => ({ at: `/o/${INNER[at]}`, ...one })) }),
    { section: '三', ask: plain.slice(3).map((one, at) => ({ at: `/${PLAIN[at + 3]}`, ...one })) },
  ],
  rules: rules.map((must, at) => defined({ must, say: '不对', at: at === 0 ? '/a' : undefined })),
} as Form)).filter((form) => publishForm(form, surroundings).ok)

export const anyForm: fc.Arbitrary<PublishedForm> = anySource.map((form) => (publishForm(form, surroundings) as { value: PublishedForm }).value)

export const anyValue = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) }, { weight: 1, arbitrary: fc.constantFrom<Json>(null, '1', 9, [], {}) })
const row = fc.oneof({ weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...CELLS), anyValue, { maxKeys: 3, noNullPrototype: true }) }, { weight: 1, arbitrary: fc.constantFrom<Json>(7, null, { q: 1 }) })
export const anyTable = fc.oneof({ weight: 5, arbitrary: fc.array(row, { maxLength: 4 }) }, { weight: 1, arbitrary: anyValue })
/** A list in the place of an object is refused by its shape; what conditions make of its parts meanwhile is not promised. */
const inside = fc.oneof({ weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...INNER, 'q'), anyValue, { maxKeys: 3, noNullPrototype: true }) }, { weight: 1, arbitrary: fc.constantFrom<Json>(null, 3, 'x', {}) })

export const anyAnswers: fc.Arbitrary<Answers> = fc.record({ ...Object.fromEntries([...PLAIN, 'unknown', 'rank'].map((name) => [name, anyValue])), o: inside, t: anyTable }, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Answers>

export const anyFacts: fc.Arbitrary<Facts> = fc.record({ rank: fc.integer({ min: 0, max: 3 }), flag: fc.boolean(), a: fc.integer({ min: 0, max: 2 }) }, { requiredKeys: [], noNullPrototype: true })

/** One change of one answer, wherever it stands. */
export const anyChange: fc.Arbitrary<readonly [pointer: string, value: Json | undefined]> = fc.oneof(
  fc.tuple(fc.constantFrom(...PLAIN.map((name) => `/${name}`), '/unknown', ...INNER.map((name) => `/o/${name}`), '/o/q'), fc.option(anyValue, { nil: undefined })),
  fc.tuple(fc.constantFrom(...CELLS.flatMap((name) => [`/t/0/${name}`, `/t/1/${name}`])), fc.option(anyValue, { nil: undefined })),
  fc.tuple(fc.constant('/t'), fc.option(anyTable, { nil: undefined })), fc.tuple(fc.constant('/o'), fc.option(inside, { nil: undefined })),
)
