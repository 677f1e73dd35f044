import type { Issue, IssuingUnit } from './contract.ts'

/** A made-up office and orders to it, for tests and screens. */
export const office: IssuingUnit = { id: 'market-supervision@220102', name: '长春市南关区市场监督管理局', creditCode: '11220102TT00000018', division: '220102' }

export const foodLicence = (changes: Partial<Issue> = {}): Issue => ({
  type: 'food-business-licence', unit: office, seal: 'food-business-permission', operator: 'approver',
  holder: { kind: 'firm', key: '91220102MAYY000016', name: '南关区𠮷㛃小馆' },
  fields: [
    { label: '经营者名称', value: '南关区𠮷㛃小馆' }, { label: '统一社会信用代码', value: '91220102MAYY000016' }, { label: '法定代表人（负责人）', value: '王静' },
    { label: '住所', value: '吉林省长春市南关区人民大街 0001 号' }, { label: '经营场所', value: '吉林省长春市南关区人民大街 0001 号' }, { label: '主体业态', value: '餐饮服务经营者' },
    { label: '经营项目', value: '热食类食品制售、冷食类食品制售、自制饮品制售' }, { label: '投诉举报电话', value: '12315' },
  ],
  values: { licenceForm: 2 }, validFrom: '2026-03-02', validUntil: '2031-03-01', issuedOn: '2026-03-02', case: 'case-1', item: 'food-business-licence', ...changes,
})
