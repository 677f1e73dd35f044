import type { Bank } from './contract.ts'

/** The demonstration's bank: honours everything and numbers its receipts by the pay code, so a repeated request gets the same one. */
export const pretendBank: Bank = {
  collect: async (payCode, amount) => (amount > 0 ? { ok: true, receipt: `演示回单-${payCode}` } : { ok: false, reason: '金额不对' }),
}
