import { defineKind } from '../kind.ts'

type Account = { readonly bank?: string; readonly account?: string; readonly holder?: string }

/** Where money is paid to. */
export const accountWithBank = defineKind({
  schema: {
    type: 'object', required: ['holder', 'bank', 'account'], additionalProperties: false,
    properties: { holder: { type: 'string', minLength: 2, maxLength: 100 }, bank: { type: 'string', minLength: 4, maxLength: 100 }, account: { type: 'string', format: 'bank-account' } },
  },
  must: [{ must: 'value.bank = null or matches(value.bank, "银行|信用社|信用合作|邮储|农信")', say: '里的开户银行要写全称，如“中国建设银行长春南关支行”' }],
  name: 'account-with-bank',
  words: ({ bank, account, holder }: Account) => `${bank ?? ''} ${(account ?? '').replace(/(.{4})(?=.)/g, '$1 ')}（户名：${holder ?? ''}）`,
})
