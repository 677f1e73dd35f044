import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '#tests/support/province.ts'
import { readCatalogue } from '../catalogue.ts'
import { readEverydayWords } from '../everyday-words.ts'
import { makeIndex } from '../search.ts'

const roots = [join(root, 'catalogue')]
const catalogue = readCatalogue(roots)
const index = makeIndex([...catalogue.items].map(([id, one]) => ({ id, definition: one.value })), catalogue.undescribed, readEverydayWords(roots))

/** What people say, and what they should find first. */
const first: readonly (readonly [string, string])[] = [
  ['开个小饭馆', 'food-business-licence'], ['饭店执照', 'food-business-licence'], ['kaifanguan', 'food-business-licence'],
  ['个体户营业执照', 'individual-business-registration'], ['办个执照', 'individual-business-registration'], ['注销个体户', 'individual-business-cancellation'], ['不干了关店', 'individual-business-cancellation'],
  ['补驾照', 'driving-licence-renewal'], ['驾驶证丢了', 'driving-licence-renewal'], ['身份证丢了', 'id-card-renewal'], ['身分证', 'id-card-renewal'],
  ['生孩子上户口', 'newborn-household-registration'], ['hukou', 'newborn-household-registration'], ['低保怎么办', 'minimum-living-allowance'], ['我想办护照', 'passport'],
  ['公司注册', 'company-registration'], ['公司注销', 'company-simple-cancellation'], ['公司变更', 'company-change-registration'], ['房产过户', 'second-hand-house-transfer'], ['失业金', 'unemployment-benefit'],
]

for (const [said, wanted] of first) {
  test(`“${said}” finds ${wanted} first`, () => {
    assert.equal(index.find(said, 1, 0).entries[0]?.id, wanted)
  })
}

test('nothing is found for what nobody offers, and everything for an empty question', () => {
  assert.equal(index.find('量子纠缠', 5, 0).total, 0)
  assert.equal(index.find('', 5, 0).total, catalogue.items.size + catalogue.undescribed.length)
})
