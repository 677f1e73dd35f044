import { fail, ok } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { orderPaid } from './contract.ts'
import type { Bank, NewOrder, Payments } from './contract.ts'
import { payCode } from './pay-code.ts'

type Row = { id: string; pay_code: string; title: string; basis: string; amount_fen: number; state: 'due' | 'paid' | 'cancelled'; payer: string; payer_name: string; unit: string; division: string; case_id: string; receipt: string | null; paid_at: Date | null }

const view = (row: Row) => ({ id: row.id, payCode: row.pay_code, title: row.title, basis: row.basis, amount: row.amount_fen / 100, state: row.state, payer: row.payer_name, receipt: row.receipt, paidAt: row.paid_at?.toISOString() ?? null, case: row.case_id })

export function paymentsOn(context: Context): Payments {
  return {
    async open(order: NewOrder) {
      const id = context.ids.next()
      const code = payCode(order.division, localDate(context.now), id)
      await context.db.run(sql`insert into payments."order" (id, pay_code, title, basis, amount_fen, state, payer, payer_name, unit, division, case_id, opened_at)
        values (${id}, ${code}, ${order.title}, ${order.basis}, ${Math.round(order.amount * 100)}, 'due', ${order.payer}, ${order.payerName}, ${order.unit}, ${order.division}, ${order.case}, ${context.now})`)
      return { id, payCode: code }
    },
    ofCase: async (caseId) => (await context.db.rows<{ id: string; state: Row['state']; amount_fen: number }>(sql`select id, state, amount_fen from payments."order" where case_id = ${caseId} order by id desc`)).map((row) => ({ id: row.id, state: row.state, amount: row.amount_fen / 100 })),
    cancelOf: async (caseId) => { await context.db.run(sql`update payments."order" set state = 'cancelled' where case_id = ${caseId} and state = 'due'`) },
  }
}

/** The payer's own order, or one that a window of the case's place collects for somebody present. */
async function find(context: Context, id: string, lock: boolean): Promise<Row | undefined> {
  const row = await context.db.one<Row>(lock ? sql`select * from payments."order" where id = ${id} for update` : sql`select * from payments."order" where id = ${id}`)
  if (!row) return undefined
  const { actor } = context
  const isPayer = actor.kind === 'person' && (row.payer === actor.id || row.payer === actor.traits['firm'] || row.payer === actor.traits['principal'])
  const isOfPlace = context.ask(organisationsPort).path(row.division).some((d) => d.code === actor.traits['division'])
  return isPayer || (actor.kind === 'official' && actor.permissions.has('payments:collect') && isOfPlace) ? row : undefined
}

export async function readOrder(context: Context, { id }: { id: string }) {
  const row = await find(context, id, false)
  return row ? ok(view(row)) : fail('payments/no-order')
}

/** Collects a due order at the bank; a paid one is answered as it is, so a second click costs nothing. */
export async function payOrder(context: Context, bank: Bank, { id }: { id: string }) {
  const row = await find(context, id, true)
  if (!row || row.state === 'cancelled') return fail('payments/no-order')
  if (row.state === 'paid') return ok(view(row))
  const collected = await bank.collect(row.pay_code, row.amount_fen / 100)
  if (!collected.ok) return fail('payments/bank-refused', collected.reason)
  const paid: Row = { ...row, state: 'paid', receipt: collected.receipt, paid_at: context.now }
  await context.db.run(sql`update payments."order" set state = 'paid', receipt = ${paid.receipt}, paid_at = ${paid.paid_at} where id = ${id}`)
  await context.db.run(sql`insert into payments.entry (order_id, account, amount_fen, at) values (${id}, ${`payer/${row.payer}`}, ${-row.amount_fen}, ${context.now}), (${id}, 'treasury/collection', ${row.amount_fen}, ${context.now})`)
  context.emit(orderPaid, { order: id, case: row.case_id, amount: row.amount_fen / 100 })
  context.audit({ act: 'payments.pay', object: `order/${id}`, detail: { amount: row.amount_fen / 100 } })
  return ok(view(paid))
}
