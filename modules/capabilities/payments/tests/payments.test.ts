import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Result } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { perform, systemWork } from '@xiangyun/kernel/platform'
import type { Actor } from '@xiangyun/kernel/permissions'
import { organisations } from '#modules/data/organisations/module.ts'
import { official, person, testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import type { Bank } from '../contract.ts'
import { payments } from '../module.ts'
import { payOrder, readOrder } from '../payments.ts'
import { paymentsPort } from '../port.ts'

let platform: TestPlatform
let asked = 0
let honours = true
const bank: Bank = {
  async collect(payCode) {
    asked++
    return honours ? { ok: true, receipt: `回单-${payCode}` } : { ok: false, reason: '余额不足' }
  },
}
before(async () => { platform = await testPlatform([organisations, payments(bank)]) })
after(() => platform.end())

const payer = person('payer-1', '229901199001011239')
const window = official('government-service@220102', ['payments:collect'], 'window-clerk.government-service.220102')
const as = <T>(actor: Actor, act: (context: Context) => Promise<Result<T>>) => perform(platform.environment, actor, act)
const pay = (actor: Actor, id: string) => as(actor, (context) => payOrder(context, bank, { id }))
const order = (amount: number, of = payer.id) => systemWork(platform.environment)((context) => context.ask(paymentsPort).open({ title: '不动产登记费', basis: '发改价格规〔2016〕2559号', amount, payer: of, payerName: '王静', unit: 'natural-resources@220102', division: '220102', case: context.ids.next() }))
const entries = (id: string) => platform.environment.database.rows<{ account: string; amount_fen: number }>(sql`select account, amount_fen from payments.entry where order_id = ${id} order by account`)
const code = <T>(result: Result<T>) => (result.ok ? 'ok' : result.code)

test('whatever the amount, what a payment moves sums to zero, to the fen', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 10_000_000 }), async (fen) => {
    const { id } = await order(fen / 100)
    const paid = await pay(payer, id)
    assert.ok(paid.ok && paid.value.amount === fen / 100)
    const moved = await entries(id)
    assert.deepEqual(moved.map((e) => e.amount_fen), [-fen, fen])
  }), { numRuns: 40 })
})
test('paid twice, also at once, costs once and is one receipt', async () => {
  const { id } = await order(80)
  asked = 0
  const answers = await Promise.all([pay(payer, id), pay(payer, id), pay(payer, id)])
  assert.deepEqual(new Set(answers.map((a) => a.ok && a.value.receipt)).size, 1)
  assert.equal(asked, 1)
  assert.equal((await entries(id)).length, 2)
})
test('a payment the bank refuses moves nothing and may be tried again', async () => {
  const { id } = await order(80)
  honours = false
  assert.equal(code(await pay(payer, id)), 'payments/bank-refused')
  honours = true
  assert.deepEqual(await entries(id), [])
  assert.equal(code(await pay(payer, id)), 'ok')
})
test('an order of a case that was given up is nobody’s to pay', async () => {
  const { id } = await order(80)
  const { case_id: owner } = (await platform.environment.database.one<{ case_id: string }>(sql`select case_id from payments."order" where id = ${id}`))!
  await systemWork(platform.environment)((context) => context.ask(paymentsPort).cancelOf(owner))
  assert.equal(code(await pay(payer, id)), 'payments/no-order')
})
test('only the payer, the firm they act for and the window of the place see and pay an order', async () => {
  const { id } = await order(80)
  const others = [person('payer-2', '229901199001011255'), official('government-service@220103', ['payments:collect']), official('government-service@220102', [])]
  for (const other of others) {
    assert.equal(code(await as(other, (context) => readOrder(context, { id }))), 'payments/no-order')
    assert.equal(code(await pay(other, id)), 'payments/no-order')
  }
  assert.equal(code(await pay(window, id)), 'ok')
  const ofFirm = await order(80, '91220101MA0000000X')
  assert.equal(code(await pay(person('payer-3', '229901199001011271', '91220101MA0000000X'), ofFirm.id)), 'ok')
})
test('entries can be neither changed nor deleted by the application', async () => {
  await assert.rejects(platform.environment.database.run(sql`update payments.entry set amount_fen = 1`), /permission denied/)
  await assert.rejects(platform.environment.database.run(sql`delete from payments.entry`), /permission denied/)
})
