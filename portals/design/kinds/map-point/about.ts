import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '地图上的点', group: 'places',
  use: '没有门牌的地方：野外的井、林地、事故地点。填经纬度，或在示意图上点。有门牌的用“地址和地图点”。',
  access: '经度、纬度可以直接输入；示意图也能用按钮移动、放大，再取十字处的位置，不用鼠标。',
  examples: [{ title: '取水口位置', good: [{ longitude: 125.3245, latitude: 43.8868 }], bad: [{ value: { longitude: 43.8868, latitude: 125.3245 }, code: 'minimum' }, { value: { longitude: 116.4, latitude: 39.9 }, code: 'kind' }, { value: { longitude: 125.3 }, code: 'required' }] }],
})
