import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import { dataSecurity } from '../module.ts'
import { lines, proof, reads, verification } from '../views.ts'
import { official, person, testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'

let platform: TestPlatform
const auditor = official('government-service@220000', ['audit:read', 'audit:verify'], 'auditor')
const me = person('me', '229901199003070017')

before(async () => {
  platform = await testPlatform([dataSecurity])
  await systemWork(platform.environment)(async (context) => {
    const clerk = context.as(official('civil-affairs@220102', [], 'clerk'))
    clerk.audit({ act: 'registers.read', object: 'people/1', subject: 'me', purpose: 'approval', law: '个人信息保护法 第十三条', detail: { case: 'case-1' } })
    context.as(me).audit({ act: 'licences.list', object: 'licences/own', subject: 'me' })
    context.as(person('neighbour', '229901199003070025')).audit({ act: 'identity.authorise', object: 'firm/1', subject: 'me' })
    for (let i = 0; i < 120; i++) context.audit({ act: 'tests.wrote', object: `thing/${i}` })
  })
  await platform.background.settle()
})
after(() => platform.end())

test('a resident sees who read what, why and under which law; neighbours stay unnamed', async () => {
  const answer = await consult(platform.environment, me, (context) => reads(context, {}))
  assert.ok(answer.ok)
  const official_ = answer.value.reads.find((r) => r.who === '张伟')
  assert.deepEqual({ what: official_?.what, purpose: official_?.purpose, law: official_?.law, case: official_?.case }, { what: '人口信息', purpose: '办理申请', law: '个人信息保护法 第十三条', case: 'case-1' })
  assert.deepEqual(new Set(answer.value.reads.map((r) => r.who)), new Set(['张伟', '您本人', '代您办事的人']))
  const others = await consult(platform.environment, me, (context) => reads(context, { others: true }))
  assert.ok(others.ok && others.value.reads.every((r) => !r.byMyself))
})

test('the auditor pages, proves a line and verifies the whole log; each of it is on the record', async () => {
  const first = await consult(platform.environment, auditor, (context) => lines(context, { act: 'tests.' }))
  assert.ok(first.ok && first.value.lines.length === 50 && first.value.next)
  assert.equal(first.value.lag.pending, 0)
  const shown = await consult(platform.environment, auditor, (context) => proof(context, { id: first.value.lines[0]!.id }))
  assert.ok(shown.ok && shown.value.size >= 123)
  const whole = await perform(platform.environment, auditor, verification)
  assert.ok(whole.ok && whole.value.intact, JSON.stringify(whole))
  const own = await consult(platform.environment, auditor, (context) => lines(context, { actor: 'auditor' }))
  assert.ok(own.ok)
  assert.deepEqual(own.value.lines.map((l) => l.act), ['audit.verify', 'audit.prove', 'audit.read'])
  await platform.background.settle()
  const again = await perform(platform.environment, auditor, verification)
  assert.ok(again.ok && again.value.intact)
})
