import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import { Submission, paperFailures, paperFormat } from '#modules/capabilities/forms/contract.ts'

const Id = Type.String({ format: 'uuid' })
const Answers = Type.Record(Type.String(), Type.Unknown())
const DivisionCode = Type.String({ pattern: '^\\d{6}(\\d{3}){0,2}$' })
const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** How far a case is, and what it is called. */
export const stageNames = {
  submitted: '待受理', supplement: '待补正', accepted: '已受理', reviewing: '审查中', 'site-check': '现场核查', correction: '待整改', consulting: '征求意见',
  'public-notice': '公示中', deciding: '待决定', payment: '待缴费', issuing: '制证中', signing: '待签署', ended: '已办结',
} as const
export type Stage = keyof typeof stageNames
export const stageName = (stage: string): string => (stageNames as Readonly<Record<string, string>>)[stage] ?? stage

export const Material = Type.Object({
  material: Type.String(), number: Type.Integer(), kind: Type.Enum(['uploaded', 'held', 'made', 'missing']), name: Type.String(),
  media: Nullable(Type.String()), size: Nullable(Type.Integer()), reference: Nullable(Type.String()), state: Type.String(), note: Nullable(Type.String()),
})
export type Material = Static<typeof Material>

/** One thing that this application needs, and how it stands. */
export const Need = Type.Object({
  id: Type.String(), name: Type.String(), source: Type.Enum(['form', 'held', 'upload']), required: Type.Boolean(), accepts: Type.Array(Type.String()), note: Nullable(Type.String()),
  /** What the state holds, when it was found. */
  held: Nullable(Type.Object({ title: Type.String(), from: Type.String(), reference: Type.String(), detail: Type.String() })),
  consented: Type.Boolean(), given: Type.Array(Material), met: Type.Boolean(),
})
export type Need = Static<typeof Need>

export const Draft = Type.Object({
  id: Type.String(), item: Type.String(), itemVersion: Type.Integer(), itemName: Type.String(), division: Type.String(), channel: Type.String(), applicantName: Type.String(), firm: Nullable(Type.String()),
  situations: Answers, answers: Answers, version: Type.Integer(), savedAt: Type.String(),
  /** JSON pointer → where the state knows it from; `register`, `field`: what to name when it is wrong there. */
  known: Type.Record(Type.String(), Type.Object({ value: Type.Unknown(), source: Type.String(), correctable: Type.Boolean(), register: Type.Optional(Type.String()), field: Type.Optional(Type.String()) })),
  needs: Type.Array(Need), facts: Answers,
  /** Reasons why this item is not for this applicant, known already. */
  obstacles: Type.Array(Type.Object({ id: Type.String(), say: Type.String(), clause: Type.String(), go: Nullable(Type.String()) })),
  /** A newer version of the item is in force: what going over to it does to what was typed, in words. */
  newer: Nullable(Type.Object({ version: Type.Integer(), words: Type.Array(Type.String()) })),
})
export type Draft = Static<typeof Draft>

