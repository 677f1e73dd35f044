import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '地址和地图点', group: 'places',
  use: '要派人上门、要核对位置时用：地址之外再记一个经纬度点。',
  access: '地图点可以不用鼠标：经度、纬度也能直接输入。',
  examples: [{ title: '经营场所', good: [{ division: '220102001001', detail: '人民大街1号' }, { division: '220102001001', detail: '人民大街1号', longitude: 125.32, latitude: 43.88 }], bad: [{ value: { division: '220102001001', detail: '1号', longitude: 300 }, code: 'maximum' }] }],
})
