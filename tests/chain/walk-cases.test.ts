import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { join } from 'node:path'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { walkCases, walkItem } from '#sim/walk-item.ts'
import type { WalkCase } from '#sim/driver.ts'
import type { ItemWalk } from '#sim/walk-item.ts'
import { root, testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'
import { movable } from '../support/clock.ts'

const roots = [join(root, 'catalogue')]
let province: TestProvince
let api: Api

before(async () => {
  const clock = movable()
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

for (const item of readCatalogue(roots).items.keys()) {
  describe(`the item ${item}`, () => {
    walkCases(roots, item).forEach((plan, index) => {
      test(`${index + 1}. ${plan.title}`, async () => {
        const walked = await walkItem(api, item, plan, index * 3)
        asExpected(plan, walked)
      })
    })
  })
}

/** What came out is what the case's own file says. */
function asExpected(plan: WalkCase, walked: ItemWalk): void {
  const { expect } = plan
  assert.equal(walked.outcome, expect.outcome, `outcome, with ${walked.code ?? ''}`)
  if (expect.code) assert.equal(walked.code, expect.code)
  if (expect.outcome === 'granted') assert.ok(walked.verified, `the result verifies: ${walked.verdict}`)
  if (expect.uploaded) assert.deepEqual([...walked.uploaded].sort(), [...expect.uploaded].sort(), 'uploaded')
  for (const id of expect.reused ?? []) assert.ok(walked.reused.includes(id), `reused ${id}, but only ${walked.reused.join(', ')}`)
  if (expect.clause && walked.view?.result?.clause) assert.equal(walked.view.result.clause, expect.clause)
  if (expect.outcome !== 'granted') return
  for (const [name, value] of Object.entries(expect.values ?? {})) assert.deepEqual(walked.view?.result?.values[name], value, `decided ${name}`)
}
