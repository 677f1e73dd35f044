/** What acts are called for a person who reads them; an act that is not listed is shown by its code. */
const acts: Readonly<Record<string, string>> = {
  'registers.read': '读取登记信息', 'identity.sign-in': '登录', 'identity.sign-in-failed': '登录失败', 'identity.register': '实名注册', 'identity.act-for': '选择代表的单位', 'identity.authorise': '授权代办', 'identity.withdraw-authorisation': '撤回授权',
  'licences.issue': '签发证照', 'licences.issue-letter': '签发文书', 'licences.read': '查看证照', 'licences.view': '查看证照图样', 'licences.download': '下载证照', 'licences.show': '出示证照', 'licences.check-shown': '扫码核验证照',
  'licences.held': '办事时核对证照', 'licences.list': '查看自己的证照', 'licences.search': '查找证照', 'licences.suspend': '暂扣证照', 'licences.restore': '解除暂扣', 'licences.revoke': '撤销证照', 'licences.cancel': '注销证照',
  'seals.freeze': '冻结印章', 'seals.restore': '解除印章冻结', 'seals.cancel': '注销印章', 'seals.replace': '重新制章', 'demonstration.move-clock': '拨动演示时钟', 'audit.read': '查阅审计日志', 'audit.verify': '核验审计日志', 'audit.prove': '取得存在证明',
}

const registers: Readonly<Record<string, string>> = {
  people: '人口信息', 'legal-persons': '法人信息', marriages: '婚姻登记', 'driving-licences': '驾驶人信息', vehicles: '机动车登记', 'real-estate': '不动产登记', income: '收入核对', 'social-insurance': '社会保险', bans: '禁业信息',
}

const purposes: Readonly<Record<string, string>> = { approval: '办理申请', 'benefit-check': '核对救助条件', 'sign-in': '登录核验身份' }

export const actName = (act: string): string => acts[act] ?? act
export const purposeName = (purpose: string | null): string | null => (purpose === null ? null : purposes[purpose] ?? purpose)

/** What was looked at, from the object's first part. */
export function objectName(object: string): string {
  const kind = object.split('/')[0]!
  if (kind === 'licence' || kind === 'licences') return '证照'
  if (kind === 'case') return '办件'
  return registers[kind] ?? '账号信息'
}
