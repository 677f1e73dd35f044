import { check, emitValidator, loadValidator, openSession, publishForm } from '@xiangyun/forms'
import type { Answers, Json } from '@xiangyun/forms'
import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { browserForms } from './forms-browser.ts'
import type { FormToMeasure } from './large-form.ts'
import { largeForm, smallForm } from './large-form.ts'
import { bounded, median } from './measure.ts'
import type { Benchmark } from './measure.ts'

interface Times {
  readonly validation: number[]
  readonly change: number[]
  readonly plainChange: number[]
  readonly open: number[]
}

/** Forms in a browser beside other libraries, and without one: answers validated on the server, one answer changed in an open form, rows, publishing. */
export const forms: Benchmark = async ({ rounds, size }) => {
  const inBrowser = await browserForms(rounds)
  const [large, small] = [largeForm(), smallForm()]
  const [ofLarge, ofSmall] = [await measured(large, rounds), await measured(small, rounds)]
  const count = size ?? 5_000
  const rows = await rowsTimes(count, rounds)
  const publishing = timesOf(rounds, () => publishForm(large.form, { concepts: {}, formats: {}, kinds: plainKinds }))
  return { settings: { questions: large.published.order.length, conditions: 200, rows: count }, results: [
    ...inBrowser,
    bounded('validation of 700 questions with 200 conditions, median', 'ms', median(ofLarge.validation) / 1000, { most: 2, rounds }),
    bounded('one change in that form open, which shows or hides another question, median', 'µs', median(ofLarge.change), { most: 1_000, rounds }),
    bounded('one change that nothing depends on, median', 'µs', median(ofLarge.plainChange), { most: 100, rounds }),
    bounded('opening that form, median', 'ms', median(ofLarge.open) / 1000, { most: 10, rounds }),
    bounded('validation of 10 questions, median', 'µs', median(ofSmall.validation), { most: 100, rounds }),
    bounded('one change in a form of 10 questions, median', 'µs', median(ofSmall.change), { most: 100, rounds }),
    bounded(`validation of a table of ${count} rows with a condition and a figure in each, median`, 'ms', median(rows) / 1000, { most: 200, rounds }),
    bounded('publishing the form of 700 questions, median', 'ms', median(publishing) / 1000, { most: 500, rounds }),
  ] }
}

async function measured({ published, answers, facts, change: [pointer, one, other] }: FormToMeasure, rounds: number): Promise<Times> {
  const validate = await loadValidator(emitValidator(published))
  const session = openSession(published, answers, facts, validate)
  if (check(published, validate, answers, facts).errors.length > 0) throw new Error('the answers do not fit the form')
  if (session.set(pointer, other).shown.length === 0) throw new Error('the change shows and hides nothing')
  const times: Times = { validation: [], change: [], plainChange: [], open: [] }
  const run = (): Times => ({
    validation: timesOf(200, () => check(published, validate, answers, facts)), change: timesOf(1_000, (n) => session.set(pointer, n % 2 ? one : other)),
    plainChange: timesOf(1_000, (n) => session.set('/q0', `内容 ${n}`)), open: timesOf(50, () => openSession(published, answers, facts, validate)),
  })
  run()
  for (let round = 0; round < rounds; round++) {
    const found = run()
    for (const name of ['validation', 'change', 'plainChange', 'open'] as const) times[name].push(median(found[name]))
  }
  return times
}

async function rowsTimes(count: number, rounds: number): Promise<number[]> {
  const form = publishForm({
    id: 'rows', title: '表格', ui: [{ section: '一', ask: [{ at: '/staff', columns: ['name', 'isCook', { name: 'certificate', when: 'isCook', require: 'isCook' }, 'wage', { name: 'yearly', compute: 'wage * 12' }] }] }],
    schema: { type: 'object', properties: { staff: { title: '从业人员', type: 'array', maxItems: count, items: { type: 'object', required: ['name'], properties: {
      name: { title: '姓名', type: 'string' }, isCook: { title: '厨师', type: 'boolean' }, certificate: { title: '健康证', type: 'string' }, wage: { title: '月工资', type: 'number' }, yearly: { title: '年工资', type: 'number' },
    } } } } },
    rules: [{ must: 'sum(staff.wage) >= 0', say: '工资不能是负数', at: '/staff' }],
  }, { concepts: {}, formats: {}, kinds: plainKinds })
  if (!form.ok) throw new Error(form.problems[0]?.message)
  const validate = await loadValidator(emitValidator(form.value))
  const answers: Answers = { staff: Array.from({ length: count }, (_, index): Json => ({ name: `人 ${index}`, isCook: index % 2 === 0, certificate: `证 ${index}`, wage: 3_000 })) }
  if (check(form.value, validate, answers).errors.length > 0) throw new Error('the rows do not fit the form')
  return Array.from({ length: rounds }, () => median(timesOf(5, () => check(form.value, validate, answers))))
}

/** So many runs, each in microseconds. */
function timesOf(count: number, run: (n: number) => unknown): number[] {
  return Array.from({ length: count }, (_, n) => {
    const began = performance.now()
    run(n)
    return (performance.now() - began) * 1000
  })
}
