import { defineModule, handle, provide } from '@xiangyun/kernel/modules'
import { failures, orderPaid, payOrder, readOrder } from './contract.ts'
import type { Bank } from './contract.ts'
import * as own from './payments.ts'
import { paymentsPort } from './port.ts'

/** The bank comes from outside. */
export const payments = (bank: Bank) => defineModule({
  name: 'payments', tier: 'capabilities', title: '线上非税支付', requires: ['organisations'], failures,
  permissions: { 'payments:collect': 'Collect a fee from somebody present at the counter' },
  publishes: [orderPaid], tables: ['order', 'entry'],
  routes: [handle(readOrder, own.readOrder), handle(payOrder, (context, input) => own.payOrder(context, bank, input))],
  provides: [provide(paymentsPort, own.paymentsOn)],
})
