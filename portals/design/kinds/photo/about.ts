import { describeKind } from '../about.ts'
import { photoShape } from './shape.ts'

export const about = describeKind({
  title: '照片', group: 'papers',
  use: '证件照、现场照片：要求清楚到多少像素、多大以内。选的时候就检查，不合适的当场说明，不等到审核才退。',
  access: '按钮选文件或拍照；要求写在框上，不合要求的说清差多少；预览图有文字说明。',
  settings: [{ at: 'schema/items/properties/width/minimum', title: '至少多宽（像素）', as: 'number' }, { at: 'schema/items/properties/height/minimum', title: '至少多高（像素）', as: 'number' }, { at: 'schema/items/properties/size/minimum', title: '至少多大（字节）', as: 'number' }, { at: 'schema/items/properties/size/maximum', title: '最多多大（字节）', as: 'number' }, { at: 'schema/maxItems', title: '最多几张', as: 'number' }],
  examples: [{
    title: '证件照', schema: photoShape({ leastWidth: 295, leastHeight: 413, leastSize: 5 * 1024, mostSize: 500 * 1024 }),
    good: [[{ id: 'p1', name: '证件照.jpg', type: 'image/jpeg', size: 60_000, width: 358, height: 441 }]], bad: [{ value: [{ id: 'p1', name: '证件照.jpg', size: 60_000, width: 100, height: 140 }], code: 'minimum' }, { value: [{ id: 'p1', name: '证件照.jpg', size: 9_000_000, width: 358, height: 441 }], code: 'maximum' }, { value: [{ id: 'p1', name: '证件照.jpg', size: 60_000 }], code: 'required' }],
  }],
})
