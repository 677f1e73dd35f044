import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import { AskableRegisters } from '#modules/data/registers/contract.ts'

const Id = Type.String({ format: 'uuid' })
const Key = Type.String({ pattern: '^[a-z0-9-]{6,40}$' })
const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Answers = Type.Record(Type.String(), Type.Unknown())
const Problem = Type.Object({ at: Type.String(), code: Type.String(), message: Type.String() })
const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 }))

/** draft: never published · open · paused: for a while, drafts stay · closed: for good, drafts can still be read. */
export const CollectionState = Type.Enum(['draft', 'open', 'paused', 'closed'])
export type CollectionState = Static<typeof CollectionState>
/** anyone: without signing in · person: signed in by real name. */
export const Audience = Type.Enum(['anyone', 'person'])

const Row = Type.Object({ key: Type.String(), title: Type.String(), state: CollectionState, audience: Audience, version: Nullable(Type.Integer()), submissions: Type.Integer(), closesOn: Nullable(Type.String()), changedAt: Type.String() })
export const Collection = Type.Object({
  key: Type.String(), title: Type.String(), unitName: Type.String(), state: CollectionState, audience: Audience, closesOn: Nullable(Type.String()), source: Type.Unknown(), revision: Type.Integer(),
  versions: Type.Array(Type.Object({ number: Type.Integer(), note: Type.String(), by: Type.String(), at: Type.String(), source: Type.Unknown() })), submissions: Type.Integer(), problems: Type.Array(Problem),
})
export type Collection = Static<typeof Collection>

const failuresOfOffice = ['forms/no-form']

export const listCollections = defineRoute({ method: 'GET', path: '/collections', permission: 'forms:read', summary: '本单位的填报表', input: Type.Object({ page: Page }), reply: Type.Object({ collections: Type.Array(Row), total: Type.Integer() }) })
export const addCollection = defineRoute({
  method: 'POST', path: '/collections', permission: 'forms:design', summary: '新建填报表', input: Type.Object({ title: Type.String({ minLength: 2, maxLength: 60 }), from: Type.Optional(Key) }), reply: Type.Object({ key: Type.String() }), failures: failuresOfOffice,
})
export const readCollection = defineRoute({ method: 'GET', path: '/collections/:key', permission: 'forms:read', summary: '填报表', input: Type.Object({ key: Key }), reply: Collection, failures: failuresOfOffice })
/** What the designer offers beside kinds: concepts of the province, and of whom registers know. */
export const readSurroundings = defineRoute({
  method: 'GET', path: '/form-surroundings', permission: 'forms:read', summary: '设计表单时可用的概念和登记', input: Type.Object({}),
  reply: Type.Object({ concepts: Type.Record(Type.String(), Type.Object({ name: Type.String(), schema: Type.Unknown(), asks: Type.Array(Type.String()), correctable: Type.Array(Type.String()) })), sources: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), concept: Type.String(), fields: Type.Array(Type.Object({ name: Type.String(), title: Type.String() })) })),
    registers: AskableRegisters, dictionaries: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })), licenceTypes: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
})
export const saveCollection = defineRoute({
  method: 'PUT', path: '/collections/:key/draft', permission: 'forms:design', summary: '保存填报表的修改稿', input: Type.Object({ key: Key, form: Type.Unknown(), audience: Audience, closesOn: Nullable(Type.String({ format: 'date' })), revision: Type.Integer() }),
  reply: Type.Object({ revision: Type.Integer(), savedAt: Type.String(), problems: Type.Array(Problem) }), failures: [...failuresOfOffice, 'forms/too-large'],
})
export const publishCollection = defineRoute({
  method: 'POST', path: '/collections/:key/versions', permission: 'forms:publish', summary: '发布填报表', input: Type.Object({ key: Key, revision: Type.Integer(), note: Type.String({ maxLength: 500 }), audience: Type.Optional(Audience), closesOn: Type.Optional(Nullable(Type.String({ format: 'date' }))) }),
  /** Not new: only audience or last day have changed. */
  reply: Type.Object({ version: Type.Integer(), isNew: Type.Boolean() }), failures: [...failuresOfOffice, 'forms/not-right', 'forms/nothing-new', 'forms/closed', 'forms/past-date'],
})
export const changeState = defineRoute({
  method: 'POST', path: '/collections/:key/state', permission: 'forms:publish', summary: '暂停、恢复、结束填报', input: Type.Object({ key: Key, state: Type.Enum(['open', 'paused', 'closed']) }), repeatable: true,
  reply: Type.Object({ state: CollectionState }), failures: [...failuresOfOffice, 'forms/not-published'],
})

