import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '收款账户', group: 'figures',
  use: '补贴、退款打到哪里：户名、开户银行、账号一起问。只要账号的用“银行账号”。',
  access: '三个各有名字的文本框，合成一组；账号每四位一隔。',
  examples: [{ title: '补贴收款账户', good: [{ holder: '王小明', bank: '中国建设银行长春南关支行', account: '6222020000000000000' }], bad: [{ value: { holder: '王小明', bank: '中国建设银行长春南关支行' }, code: 'required' }, { value: { holder: '王小明', bank: '我的卡号', account: '6222020000000000000' }, code: 'kind' }, { value: { holder: '王小明', bank: '中国建设银行', account: 'abc' }, code: 'format' }] }],
})