export const openDraft = defineRoute({
  method: 'POST', path: '/drafts', permission: 'cases:apply', summary: '开始申请',
  input: Type.Object({ item: Type.String({ minLength: 1, maxLength: 80 }), division: DivisionCode, situations: Type.Optional(Answers) }), reply: Draft,
  failures: ['items/no-item', 'items/not-in-force', 'cases/no-office', 'identity/in-person', 'identity/not-delegated', 'cases/firm-needed', 'cases/firm-ended', 'kernel/step-up-needed'],
})
export const openCounterDraft = defineRoute({
  method: 'POST', path: '/counter/drafts', permission: 'cases:counter', summary: '窗口代办：为到场的人开始申请',
  input: Type.Object({ item: Type.String({ minLength: 1, maxLength: 80 }), identityNumber: Type.String({ minLength: 18, maxLength: 18 }), name: Type.String({ minLength: 1, maxLength: 60 }), firm: Type.Optional(Type.String()), situations: Type.Optional(Answers) }), reply: Draft,
  failures: ['items/no-item', 'cases/no-person', 'cases/no-office', 'cases/not-their-firm', 'identity/not-delegated', 'cases/firm-ended'],
})
export const readDraft = defineRoute({ method: 'GET', path: '/drafts/:id', permission: 'signed-in', summary: '读取草稿', copy: '没填完的申请', reads: 'personal', input: Type.Object({ id: Id }), reply: Draft, failures: ['cases/no-draft'] })
export const listDrafts = defineRoute({
  method: 'GET', path: '/drafts', permission: 'signed-in', summary: '我的草稿', copy: '没填完的申请', input: Type.Object({}),
  reply: Type.Object({ drafts: Type.Array(Type.Object({ id: Type.String(), item: Type.String(), itemName: Type.String(), applicantName: Type.String(), division: Type.String(), channel: Type.String(), savedAt: Type.String() })) }),
})
export const saveDraft = defineRoute({
  method: 'PUT', path: '/drafts/:id', permission: 'signed-in', summary: '保存草稿',
  input: Type.Object({ id: Id, situations: Answers, answers: Answers, version: Type.Integer() }), reply: Draft, failures: ['cases/no-draft', 'kernel/conflict', 'cases/draft-too-large'],
})
export const renewDraft = defineRoute({ method: 'POST', path: '/drafts/:id/renewal', permission: 'signed-in', summary: '草稿换到事项的新版本', repeatable: true, input: Type.Object({ id: Id, version: Type.Integer() }), reply: Draft, failures: ['cases/no-draft', 'kernel/conflict'] })
export const dropDraft = defineRoute({ method: 'DELETE', path: '/drafts/:id', permission: 'signed-in', summary: '删除草稿', input: Type.Object({ id: Id }), reply: Type.Object({}), failures: ['cases/no-draft'] })
export const uploadMaterial = defineRoute({
  method: 'POST', path: '/drafts/:id/materials/:material', permission: 'signed-in', summary: '上传材料', body: 'bytes',
  input: Type.Object({ id: Id, material: Type.String({ maxLength: 60 }), name: Type.String({ minLength: 1, maxLength: 200 }) }), reply: Material,
  failures: ['cases/no-draft', 'cases/no-material', 'materials/too-large', 'materials/wrong-type', 'materials/empty', 'materials/too-many'],
})
export const removeMaterial = defineRoute({
  method: 'DELETE', path: '/drafts/:id/materials/:material/:number', permission: 'signed-in', summary: '删除已上传的材料',
  input: Type.Object({ id: Id, material: Type.String(), number: Type.Integer() }), reply: Type.Object({}), failures: ['cases/no-draft', 'cases/no-material'],
})
export const readDraftMaterial = defineRoute({
  method: 'GET', path: '/drafts/:id/materials/:material/:number', permission: 'signed-in', summary: '打开草稿里已上传的材料', reads: 'personal',
  input: Type.Object({ id: Id, material: Type.String(), number: Type.Integer() }), reply: Type.Unknown(), failures: ['cases/no-draft', 'cases/no-material'],
})
export const consent = defineRoute({
  method: 'POST', path: '/drafts/:id/consents', permission: 'signed-in', summary: '同意使用政府已有的记录', repeatable: true,
  input: Type.Object({ id: Id, materials: Type.Array(Type.String(), { maxItems: 60 }) }), reply: Draft, failures: ['cases/no-draft'],
})
export const submit = defineRoute({
  method: 'POST', path: '/drafts/:id/submission', permission: 'signed-in', summary: '提交申请',
  /** `incomplete`: the applicant knows that something is missing and wants to be told in one notice. */
  input: Type.Object({ id: Id, incomplete: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({ case: Type.String(), number: Type.String(), next: Type.String() }),
  failures: ['forms/too-many-looks', 'cases/no-draft', 'cases/firm-ended', 'identity/not-delegated', 'cases/not-their-firm', 'identity/not-your-firm', 'cases/situations', 'cases/form-invalid', 'cases/condition', 'cases/materials-missing', 'items/not-in-force', 'kernel/step-up-needed'],
})

export const CaseSummary = Type.Object({
  id: Type.String(), number: Type.String(), item: Type.String(), itemName: Type.String(), applicantName: Type.String(), division: Type.String(), unitName: Type.String(), stage: Type.String(), stageName: Type.String(),
  outcome: Nullable(Type.String()), outcomeName: Nullable(Type.String()), turn: Type.String(), lamp: Type.String(), dueOn: Nullable(Type.String()), promiseOn: Nullable(Type.String()), workdaysLeft: Nullable(Type.Integer()), channel: Type.String(),
  submittedAt: Type.String(), endedAt: Nullable(Type.String()),
})
export type CaseSummary = Static<typeof CaseSummary>

/** A value that the official is asked to state at a task. */
export const TaskAsk = Type.Object({ name: Type.String(), title: Type.String(), kind: Type.Enum(['text', 'number', 'date', 'yes-no', 'choose']), options: Type.Array(Type.String()), unit: Nullable(Type.String()), required: Type.Boolean() })
export type TaskAsk = Static<typeof TaskAsk>

export const TaskView = Type.Object({
  id: Type.String(), name: Type.String(), action: Type.String(), people: Type.String(), unit: Type.String(), dueOn: Nullable(Type.String()), openedAt: Type.String(), mine: Type.Boolean(), batch: Type.Boolean(), givenTo: Nullable(Type.String()),
  decisions: Type.Array(Type.Object({ value: Type.String(), label: Type.String(), reasoned: Type.Boolean() })), asks: Type.Array(TaskAsk),
})

export const CaseView = Type.Object({
  ...CaseSummary.properties,
  /** Who filed it for the applicant. */
  agentName: Nullable(Type.String()), itemVersion: Type.Integer(), unit: Type.String(), windowUnit: Type.String(), acceptedAt: Nullable(Type.String()), telephone: Type.String(),
  timeline: Type.Array(Type.Object({ at: Type.String(), kind: Type.String(), who: Type.String(), text: Type.String() })),
  tasks: Type.Array(TaskView),
  /** Activities that the process offers to the office, to be chosen one by one. */
  offers: Type.Array(Type.Object({ choice: Type.String(), name: Type.String() })),
  /** What the applicant is asked for now. */
  ask: Nullable(Type.Object({ kind: Type.String(), text: Type.String(), until: Nullable(Type.String()), items: Type.Array(Type.Object({ material: Type.Optional(Type.String()), field: Type.Optional(Type.String()), say: Type.String() })) })),
  result: Nullable(Type.Object({ licences: Type.Array(Type.String()), document: Nullable(Type.String()), reason: Nullable(Type.String()), clause: Nullable(Type.String()), appeal: Nullable(Type.String()), values: Answers })),
  fee: Nullable(Type.Object({ due: Type.Number(), paid: Type.Boolean(), order: Nullable(Type.String()), basis: Type.String() })),
  pauses: Type.Array(Type.Object({ from: Type.String(), to: Nullable(Type.String()), reason: Type.String() })),
  situations: Answers, answers: Answers, materials: Type.Array(Material), facts: Answers,
  grounds: Type.Array(Type.Object({ id: Type.String(), say: Type.String(), clause: Type.String() })),
  assessment: Nullable(Answers),
  /** What the facts and the assessment's values are called. */
  names: Type.Record(Type.String(), Type.String()),
  /** What the result wrote into registers: by name, never the values. */
  written: Type.Array(Type.Object({ register: Type.String(), kind: Type.Enum(['record', 'change', 'end']), fields: Type.Array(Type.String()), at: Type.String(), law: Type.String() })),
  /** A granted result that cannot be written yet; the reason is the office's. */
  held: Nullable(Type.Object({ since: Type.String(), registers: Type.Array(Type.String()), reason: Nullable(Type.String()), mayIssue: Type.Boolean() })), canWithdraw: Type.Boolean(), canRate: Type.Boolean(), mine: Type.Boolean(),
})
export type CaseView = Static<typeof CaseView>

const Present = { identityNumber: Type.String({ minLength: 18, maxLength: 18 }), name: Type.String({ minLength: 1, maxLength: 60 }) }
const DraftLine = Type.Object({ id: Type.String(), item: Type.String(), itemName: Type.String(), applicantName: Type.String(), division: Type.String(), channel: Type.String(), savedAt: Type.String() })
export const findPresent = defineRoute({
  method: 'POST', path: '/counter/people', permission: 'cases:counter', summary: '窗口核对到场的人：单位、草稿和办件', repeatable: true, reads: 'personal', input: Type.Object(Present),
  reply: Type.Object({ name: Type.String(), identityNumber: Type.String(), firms: Type.Array(Type.Object({ creditCode: Type.String(), name: Type.String() })), drafts: Type.Array(DraftLine), cases: Type.Array(CaseSummary) }),
  failures: ['cases/no-person'],
})
export const continueDraft = defineRoute({
  method: 'POST', path: '/counter/drafts/:id/continuation', permission: 'cases:counter', summary: '窗口接着办到场的人在网上开始的草稿', repeatable: true, input: Type.Object({ id: Id, ...Present }), reply: Draft, failures: ['cases/no-draft', 'cases/no-person'],
})
export const listMyCases = defineRoute({
  method: 'GET', path: '/my/cases', permission: 'cases:apply', summary: '我的办件', copy: '办件', input: Type.Object({ offset: Type.Optional(Type.Integer({ minimum: 0 })) }),
  reply: Type.Object({ cases: Type.Array(CaseSummary), total: Type.Integer() }),
})
export const listOften = defineRoute({
  method: 'GET', path: '/often', permission: 'public', summary: '常办的事：近来申请最多的事项，先数当地的', input: Type.Object({ division: Type.Optional(DivisionCode) }),
  reply: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), summary: Type.String() })) }),
})
export const readCase = defineRoute({ method: 'GET', path: '/cases/:id', permission: 'signed-in', summary: '办件详情', copy: '办件', reads: 'personal', input: Type.Object({ id: Id }), reply: CaseView, failures: ['cases/no-case'] })
export const readMaterial = defineRoute({ method: 'GET', path: '/cases/:id/materials/:material/:number', permission: 'signed-in', summary: '查看材料', reads: 'personal', input: Type.Object({ id: Id, material: Type.String(), number: Type.Integer() }), reply: Type.Unknown(), failures: ['cases/no-case', 'cases/no-material'] })
export const readDocument = defineRoute({ method: 'GET', path: '/cases/:id/document', permission: 'signed-in', summary: '下载决定书、通知书（OFD）', reads: 'personal', input: Type.Object({ id: Id }), reply: Type.Unknown(), failures: ['cases/no-case'] })
export const provideSupplement = defineRoute({
  method: 'POST', path: '/cases/:id/supplement', permission: 'signed-in', summary: '补正',
  input: Type.Object({ id: Id, answers: Type.Optional(Answers) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/not-asked', 'cases/form-invalid', 'cases/materials-missing'],
})
export const finishCorrection = defineRoute({ method: 'POST', path: '/cases/:id/correction', permission: 'signed-in', summary: '整改完成', input: Type.Object({ id: Id, say: Type.String({ minLength: 2, maxLength: 1000 }) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/not-asked'] })
export const listCaseForms = defineRoute({
  method: 'GET', path: '/cases/:id/forms', permission: 'signed-in', summary: '申请表：提交时和补正后的', input: Type.Object({ id: Id }),
  reply: Type.Object({ forms: Type.Array(Type.Object({ number: Type.Integer(), receipt: Type.String(), at: Type.String(), digest: Type.String() })) }), failures: ['cases/no-case'],
})
export const readCaseForm = defineRoute({ method: 'GET', path: '/cases/:id/forms/:number', permission: 'signed-in', summary: '申请表：问了什么、答了什么', reads: 'personal', input: Type.Object({ id: Id, number: Type.Integer({ minimum: 1 }) }), reply: Submission, failures: ['cases/no-case', 'cases/no-form'] })
export const caseFormPaper = defineRoute({ method: 'GET', path: '/cases/:id/forms/:number/paper', permission: 'signed-in', summary: '填好的申请表（OFD 或 PDF）', reads: 'personal', input: Type.Object({ id: Id, number: Type.Integer({ minimum: 1 }), format: Type.Optional(paperFormat) }), reply: Type.Unknown(), failures: ['cases/no-case', 'cases/no-form', ...paperFailures] })
export const sendDraftFile = defineRoute({
  method: 'POST', path: '/drafts/:id/files', permission: 'signed-in', summary: '上传申请表里要的文件', body: 'bytes', input: Type.Object({ id: Id, at: Type.String({ maxLength: 200 }), name: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), size: Type.Integer() }), failures: ['cases/no-draft', 'cases/no-material', 'materials/too-large', 'materials/wrong-type', 'materials/empty', 'materials/too-many'],
})
export const draftLook = defineRoute({
  method: 'POST', path: '/drafts/:id/looks/:look', permission: 'signed-in', summary: '向登记核对一项', perMinute: 60, repeatable: true, input: Type.Object({ id: Id, look: Type.String({ maxLength: 100 }), answers: Answers }),
  reply: Type.Object({ state: Type.Enum(['holds', 'broken', 'down']), message: Type.Union([Type.String(), Type.Null()]) }), failures: ['cases/no-draft', 'forms/too-many-looks'],
})
export const uploadSupplement = defineRoute({
  method: 'POST', path: '/cases/:id/materials/:material', permission: 'signed-in', summary: '补交材料', body: 'bytes',
  input: Type.Object({ id: Id, material: Type.String({ maxLength: 60 }), name: Type.String({ minLength: 1, maxLength: 200 }) }), reply: Material,
  failures: ['cases/no-case', 'cases/not-asked', 'cases/no-material', 'materials/too-large', 'materials/wrong-type', 'materials/empty', 'materials/too-many'],
})
export const withdraw = defineRoute({ method: 'POST', path: '/cases/:id/withdrawal', permission: 'signed-in', summary: '撤回申请', input: Type.Object({ id: Id, reason: Type.String({ minLength: 2, maxLength: 500 }) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/ended'] })
export const chooseActivity = defineRoute({ method: 'POST', path: '/cases/:id/activities', permission: 'cases:decide', summary: '选办流程提供的可选环节', input: Type.Object({ id: Id, choice: Type.String({ maxLength: 200 }) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'processes/not-possible'] })
export const clearTax = defineRoute({ method: 'POST', path: '/cases/:id/tax-clearance', permission: 'cases:decide', summary: '税务部门确认税已缴清（先税后证）', input: Type.Object({ id: Id }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/not-asked'] })
export const object = defineRoute({ method: 'POST', path: '/cases/:id/objection', permission: 'cases:read', summary: '登记公示异议', input: Type.Object({ id: Id, say: Type.String({ minLength: 4, maxLength: 1000 }) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/not-asked'] })

export const queue = defineRoute({
  method: 'GET', path: '/queue', permission: 'cases:read', summary: '待办，按法定时限排序',
  input: Type.Object({ offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })), action: Type.Optional(Type.String()), lamp: Type.Optional(Type.String()) }),
  reply: Type.Object({ total: Type.Integer(), tasks: Type.Array(Type.Object({ ...TaskView.properties, case: CaseSummary })) }),
})
export const readFigures = defineRoute({
  method: 'GET', path: '/queue/figures', permission: 'cases:read', summary: '待办概况：各灯各步骤有多少', input: Type.Object({}),
  reply: Type.Object({ total: Type.Integer(), nearest: Nullable(Type.String()), groups: Type.Array(Type.Object({ lamp: Type.String(), action: Type.String(), name: Type.String(), count: Type.Integer() })) }),
})
export const listColleagues = defineRoute({
  method: 'GET', path: '/colleagues', permission: 'cases:read', summary: '本单位可以接手的同事', input: Type.Object({ people: Type.Optional(Type.String()) }),
  reply: Type.Object({ colleagues: Type.Array(Type.Object({ account: Type.String(), name: Type.String(), posts: Type.Array(Type.String()) })) }),
})
export const searchCases = defineRoute({
  method: 'GET', path: '/cases', permission: 'cases:search', summary: '查询办件',
  input: Type.Object({ text: Type.Optional(Type.String({ maxLength: 60 })), stage: Type.Optional(Type.String()), lamp: Type.Optional(Type.String()), before: Type.Optional(Type.String()), item: Type.Optional(Type.String()) }),
  reply: Type.Object({ cases: Type.Array(CaseSummary), next: Nullable(Type.String()) }),
})
const Act = Type.Object({
  decision: Type.String({ maxLength: 40 }), comment: Type.Optional(Type.String({ maxLength: 2000 })), clause: Type.Optional(Type.String({ maxLength: 200 })),
  items: Type.Optional(Type.Array(Type.Object({ material: Type.Optional(Type.String()), field: Type.Optional(Type.String()), say: Type.String({ minLength: 2, maxLength: 500 }) }), { maxItems: 50 })),
  values: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), Type.Unknown())),
})
export const completeTask = defineRoute({
  method: 'POST', path: '/tasks/:id/completion', permission: 'signed-in', summary: '办理待办', input: Type.Object({ id: Id, ...Act.properties }),
  reply: Type.Object({ case: Type.String(), stage: Type.String(), outcome: Nullable(Type.String()) }), failures: ['cases/no-task', 'cases/task-closed', 'cases/not-yours', 'cases/same-person', 'cases/own-request', 'cases/act-invalid', 'processes/not-possible'],
})
export const completeBatch = defineRoute({
  method: 'POST', path: '/tasks/completions', permission: 'cases:batch', summary: '批量办理',
  input: Type.Object({ tasks: Type.Array(Id, { minItems: 1, maxItems: 100 }), ...Act.properties }),
  reply: Type.Object({ done: Type.Array(Type.String()), left: Type.Array(Type.Object({ task: Type.String(), code: Type.String(), say: Type.String() })) }),
})
export const giveTask = defineRoute({ method: 'POST', path: '/tasks/:id/handover', permission: 'cases:read', summary: '转交待办', input: Type.Object({ id: Id, to: Type.String({ maxLength: 80 }), reason: Type.String({ minLength: 2, maxLength: 200 }) }), reply: Type.Object({}), failures: ['cases/no-task', 'cases/not-yours', 'cases/own-request', 'cases/no-colleague'] })
export const askExtension = defineRoute({ method: 'POST', path: '/cases/:id/extension', permission: 'cases:decide', summary: '申请延长时限', input: Type.Object({ id: Id, reason: Type.String({ minLength: 4, maxLength: 500 }) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/no-extension'] })
export const issueAgain = defineRoute({ method: 'POST', path: '/cases/:id/issuing', permission: 'cases:decide', summary: '登记库更正后，再次制发结果并回写', repeatable: true, input: Type.Object({ id: Id }), reply: Type.Object({}), failures: ['cases/no-case', 'cases/not-held'] })
export const takeBack = defineRoute({
  method: 'POST', path: '/cases/:id/decision-taken-back', permission: 'cases:decide', summary: '结果无法回写时，收回还没有制发的决定，重新作出决定',
  input: Type.Object({ id: Id, reason: Type.String({ minLength: 4, maxLength: 500 }) }), reply: Type.Object({ stage: Type.String() }), failures: ['cases/no-case', 'cases/not-held'],
})
export const slip = defineRoute({ method: 'GET', path: '/cases/:id/slip', permission: 'signed-in', summary: '受理单', input: Type.Object({ id: Id }), reply: Type.Object({ title: Type.String(), number: Type.String(), office: Type.String(), printedAt: Type.String(), lines: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })), materials: Type.Array(Type.String()), promise: Type.String(), query: Type.String(), qr: Type.Object({ size: Type.Number(), path: Type.String() }) }), failures: ['cases/no-case'] })

const told = Type.Object({ case: Type.String(), number: Type.String(), item: Type.String(), itemName: Type.String(), unit: Type.String(), division: Type.String(), applicant: Type.String(), agent: Type.Optional(Nullable(Type.String())), firm: Nullable(Type.String()), stage: Type.String() })
export const caseSubmitted = defineEvent('cases.submitted', 1, told)
export const caseMoved = defineEvent('cases.moved', 1, Type.Object({ ...told.properties, dueOn: Nullable(Type.String()), promiseOn: Nullable(Type.String()), lamp: Type.String(), decision: Nullable(Type.String()) }))
export const caseAsked = defineEvent('cases.asked', 1, Type.Object({ ...told.properties, kind: Type.String(), text: Type.String(), until: Nullable(Type.String()) }))
export const caseEnded = defineEvent('cases.ended', 1, Type.Object({ ...told.properties, outcome: Type.String(), lamp: Type.String(), licences: Type.Array(Type.String()) }))
export const lampChanged = defineEvent('cases.lamp-changed', 1, Type.Object({ ...told.properties, lamp: Type.String(), dueOn: Nullable(Type.String()) }))

export const failures = defineFailures({
  'cases/no-form': [404, '没有找到这份申请表'],
  'cases/no-draft': [404, '没有找到这份草稿'],
  'cases/no-case': [404, '没有找到这个办件'],
  'cases/no-task': [404, '没有找到这项待办'],
  'cases/no-material': [404, '没有这项材料'],
  'cases/no-person': [404, '人口库里没有这个人，请核对姓名和身份号码'],
  'cases/no-office': [409, '这个地方不办理这个事项'],
  'cases/firm-needed': [409, '这个事项由单位申请，请先选择您代表的单位'],
  'cases/not-their-firm': [403, '到场的人不是这家单位的法定代表人或被授权人'],
  'cases/draft-too-large': [413, '填写的内容太多'],
  'cases/situations': [400, '还有情形问题没有回答'],
  'cases/form-invalid': [400, '申请表还有需要改的地方'],
  'cases/condition': [409, '不符合办理条件'],
  'cases/materials-missing': [409, '材料还没有齐'],
  'cases/task-closed': [409, '这项待办已经有人办了'],
  'cases/not-yours': [403, '这项待办不归您办'],
  'cases/same-person': [409, '这一步须由两人分别办理，您已经办过'],
  'cases/own-request': [409, '这次延期是您提请的，须由另一位负责人审批'],
  'cases/act-invalid': [400, '办理意见需要修改'],
  'cases/not-asked': [409, '现在不需要您补充'],
  'cases/not-held': [409, '这个办件没有等待回写的结果'],
  'cases/firm-ended': [409, '这家单位已经注销，不能再申请'],
  'cases/ended': [409, '这个办件已经办结'],
  'cases/no-colleague': [404, '没有这位同事，或不在同一单位'],
  'cases/no-extension': [409, '这个办件现在不能延期'],
})