const SubmissionRow = Type.Object({ id: Type.String(), receipt: Type.String(), who: Type.String(), at: Type.String(), version: Type.Integer(), intact: Type.Boolean() })
/** What was asked and answered, as it was then. `intact`: the seal over form, answers, person and time still fits; else `fault` says what does not. */
export const Submission = Type.Object({ id: Type.String(), receipt: Type.String(), title: Type.String(), who: Type.String(), at: Type.String(), form: Type.Unknown(), answers: Answers, facts: Answers, digest: Type.String(), intact: Type.Boolean(), fault: Nullable(Type.Object({ code: Type.String(), message: Type.String() })) })
export type Submission = Static<typeof Submission>
/** A filled form as a file: OFD (GB/T 33190), or PDF. */
export const paperFormat = Type.Enum(['ofd', 'pdf'])
export type PaperFormat = 'ofd' | 'pdf'
export const paperFailures = ['forms/not-intact', 'forms/paper-busy', 'forms/paper-too-large']
export type SentFile = { readonly file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array; readonly inline?: boolean } }
const File = Type.Unsafe<SentFile>(Type.Any())

/** Days of which submissions are meant, both included. */
const span = { from: Type.Optional(Type.String({ format: 'date' })), to: Type.Optional(Type.String({ format: 'date' })) }
export const listSubmissions = defineRoute({
  method: 'GET', path: '/collections/:key/submissions', permission: 'forms:results', summary: '收到的填报', reads: 'personal', input: Type.Object({ key: Key, page: Page, ...span }),
  /** `missing`: numbers that were given and are not there any more, the first hundred. */
  reply: Type.Object({ submissions: Type.Array(SubmissionRow), total: Type.Integer(), missing: Type.Array(Type.Integer()) }), failures: failuresOfOffice,
})
export const readSubmission = defineRoute({ method: 'GET', path: '/collections/:key/submissions/:id', permission: 'forms:results', summary: '一份填报', reads: 'personal', input: Type.Object({ key: Key, id: Id }), reply: Submission, failures: [...failuresOfOffice, 'forms/no-submission'] })
export const submissionFile = defineRoute({ method: 'GET', path: '/collections/:key/submissions/:id/files/:file', permission: 'forms:results', summary: '填报里的文件', reads: 'personal', input: Type.Object({ key: Key, id: Id, file: Id }), reply: File, failures: [...failuresOfOffice, 'forms/no-submission', 'forms/no-file'] })
export const submissionPaper = defineRoute({ method: 'GET', path: '/collections/:key/submissions/:id/paper', permission: 'forms:results', summary: '一份填报的版式文件（OFD 或 PDF）', reads: 'personal', input: Type.Object({ key: Key, id: Id, format: Type.Optional(paperFormat) }), reply: File, failures: [...failuresOfOffice, 'forms/no-submission', ...paperFailures] })
/** Goes out line by line; `part`: the n-th 20,000 of those, the oldest first. */
export const exportSubmissions = defineRoute({
  method: 'GET', path: '/collections/:key/export', permission: 'forms:results', summary: '导出填报结果（CSV）', reads: 'personal', reply: Type.Unknown(), failures: [...failuresOfOffice, 'forms/too-many'],
  input: Type.Object({ key: Key, ...span, part: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
})

/** A form as a person finds it. */
export const OpenForm = Type.Object({
  key: Type.String(), title: Type.String(), unitName: Type.String(), telephone: Type.String(), state: CollectionState, audience: Audience, closesOn: Nullable(Type.String()), version: Type.Integer(), form: Type.Unknown(),
  known: Type.Record(Type.String(), Type.Object({ value: Type.Unknown(), source: Type.String(), correctable: Type.Boolean(), register: Type.Optional(Type.String()), field: Type.Optional(Type.String()) })),
})
export type OpenForm = Static<typeof OpenForm>
/** Answers typed before; `carried` tells what a new version of the form did to them. */
export const OwnDraft = Type.Object({ answers: Answers, revision: Type.Integer(), savedAt: Nullable(Type.String()), carried: Nullable(Type.Object({ from: Type.Integer(), words: Type.Array(Type.String()) })) })
export type OwnDraft = Static<typeof OwnDraft>

export const readOpenForm = defineRoute({ method: 'GET', path: '/open-forms/:key', permission: 'public', summary: '打开填报表', input: Type.Object({ key: Key }), reply: OpenForm, failures: ['forms/no-form'] })
export const readOpenValidator = defineRoute({ method: 'GET', path: '/open-forms/:key/versions/:version/validator.js', permission: 'public', summary: '填报表的校验程序', input: Type.Object({ key: Key, version: Type.Integer() }), reply: File, failures: ['forms/no-form'] })
export const readOwnDraft = defineRoute({ method: 'GET', path: '/open-forms/:key/draft', permission: 'signed-in', summary: '填报表的草稿', input: Type.Object({ key: Key }), reply: OwnDraft, failures: ['forms/no-form'] })
export const saveOwnDraft = defineRoute({
  method: 'PUT', path: '/open-forms/:key/draft', permission: 'signed-in', summary: '保存草稿', input: Type.Object({ key: Key, version: Type.Integer(), answers: Answers, revision: Type.Integer() }),
  reply: Type.Object({ revision: Type.Integer(), savedAt: Type.String(), newer: Type.Boolean() }), failures: ['forms/no-form', 'forms/too-large'],
})
export const sendFile = defineRoute({
  method: 'POST', path: '/open-forms/:key/files', permission: 'public', summary: '上传填报表里的文件', body: 'bytes', perMinute: 30,
  input: Type.Object({ key: Key, at: Type.String({ maxLength: 200 }), name: Type.String({ minLength: 1, maxLength: 200 }) }), reply: Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), size: Type.Integer() }),
  failures: ['forms/no-form', 'forms/not-open', 'forms/sign-in', 'forms/no-file', 'forms/too-many-files', 'materials/too-large', 'materials/wrong-type', 'materials/empty'],
})
export const submitForm = defineRoute({
  method: 'POST', path: '/open-forms/:key/submissions', permission: 'public', summary: '提交填报', perMinute: 20, input: Type.Object({ key: Key, version: Type.Integer(), answers: Answers }),
  reply: Type.Object({ id: Type.String(), receipt: Type.String(), at: Type.String() }), failures: ['forms/no-form', 'forms/not-open', 'forms/newer', 'forms/invalid', 'forms/too-large', 'forms/sign-in', 'forms/register-down', 'forms/too-many-looks', 'forms/full-today'],
})
export const lookUp = defineRoute({
  method: 'POST', path: '/open-forms/:key/looks/:look', permission: 'signed-in', summary: '向登记核对一项', perMinute: 30, repeatable: true, input: Type.Object({ key: Key, look: Type.String({ maxLength: 100 }), version: Type.Integer(), answers: Answers }),
  reply: Type.Object({ state: Type.Enum(['holds', 'broken', 'down']), message: Nullable(Type.String()) }), failures: ['forms/no-form', 'forms/sign-in', 'forms/not-open', 'forms/newer', 'forms/too-many-looks'],
})
const MyRow = Type.Object({ id: Type.String(), receipt: Type.String(), title: Type.String(), at: Type.String() })
const MyDraft = Type.Object({ key: Type.String(), title: Type.String(), state: CollectionState, savedAt: Type.String() })
export const mySubmissions = defineRoute({ method: 'GET', path: '/my/submissions', permission: 'signed-in', summary: '我的填报', copy: '填报', input: Type.Object({}), reply: Type.Object({ submissions: Type.Array(MyRow), drafts: Type.Array(MyDraft) }) })
export const readMySubmission = defineRoute({ method: 'GET', path: '/my/submissions/:id', permission: 'signed-in', summary: '我的一份填报', copy: '填报', reads: 'personal', input: Type.Object({ id: Id }), reply: Submission, failures: ['forms/no-submission'] })
export const mySubmissionFile = defineRoute({ method: 'GET', path: '/my/submissions/:id/files/:file', permission: 'signed-in', summary: '我交的文件', reads: 'personal', input: Type.Object({ id: Id, file: Id }), reply: File, failures: ['forms/no-submission', 'forms/no-file'] })
export const mySubmissionPaper = defineRoute({ method: 'GET', path: '/my/submissions/:id/paper', permission: 'signed-in', summary: '我的一份填报的版式文件（OFD 或 PDF）', reads: 'personal', input: Type.Object({ id: Id, format: Type.Optional(paperFormat) }), reply: File, failures: ['forms/no-submission', ...paperFailures] })

