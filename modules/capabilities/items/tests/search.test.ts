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
  assert.equal(index.find('量子纠缠', 5, 0).handled, false)
  const names = new Set([...[...catalogue.items.values()].map((one) => one.value.name), ...catalogue.undescribed.map(({ name }) => name)])
  assert.equal(index.find('', 5, 0).total, names.size)
})

for (const [said, near] of [['养狗', '犬类准养证核发'], ['狗证', '犬类准养证核发'], ['给狗办证', '犬类准养证核发'], ['停车', '占用、挖掘城市道路审批'], ['装修', '建筑垃圾处理方案备案'], ['装修房子', '建筑垃圾处理方案备案']] as const) {
  test(`“${said}” is not handled yet, and what lies nearest is named`, () => {
    const found = index.find(said, 3, 0)
    assert.equal(found.handled, false)
    assert.equal(found.entries[0]?.name, near)
    assert.ok(found.total < 7, `${found.total} are not near`)
  })
}

test('a wish is answered as soon as an item is found by its word', () => {
  const [any] = [...catalogue.items.values()]
  const withDogs = makeIndex([{ id: 'dog-registration', definition: { ...any!.value, name: '养犬登记', words: ['狗证'] } }], catalogue.undescribed, readEverydayWords(roots))
  const found = withDogs.find('狗证', 1, 0)
  assert.equal(found.handled, true)
  assert.equal(found.entries[0]?.id, 'dog-registration')
})

test('a name is found once, and as the item that describes it', () => {
  for (const name of ['失业登记', '社会保障卡申领', '残疾人证新办', '求职创业补贴申领']) {
    const same = index.find(name, 50, 0).entries.filter((entry) => entry.name === name)
    assert.equal(same.length, 1, name)
    assert.equal(same[0]!.described, catalogue.items.size > 0 && name !== '求职创业补贴申领', name)
  }
  assert.equal(index.find('失业登记', 1, 0).entries[0]?.id, 'unemployment-registration')
})
