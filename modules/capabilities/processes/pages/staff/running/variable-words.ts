/** What the standard processes know, as people say it; what an item adds keeps the name that it was given. */
const names: Readonly<Record<string, string>> = {
  decision: '受理或决定的结论', recommendation: '审查意见', comment: '办理意见', siteCheck: '要现场核查', siteCheckOutcome: '现场核查结论', siteCheckResults: '各人的核查结论', siteCheckByTwo: '现场核查由两人办', opinion: '会签意见', expertOpinion: '专家意见', publicNotice: '要公示', objectionUpheld: '异议成立',
  departments: '征求意见的部门', experts: '评审专家', parties: '签署的当事人', assessment: '按规则算出的结果', fee: '收费', 'fee.due': '应缴', tax: '税', 'tax.due': '要先完税', document: '文书', licence: '证照', extensionGranted: '同意延期',
  limits: '各环节天数（工作日）', 'limits.accept': '受理', 'limits.review': '审查', 'limits.siteCheck': '现场核查', 'limits.decide': '决定', 'limits.consult': '征求意见', 'limits.expert': '专家评审', 'limits.hearing': '听证', 'limits.supplementNotice': '补正', 'limits.correction': '整改', 'limits.payment': '缴费', 'limits.extension': '延期',
  'assessment.value': '结果', 'assessment.rules': '用到的规则', 'assessment.on': '计算日期',
}

export const variableName = (path: readonly string[]): string => names[path.join('.')] ?? path.at(-1) ?? ''