const Offer = Type.Object({ value: Type.Unknown(), label: Type.String(), hint: Type.Optional(Type.String()), refused: Type.Optional(Type.String()) })
const Offers = Type.Object({ offers: Type.Array(Offer) })
export const dictionaryOffers = defineRoute({
  method: 'GET', path: '/form-sources/dictionaries/:name', permission: 'public', summary: '字典的选项', input: Type.Object({ name: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }), parent: Type.Optional(Type.String({ maxLength: 60 })), text: Type.Optional(Type.String({ maxLength: 60 })) }), reply: Offers, failures: ['forms/no-dictionary'],
})
export const familyOffers = defineRoute({ method: 'GET', path: '/form-sources/family', permission: 'signed-in', summary: '我的家庭成员，供选用', reads: 'personal', input: Type.Object({}), reply: Offers })
export const officialOffers = defineRoute({ method: 'GET', path: '/form-sources/officials', permission: 'signed-in', summary: '单位和岗位，供选用', input: Type.Object({ text: Type.String({ minLength: 1, maxLength: 40 }) }), reply: Offers })

export const formSubmitted = defineEvent('forms.submitted', 1, Type.Object({ collection: Type.String(), submission: Type.String(), unit: Type.String() }))
export const formPublished = defineEvent('forms.published', 1, Type.Object({ collection: Type.String(), version: Type.Integer(), unit: Type.String() }))

