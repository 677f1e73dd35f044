import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '地块边界', group: 'places',
  use: '宗地、林地、养殖区的范围：按顺序标出拐点，面积自动算出。有测绘成果的，另附坐标文件。',
  access: '每个点都在列表里，经纬度可以输入、插入、移除；示意图上点、拖只是捷径，也能用按钮移动后取十字处的位置。面积是会被念出的输出。',
  settings: [{ at: 'schema/maxItems', title: '最多几个点', as: 'number' }],
  examples: [{ title: '养殖区范围', good: [[{ longitude: 125.32, latitude: 43.88 }, { longitude: 125.33, latitude: 43.88 }, { longitude: 125.33, latitude: 43.89 }, { longitude: 125.32, latitude: 43.89 }]], bad: [{ value: [{ longitude: 125.32, latitude: 43.88 }, { longitude: 125.33, latitude: 43.88 }], code: 'kind' }, { value: [{ longitude: 125.32, latitude: 43.88 }, { longitude: 125.33, latitude: 43.89 }, { longitude: 125.33, latitude: 43.88 }, { longitude: 125.32, latitude: 43.89 }], code: 'kind' }, { value: [{ longitude: 125.32 }], code: 'required' }] }],
})
