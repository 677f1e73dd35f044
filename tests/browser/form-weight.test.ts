import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { weighForm, type FormWeight } from '../../bench/form-weight.ts'

/** KB, compressed, beside the framework. */
const MOST = 60
const common = /^(choose-one|date|long-text|mobile|number|person-name|statement|text|yes-no)$/

let weight: FormWeight
before(async () => { weight = await weighForm() })

test('what a browser loads for a form beside Vue stays small', () => {
  assert.ok(weight.form <= MOST, `${weight.form.toFixed(1)} KB`)
  assert.ok(weight.vue > 15, `Vue is weighed apart: ${weight.vue.toFixed(1)} KB`)
})

test('fields, functions and programs that few forms need come when a form asks for them', () => {
  const rare = weight.modules.filter((id) => !common.test(/design\/kinds\/([a-z-]+)\//.exec(id)?.[1] ?? 'text'))
  const late = weight.modules.filter((id) => /FormReview|KioskWatch|AppDialog|first-look|kinds\/(kinds|rare)\.ts|feel\/builtins\.ts|builtins\/(strings|dates|ranges|statistics)|libraries\/identifiers|vue-router/.test(id))
  assert.deepEqual([...rare, ...late], [])
})

test('the browser gets neither a grammar nor a compiler of schemas, and makes no program from text', () => {
  assert.deepEqual(weight.modules.filter((id) => /lezer|feel\/parse|\/ajv|publish/.test(id)), [])
  assert.doesNotMatch(weight.code, /\beval\s*\(|\bnew Function\b|[^.\w]Function\(/)
})
