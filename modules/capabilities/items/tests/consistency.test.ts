import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { root } from '#tests/support/province.ts'
import { readCatalogue } from '../catalogue.ts'
import type { ItemDefinition } from '../definition.ts'
import { workdaysIn } from '../lengths.ts'
import { consistencyProblems } from '../problems.ts'

const items = [...readCatalogue([join(root, 'catalogue')]).items.values()].map((own) => own.value)
const anyItem = fc.constantFrom(...items)
const rulesOf = (item: ItemDefinition): Set<string> => new Set(consistencyProblems(item).map((p) => p.rule))
const limit = fc.oneof(fc.constant('immediate'), fc.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('workdays', 'calendar-days')).map(([n, unit]) => `${n} ${unit}`))

test('the catalogue’s own items agree in all their elements', () => {
  assert.equal(items.length, 59)
  for (const item of items) assert.deepEqual(consistencyProblems(item), [], item.name)
})

describe('公开的实施清单核查规则', () => {
  test('承诺时限不长于法定时限: a promise is a problem exactly when it is longer than the law’s limit', () => {
    fc.assert(fc.property(anyItem, limit, limit, (item, statutory, promise) => {
      const isLonger = statutory !== 'immediate' && workdaysIn(promise) > workdaysIn(statutory)
      assert.equal(rulesOf({ ...item, limits: { ...item.limits, statutory, promise } } as ItemDefinition).has('items/promise-longer'), isLonger)
    }))
  })
  test('即办件与承诺件: the kind agrees with the promise', () => {
    fc.assert(fc.property(anyItem, limit, fc.constantFrom('immediate', 'promised'), (item, promise, kind) => {
      const rules = rulesOf({ ...item, kind, limits: { ...item.limits, statutory: '400 workdays', promise } } as ItemDefinition)
      assert.equal(rules.has('items/immediate-kind') || rules.has('items/promised-kind'), (kind === 'immediate') !== (promise === 'immediate'))
    }))
  })
  test('到现场次数与原因: who has to come is told why, and nobody comes at depth IV', () => {
    fc.assert(fc.property(anyItem, fc.integer({ min: 0, max: 3 }), fc.option(fc.constant('须当面核对身份'), { nil: undefined }), fc.constantFrom('I', 'II', 'III', 'IV'), (item, visits, visitReason, online) => {
      const rules = rulesOf({ ...item, visits, visitReason, online } as ItemDefinition)
      assert.equal(rules.has('items/visit-reason'), (visits > 0) !== (visitReason !== undefined))
      assert.equal(rules.has('items/depth-visits'), visits > 0 && online === 'IV')
    }))
  })
  test('结果名称与结果类型: what is called 证 is a licence, what is called 批复 is a document', () => {
    fc.assert(fc.property(anyItem, fc.constantFrom('食品经营许可证', '准予登记决定书', '关于某事的批复', '补贴发放'), fc.boolean(), (item, name, isLicence) => {
      const granted = { ...item.outcomes.granted, name, licence: isLicence ? 'food-business-licence' : undefined, decision: isLicence ? undefined : name }
      const isWrong = isLicence ? /(批复|决定书)$/.test(name) : /证$/.test(name)
      assert.equal(rulesOf({ ...item, outcomes: { ...item.outcomes, granted } } as ItemDefinition).has('items/result-type'), isWrong)
    }))
  })
  test('材料来源: a material that comes from nowhere is named', () => {
    fc.assert(fc.property(anyItem.filter((i) => i.materials.length > 0), fc.nat(), (item, n) => {
      const at = n % item.materials.length
      const materials = item.materials.map((m, i) => (i === at ? { ...m, made: undefined, held: undefined, from: undefined } : m))
      const found = consistencyProblems({ ...item, materials } as ItemDefinition).filter((p) => p.rule === 'items/material-source')
      assert.deepEqual(found.map((p) => p.key), [`/materials/${at}`])
    }))
  })
})
