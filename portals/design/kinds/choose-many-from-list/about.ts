import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '从长列表选几项', group: 'choice',
  use: '可选的有十几项以上、可以选多个：输入几个字找到它，选中的列在下面。十项以内用“选几项”全部摆开。',
  access: '带候选列表的文本框，上下键和回车可选；选中的每一项有“移除”，加上和移除都会念出。',
  settings: [{ at: 'options', title: '选项', as: 'options' }, { at: 'schema/minItems', title: '至少选几项', as: 'number' }, { at: 'schema/maxItems', title: '最多选几项', as: 'number' }],
  examples: [{ title: '销售的食品类别（可多选）', ask: { options: ['粮食制品', '食用油', '调味品', '肉制品', '乳制品', '饮料', '方便食品', '饼干', '罐头', '冷冻饮品', '速冻食品', '薯类和膨化食品', '糖果', '茶叶', '酒类', '蔬菜制品', '水果制品', '蛋制品', '水产制品', '豆制品'].map((label) => ({ value: label, label })) }, good: [['饮料', '茶叶']], bad: [{ value: ['饮料', '饮料'], code: 'uniqueItems' }, { value: ['服装'], code: 'not-an-option' }] }],
})
