import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { check, emitValidator, loadValidator, publishForm } from '@xiangyun/forms'
import type { Answers, Form, PublishedForm } from '@xiangyun/forms'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import type { KindAbout, KindExample } from '../about.ts'
import { valueWords } from '../kind.ts'
import type { FormKind } from '../kind.ts'
import { formKinds } from '../kinds.ts'

/** A form that asks this example and nothing else; the answer stands at `/answer`. */
export function formOf(kind: FormKind, example: KindExample): PublishedForm {
  const isAsked = kind.role !== 'note'
  const form: Form = {
    id: kind.name, title: example.title,
    schema: { type: 'object', ...(isAsked ? { properties: { answer: { title: example.title, ...example.schema } } } : {}) },
    ui: [{ section: example.title, ask: [{ ...(isAsked ? { at: '/answer' } : {}), kind: kind.name, ...example.ask }] }],
  }
  const published = publishForm(form, { concepts: {}, formats: itemFormats, kinds: formKinds })
  assert.ok(published.ok, published.ok ? '' : JSON.stringify(published.problems))
  return published.value
}

/** What every kind must keep: it is listed, it can be asked, its examples are judged as they say, and read back in words. */
export function testKind(kind: FormKind, about: KindAbout): void {
  test(`${kind.name} stands in the list, with a field and words for those who build forms`, () => {
    assert.equal(formKinds[kind.name], kind)
    assert.ok(existsSync(join(import.meta.dirname, '..', kind.name, 'Field.vue')))
    assert.ok(about.examples.length > 0 && about.use.length > 5 && about.access.length > 5)
  })
  for (const example of about.examples) {
    test(`${kind.name}: ${example.title}`, async () => {
      const form = formOf(kind, example)
      const validate = await loadValidator(emitValidator(form), itemFormats)
      const judge = (value: unknown) => check(form, validate, { answer: value } as Answers, example.facts ?? {})
      for (const value of example.good) {
        const found = judge(value)
        assert.deepEqual(found.errors, [], JSON.stringify(value))
        const ask = form.sections[0]!.asks[0]!
        const words = valueWords(kind, found.answers['answer'], { ask, options: (ask.options ?? []).map((one) => ({ value: String(one.value), label: one.label })), placeOf: () => '长春市' })
        assert.ok(words !== '' && !/undefined|\[object|NaN/.test(words), words)
      }
      for (const { value, code } of example.bad) {
        const { errors } = judge(value)
        assert.ok(errors.some((error) => error.code === code && /\p{Script=Han}/u.test(error.message)), `${JSON.stringify(value)}: ${JSON.stringify(errors)}`)
      }
    })
  }
}
