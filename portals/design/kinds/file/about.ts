import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '上传文件', group: 'papers',
  use: '表里要附的文件。事项的申请材料另有清单，不用在表里再问。',
  access: '按钮选文件或拍照，拖放只是捷径；进度和失败都有文字。',
  settings: [{ at: 'accepts', title: '收哪些文件', as: 'words', from: 'files', hint: '一样都不选，就收 PDF 文件和照片' }, { at: 'schema/maxItems', title: '最多几个', as: 'number' }],
  examples: [{ title: '平面图', ask: { accepts: ['pdf', 'image'] }, good: [[{ id: 'f1', name: '平面图.pdf', type: 'application/pdf', size: 1024 }]], bad: [{ value: [{ id: 'f1' }], code: 'required' }, { value: 'f1', code: 'type' }] }],
})
