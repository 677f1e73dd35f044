import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '表格（带合计）', group: 'many',
  use: '行多、每行短的数据：设备清单、费用明细、持股比例。指定的列自动合计。每行内容长的用“多行（每行一组）”。',
  access: '真表格，行头列头念得出；回车到下一行（末行就加一行），上下键换行，左右键到边上换列；窄屏每行变成一张卡片。',
  settings: [{ at: 'columns', title: '列', as: 'columns' }, { at: 'accepts', title: '合计哪几列', as: 'words', from: 'columns', hint: '只有数字和金额的列能合计' }, { at: 'schema/minItems', title: '至少几行', as: 'number' }, { at: 'schema/maxItems', title: '最多几行', as: 'number' }],
  examples: [{
    title: '主要设备', ask: { accepts: ['number', 'amount'], columns: [{ name: 'name', title: '名称' }, { name: 'number', title: '台数', kind: 'number' }, { name: 'amount', title: '金额', kind: 'money' }] },
    schema: { type: 'array', maxItems: 50, items: { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 50 }, number: { type: 'integer', minimum: 1 }, amount: { type: 'number', minimum: 0 } } } },
    good: [[{ name: '冷藏柜', number: 2, amount: 6400.5 }, { name: '消毒柜', number: 1, amount: 1200 }]], bad: [{ value: [{ number: 2 }], code: 'required' }, { value: [{ name: '冷藏柜', number: 0 }], code: 'minimum' }, { value: '冷藏柜', code: 'type' }],
  }],
})
