/** What acts are called for a person who reads them; an act that is not listed is shown by its code. */
const acts: Readonly<Record<string, string>> = {
  'registers.read': '读取登记信息', 'registers.sought': '查找登记信息（没有找到）', 'forms.look': '向登记核对', 'identity.sign-in': '登录', 'identity.sign-in-failed': '登录失败', 'identity.register': '实名注册', 'identity.act-for': '选择代表的单位', 'identity.act-in': '选择办事的岗位',
  'organisations.joined': '办理入职', 'organisations.reorganisation-planned': '拟订机构调整', 'organisations.reorganisation-confirmed': '复核机构调整', 'organisations.reorganisation-withdrawn': '撤销机构调整', 'organisations.reorganised': '执行机构调整', 'cases.unit-merged': '办件随机构调整转接', 'seals.unit-merged': '印章随机构调整注销', 'organisations.placed': '增加岗位', 'organisations.moved': '办理调岗', 'organisations.post-ended': '办理离岗', 'organisations.left': '办理离职', 'organisations.member-read': '查看人员', 'organisations.duty-given': '授予职责', 'organisations.give-refused': '授权被拒绝', 'organisations.duty-taken': '收回职责', 'organisations.duty-confirmed': '复核职责', 'identity.connection-opened': '登记要接入的系统', 'identity.connection-approved': '批准接入系统', 'identity.connection-refused': '拒绝接入系统', 'identity.connection-suspended': '停用接入系统', 'identity.logout-told': '通知系统退出登录', 'identity.session-ended': '让别处的登录退出', 'identity.passkey-added': '添加通行密钥', 'identity.passkey-removed': '删除通行密钥', 'identity.certificate-added': '登记数字证书', 'identity.certificate-removed': '停用数字证书', 'identity.consent-withdrawn': '撤回对系统的同意', 'identity.password-changed': '修改密码', 'identity.password-refused': '修改密码时旧密码不对', 'identity.recovery-given': '发登录码', 'identity.claims-told': '登录时告知系统', 'cases.given-back': '退回本单位待办', 'identity.authorise': '授权代办', 'identity.withdraw-authorisation': '结束授权', 'accounts.copy': '下载个人信息副本', 'messages.mail-set': '登记收消息的邮箱', 'messages.mail-refused': '邮箱验证码不对', 'messages.mail-dropped': '不再用邮箱收消息',
  'licences.issue': '签发证照', 'licences.issue-letter': '签发文书', 'licences.read': '查看证照', 'licences.view': '查看证照图样', 'licences.download': '下载证照', 'licences.show': '出示证照', 'licences.copy': '生成加注件', 'licences.check-shown': '扫码核验证照',
  'licences.held': '办事时核对证照', 'licences.list': '查看自己的证照', 'licences.search': '查找证照', 'licences.suspend': '暂扣证照', 'licences.restore': '解除暂扣', 'licences.revoke': '撤销证照', 'licences.cancel': '注销证照',
  'cases.open-draft': '开始申请', 'cases.read-draft': '打开草稿', 'cases.drop-draft': '删除草稿', 'cases.continue-draft': '窗口接着办草稿', 'cases.find-present': '窗口核对到场的人', 'cases.consent': '同意使用已有记录', 'cases.upload': '上传材料', 'cases.submit': '提交申请',
  'cases.read': '查看办件', 'cases.search': '按姓名或编号查找办件', 'cases.read-material': '查看材料', 'cases.read-document': '下载文书', 'cases.accept': '受理审查', 'cases.review': '审查', 'cases.site-check': '现场核查', 'cases.consult': '征求意见', 'cases.expert-review': '专家评审', 'cases.hearing': '审查异议',
  'cases.decide': '作出决定', 'cases.extend': '审批延期', 'cases.sign': '签署', 'cases.handover': '转交待办', 'identity.stand-in': '安排代办', 'cases.hold-result': '结果等待回写', 'cases.issue-again': '重新出具结果', 'cases.decision-taken-back': '收回未制发的决定', 'cases.choose': '选择要办的环节',
  'payments.pay': '缴费', 'ratings.rate': '评价', 'ratings.reply': '答复差评', 'items.claim': '认领事项', 'items.draft': '保存事项修改稿', 'items.publish': '发布事项', 'registers.write': '回写登记信息', 'identity.step-up-asked': '请求验证码', 'identity.face-asked': '请求刷脸核验', 'demonstration.record': '补一条演示记录',
  'seals.freeze': '冻结印章', 'seals.restore': '解除印章冻结', 'seals.cancel': '注销印章', 'seals.replace': '重新制章', 'demonstration.move-clock': '拨动演示时钟', 'audit.read': '查阅审计日志', 'audit.verify': '核验审计日志', 'audit.prove': '取得存在证明',
  'processes.read': '查看流程实例', 'processes.retry': '重试失败的自动环节', 'processes.retry-cause': '批量重试', 'processes.relocate': '环节调整', 'processes.cancel': '作废流程', 'processes.draft': '保存流程修改稿', 'processes.draft-dropped': '放弃流程修改稿', 'processes.publish': '发布流程版本', 'processes.withdraw': '停用流程版本',
  'processes.rehearse': '演练版本迁移', 'processes.migrate': '执行版本迁移', 'processes.migration-stopped': '停下版本迁移',
}

const registers: Readonly<Record<string, string>> = {
  people: '人口信息', 'legal-persons': '法人信息', marriages: '婚姻登记', 'driving-licences': '驾驶人信息', vehicles: '机动车登记', 'real-estate': '不动产登记', income: '收入核对', 'social-insurance': '社会保险', bans: '禁业信息',
}

const others: Readonly<Record<string, string>> = { case: '办件', draft: '没填完的申请', material: '申请材料', payment: '缴费单', payments: '缴费单', rating: '评价', task: '待办', item: '事项', seal: '印章', process: '流程', 'process-instance': '流程实例' }

const purposes: Readonly<Record<string, string>> = { approval: '办理申请', 'benefit-check': '核对救助条件', 'sign-in': '登录核验身份', self: '本人查看' }

export const actName = (act: string): string => acts[act] ?? act
/** `approval:普通护照首次申请` → 办理申请：普通护照首次申请 */
export function purposeName(purpose: string | null): string | null {
  const [kind, ...rest] = (purpose ?? '').split(':')
  return purpose === null ? null : [purposes[kind!] ?? kind, ...rest].join('：')
}

/** What was looked at, from the object's first part. */
export function objectName(object: string): string {
  const kind = object.split('/')[0]!
  if (kind === 'licence' || kind === 'licences') return '证照'
  return registers[kind] ?? others[kind] ?? '账号信息'
}