export const failures = defineFailures({
  'forms/no-form': [404, '没有找到这张表'],
  'forms/no-submission': [404, '没有找到这份填报'],
  'forms/no-file': [404, '没有找到这个文件'],
  'forms/no-dictionary': [404, '没有这个字典'],
  'forms/not-right': [400, '表单还有要改的地方，不能发布'],
  'forms/nothing-new': [409, '和已发布的一样，没有要发布的改动'],
  'forms/not-published': [409, '还没有发布过'],
  'forms/past-date': [400, '截止日期已经过了，请选今天或以后的日子'],
  'forms/closed': [409, '这张表已经结束，不能再发布'],
  'forms/not-open': [409, '这张表现在不收填报，您填的内容还在'],
  'forms/newer': [409, '这张表有了新的版本，您填的内容还在，请刷新后核对再提交'],
  'forms/invalid': [400, '填写的内容还有要改的地方'],
  'forms/too-large': [413, '内容太多，最多 256 KB'],
  'forms/too-many': [413, '一次最多导出 20,000 份，请选起止日期，或分几次导出'],
  'forms/not-intact': [409, '内容与提交时封存的不一致，不能出具版式文件'],
  'forms/paper-busy': [503, '正在生成的文件太多，请过一会儿再下载'],
  'forms/paper-too-large': [422, '内容太多，生成不了 PDF，请下载 OFD 文件'],
  'forms/sign-in': [401, '请先登录再提交'],
  'forms/too-many-looks': [429, '一小时内向登记核对的次数太多，您填的内容还在，请过一会儿再试'],
  'forms/too-many-files': [429, '今天上传的文件太多，请明天再传'],
  'forms/full-today': [429, '这张表今天收到的填报已满，请明天再来'],
  'forms/register-down': [503, '核对用的登记暂时查不到，您填的内容已保存，请稍后再提交'],
})
