import { describeKind, BOUNDS } from '../about.ts'

export const about = describeKind({
  title: '金额（大小写）', group: 'figures',
  use: '合同、欠条、缴款书上的金额：填小写，大写由它写出，核对、给工作人员看和打印时两样都在。',
  access: '只填一次小写；大写是会被念出的输出，填错一位听得出来。',
  settings: BOUNDS,
  examples: [{ title: '合同金额', good: [0, 107000.53, 1e12], bad: [{ value: -1, code: 'minimum' }, { value: 1.234, code: 'kind' }] }],
})
