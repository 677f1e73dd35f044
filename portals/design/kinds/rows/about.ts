import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '多行（每行一组）', group: 'many',
  use: '同样的几个问题要答多次：家庭成员、从业人员、股东。每一列也是一个问题，可以有自己的条件和算式。',
  access: '每行一组，有“移除”；添加后焦点到新行，移除后念出移除了哪一行。',
  settings: [{ at: 'columns', title: '列', as: 'columns' }, { at: 'schema/minItems', title: '至少几行', as: 'number' }, { at: 'schema/maxItems', title: '最多几行', as: 'number' }],
  examples: [{ title: '从业人员', ask: { columns: ['name', 'post'] }, schema: { type: 'array', maxItems: 3, items: { type: 'object', required: ['name'], properties: { name: { type: 'string', title: '姓名', format: 'person-name' }, post: { type: 'string', title: '岗位' } } } }, good: [[{ name: '王小明', post: '厨师' }]], bad: [{ value: [{ post: '厨师' }], code: 'required' }, { value: '王小明', code: 'type' }] }],
})
