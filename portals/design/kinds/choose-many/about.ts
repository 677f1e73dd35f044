import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '选几项', group: 'choice',
  use: '可以选多个时用。题目里说清“可多选”。',
  access: '一组复选框，空格勾选；组名是题目。',
  settings: [{ at: 'options', title: '选项', as: 'options' }, { at: 'schema/minItems', title: '至少选几项', as: 'number' }, { at: 'schema/maxItems', title: '最多选几项', as: 'number' }],
  examples: [{ title: '经营项目（可多选）', ask: { options: [{ value: 'hot', label: '热食' }, { value: 'cold', label: '冷食' }, { value: 'raw', label: '生食' }] }, good: [['hot', 'raw']], bad: [{ value: ['hot', 'hot'], code: 'uniqueItems' }, { value: ['soup'], code: 'not-an-option' }] }],
})
