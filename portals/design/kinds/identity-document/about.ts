import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '身份证件', group: 'people',
  use: '可能不是居民身份证的人：选证件种类，再填号码，按种类核对。只收居民身份证的用“公民身份号码”。',
  access: '一个下拉框和一个文本框，各有名字；号码的写法随种类在框上说明。读回时中间遮住。',
  examples: [{ title: '经办人证件', good: [{ type: '111', number: '229901199003077771' }, { type: '516', number: 'H01234567' }, { type: '414', number: 'E12345678' }], bad: [{ value: { type: '111', number: '229901199003077770' }, code: 'kind' }, { value: { type: '516', number: 'A01234567' }, code: 'kind' }, { value: { type: '111' }, code: 'required' }, { value: { type: '999', number: '1' }, code: 'enum' }] }],
})
