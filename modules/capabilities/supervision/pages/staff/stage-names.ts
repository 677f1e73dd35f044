/** The steps of a case as the supervisor reads them. */
export const stageNames: Readonly<Record<string, string>> = {
  submitted: '待受理', supplement: '待补正', accepted: '已受理', reviewing: '审查中', 'site-check': '现场核查', correction: '待整改', consulting: '征求意见',
  'public-notice': '公示中', deciding: '待决定', payment: '待缴费', issuing: '制证中', signing: '待签署', ended: '已办结',
}
