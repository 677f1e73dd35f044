import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { Vocabulary } from '#modules/capabilities/processes/ports.ts'
import { actions } from './actions.ts'
import { outcomeNames } from './stages.ts'

/** Who acts in a process, and which post's people they are (`catalogue/roles/roles.yaml`). */
const people: Readonly<Record<string, string>> = {
  window: '窗口人员', reviewer: '审查人员', inspector: '核查员', 'site-check': '现场核查人员', expert: '评审专家', decider: '负责人', 'other-department': '其他部门', party: '当事人（签署）',
}

const actionNames: Readonly<Record<string, string>> = {
  accept: '受理', review: '审查', 'site-check': '现场核查', consult: '征求意见', 'expert-review': '专家评审', hearing: '异议核查', decide: '作出决定', extend: '审批延期', sign: '签署', done: '办完（没有结论）',
}

/** The pages on which officials act; what an item has them state besides stands in the item. */
const forms: Readonly<Record<string, string>> = {
  acceptance: '受理页', review: '审查页', 'site-check': '核查页', consult: '会签页', 'expert-review': '评审页', hearing: '异议核查页', decision: '决定页', extension: '延期审批页', signature: '签署页',
}

/** Service work that cases do by themselves. */
export const topicNames: Readonly<Record<string, string>> = {
  'issue-result': '制发结果（证照或文书）', 'issue-notice': '出具通知书', 'ask-fee': '开具缴费通知', 'extend-limit': '延长期限并告知', 'publish-notice': '发布公示', 'income-check': '家庭经济状况核对',
}

const messages: Readonly<Record<string, string>> = {
  'supplement-provided': '申请人已补正', 'correction-finished': '整改完成', 'fee-paid': '已缴费', 'tax-cleared': '已完税', objection: '收到异议', withdrawn: '申请人撤回', extend: '提请延期', 'decision-taken-back': '收回决定',
}

const variables: Readonly<Record<string, string>> = {
  decision: '受理或决定的结论', recommendation: '审查意见', comment: '办理意见', siteCheck: '要现场核查', siteCheckOutcome: '现场核查结论', siteCheckResults: '各人的核查结论', siteCheckByTwo: '现场核查由两人办', opinion: '会签意见', expertOpinion: '专家意见', publicNotice: '要公示', objectionUpheld: '异议成立',
  departments: '征求意见的部门', experts: '评审专家', parties: '签署的当事人', extensionGranted: '同意延期', assessment: '按规则算出的结果', 'assessment.value': '结果', 'assessment.rules': '用到的规则', 'assessment.on': '计算日期', fee: '收费', 'fee.due': '应缴', tax: '税', 'tax.due': '要先完税', document: '文书', licence: '证照',
  limits: '各环节天数（工作日）', 'limits.accept': '受理', 'limits.review': '审查', 'limits.siteCheck': '现场核查', 'limits.decide': '决定', 'limits.consult': '征求意见', 'limits.expert': '专家评审', 'limits.hearing': '异议核查', 'limits.supplementNotice': '补正', 'limits.correction': '整改', 'limits.payment': '缴费', 'limits.extension': '延期',
}

/** Grounds on which the statutory clock lawfully stands still (行政许可法 第四十五条). */
const pauses = ['申请人补正材料', '现场整改', '公示', '异议核查', '专家评审', '听证', '检验检测', '信息核对', '等待缴费', '等待完税']

const words = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([id, name]) => ({ id, name }))

/** What a drawing may name: posts that the province has, acts, services, messages and results of cases. */
export function vocabulary(context: Context): Vocabulary {
  const organisations = context.ask(organisationsPort)
  const posted = new Set(['party', ...Object.keys(people).filter((id) => ['window-clerk', 'reviewer', 'inspector', 'expert', 'decider', 'department-head'].some((role) => organisations.role(role)?.people.includes(id)))])
  return {
    people: words(people).filter((one) => posted.has(one.id)), topics: words(topicNames), messages: words(messages), outcomes: words(outcomeNames), variables: words(variables), pauses,
    actions: Object.entries(actions).map(([id, action]) => ({ id, name: actionNames[id] ?? id, tells: Object.keys(action.tells({ decision: '', comment: '' }))[0] ?? '', decisions: words(action.decisions).map((one) => ({ ...one, gives: action.tells({ decision: one.id, comment: '' }) })) })), forms: words(forms),
  }
}
