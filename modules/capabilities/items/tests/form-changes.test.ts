import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { readCatalogue } from '../catalogue.ts'
import { formChanges } from '../form-changes.ts'

const roots = [join(import.meta.dirname, '..', '..', '..', '..', 'catalogue')]
const found = readCatalogue(roots).items.get('minimum-living-allowance')!
const definition = found.value
const text = readFileSync(join(found.folder, 'form.json'), 'utf8')

test('what changed in an item’s form is told with the rest of the changes', () => {
  assert.deepEqual(formChanges('x', { definition, text }, { definition, text: JSON.stringify(JSON.parse(text)) }), [], 'another way to write the same')
  const form = JSON.parse(text) as { schema: { properties: object }; ui: { ask: object[] }[] }
  form.ui[0]!.ask.push({ at: '/remark', kind: 'text' })
  form.schema.properties = { ...form.schema.properties, remark: { title: '备注' } }
  assert.deepEqual(formChanges('x', { definition, text }, { definition, text: JSON.stringify(form) }).map((one) => one.at), ['申请表：新增“备注”'])
  assert.ok(formChanges('x', { definition, text: '' }, { definition, text }).length > 0, 'one’s own instead of a generated one')
})
