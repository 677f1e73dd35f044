import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '不动产单元号', group: 'places',
  use: '不动产权证书上的 28 位单元号：宗地 19 位，定着物 9 位。',
  access: '自动转大写、去空格；离开后按证书的分段显示，念起来也分段。',
  examples: [{ title: '不动产单元号', good: ['220102001002GB00001F00010001', '220102001002JC00018W00000000'], bad: [{ value: '220102001002GB00001F0001000', code: 'kind' }, { value: '220102001002GB00001X00010001', code: 'kind' }] }],
})
