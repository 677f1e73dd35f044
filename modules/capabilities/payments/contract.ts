import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'

const Id = Type.String({ format: 'uuid' })
export const Order = Type.Object({ id: Type.String(), payCode: Type.String(), title: Type.String(), basis: Type.String(), amount: Type.Number(), state: Type.Enum(['due', 'paid', 'cancelled']), payer: Type.String(), receipt: Type.Union([Type.String(), Type.Null()]), paidAt: Type.Union([Type.String(), Type.Null()]), case: Type.String() })

export const readOrder = defineRoute({ method: 'GET', path: '/payments/:id', permission: 'signed-in', summary: '缴费单', input: Type.Object({ id: Id }), reply: Order, failures: ['payments/no-order'] })
export const payOrder = defineRoute({ method: 'POST', path: '/payments/:id/payment', permission: 'signed-in', summary: '缴费（演示银行）', repeatable: true, input: Type.Object({ id: Id }), reply: Order, failures: ['payments/no-order', 'payments/bank-refused'] })

export const orderPaid = defineEvent('payments.paid', 1, Type.Object({ order: Type.String(), case: Type.String(), amount: Type.Number() }))

export type NewOrder = { readonly title: string; readonly basis: string; readonly amount: number; readonly payer: string; readonly payerName: string; readonly unit: string; readonly division: string; readonly case: string }
export type CaseOrder = { readonly id: string; readonly state: 'due' | 'paid' | 'cancelled'; readonly amount: number }
export type Payments = {
  readonly open: (order: NewOrder) => Promise<{ id: string; payCode: string }>
  /** Orders of a case, the newest first. */
  readonly ofCase: (caseId: string) => Promise<readonly CaseOrder[]>
  readonly cancelOf: (caseId: string) => Promise<void>
}

/** The bank at the other side of the payment port. In the demonstration it is a pretend one that always honours. */
export type Bank = { readonly collect: (payCode: string, amount: number) => Promise<{ ok: true; receipt: string } | { ok: false; reason: string }> }

export const failures = defineFailures({
  'payments/no-order': [404, '没有这张缴费单'],
  'payments/bank-refused': [409, '银行没有受理这笔缴费'],
})
