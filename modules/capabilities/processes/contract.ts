import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static, TSchema } from '@xiangyun/kernel/contract'

const Id = Type.String({ format: 'uuid' })
const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{0,80}$' })
const Fingerprint = Type.String({ pattern: '^[0-9a-f]{32}$' })
const Element = Type.String({ minLength: 1, maxLength: 200 })
const Reason = Type.String({ minLength: 4, maxLength: 500 })
const Day = Type.String({ format: 'date' })
const Xml = Type.String({ maxLength: 900_000 })
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Values = Type.Record(Type.String(), Type.Unknown())

/** What is wrong with a drawing; `trace`: elements and flows on the way there, to be drawn on the diagram. */
const Problem = Type.Object({ element: Type.String(), code: Type.String(), message: Type.String(), trace: Type.Optional(Type.Array(Type.String())) })
export type Problem = Static<typeof Problem>

const Version = Type.Object({
  version: Type.Integer(), definition: Type.String(), effectiveFrom: Type.String(), origin: Type.Enum(['catalogue', 'browser']), note: Type.String(), by: Type.String(), at: Type.String(),
  withdrawn: Nullable(Type.Object({ at: Type.String(), by: Type.String(), reason: Type.String() })), inForce: Type.Boolean(), open: Type.Integer(),
})
const Draft = Type.Object({ xml: Type.String(), version: Type.Integer(), by: Type.String(), at: Type.String() })

export const listProcesses = defineRoute({
  method: 'GET', path: '/processes', permission: 'processes:read', summary: '流程：全部流程和在办数', input: Type.Object({}),
  reply: Type.Object({ processes: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), items: Type.Integer(), inForce: Nullable(Type.Integer()), versions: Type.Integer(), open: Type.Integer(), incidents: Type.Integer(), drafted: Type.Boolean() })) }),
})
export const readProcess = defineRoute({
  method: 'GET', path: '/processes/:key', permission: 'processes:read', summary: '一个流程：版本、使用的事项、修改稿', input: Type.Object({ key: Key }),
  reply: Type.Object({ key: Type.String(), name: Type.String(), versions: Type.Array(Version), items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })), draft: Nullable(Draft) }), failures: ['processes/no-process'],
})
/** A diagram with positions; drawn automatically where the file has none. */
export const readDrawing = defineRoute({
  method: 'GET', path: '/process-definitions/:definition/drawing', permission: 'processes:read', summary: '流程图', input: Type.Object({ definition: Fingerprint }),
  reply: Type.Object({ key: Type.String(), version: Nullable(Type.Integer()), name: Type.String(), xml: Type.String(), elements: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), kind: Type.String(), scope: Type.String() })) }), failures: ['processes/no-process'],
})
export const drawProcess = defineRoute({
  method: 'POST', path: '/processes/drawing', permission: 'processes:design', summary: '给没有位置的流程图排版', repeatable: true, input: Type.Object({ xml: Xml }), reply: Type.Object({ xml: Type.String() }), failures: ['processes/mistakes'],
})

const Named = Type.Object({ id: Type.String(), name: Type.String() })
/** What a drawing may bind: whoever owns the cases knows these words. */
export const readVocabulary = defineRoute({
  method: 'GET', path: '/processes/vocabulary', permission: 'processes:read', summary: '设计流程时可选的人员、办理动作、自动服务、消息、表单和结果', input: Type.Object({}),
  reply: Type.Object({ people: Type.Array(Named), actions: Type.Array(Type.Object({ ...Named.properties, tells: Type.String(), decisions: Type.Array(Type.Object({ ...Named.properties, gives: Values })) })), forms: Type.Array(Named), topics: Type.Array(Named), messages: Type.Array(Named), outcomes: Type.Array(Named), variables: Type.Array(Named), pauses: Type.Array(Type.String()) }),
})
export const checkProcess = defineRoute({
  method: 'POST', path: '/processes/check', permission: 'processes:design', summary: '检查流程图：画法、绑定、能否走通', repeatable: true, input: Type.Object({ key: Key, xml: Xml }),
  reply: Type.Object({ problems: Type.Array(Problem), method: Nullable(Type.Enum(['reduction', 'search', 'bounded'])), name: Type.String() }),
})
const SimEvent = Type.Union([
  Type.Object({ complete: Element, variables: Type.Optional(Values) }), Type.Object({ message: Type.String({ maxLength: 100 }), key: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean()])), variables: Type.Optional(Values) }),
  Type.Object({ signal: Type.String({ maxLength: 100 }) }), Type.Object({ advance: Type.String({ pattern: '^P[0-9A-Z.]{1,30}$' }) }), Type.Object({ throw: Element, error: Type.Optional(Type.String()), escalation: Type.Optional(Type.String()) }),
])
/** Plays the drawing from its start through the events, on a virtual clock; nothing is kept. */
export const simulateProcess = defineRoute({
  method: 'POST', path: '/processes/simulation', permission: 'processes:design', summary: '逐步试走流程图', repeatable: true,
  input: Type.Object({ xml: Xml, variables: Values, events: Type.Array(SimEvent, { maxItems: 500 }) }),
  reply: Type.Object({
    trace: Type.Array(Type.String()), completed: Type.Array(Type.String()), ended: Type.Boolean(), outcome: Type.String(), end: Nullable(Type.String()), variables: Values, now: Type.String(),
    /** Where tokens stand, and what the outside can do next. */
    tokens: Type.Array(Type.String()),
    waiting: Type.Array(Type.Object({ element: Type.String(), name: Type.String(), kind: Type.Enum(['task', 'timer', 'message', 'service', 'decision', 'signal', 'condition', 'choice']), message: Nullable(Type.String()), due: Nullable(Type.String()), listening: Type.Boolean(), action: Nullable(Type.String()), result: Nullable(Type.String()) })),
  }), failures: ['processes/mistakes', 'processes/not-possible'],
})
export const saveProcessDraft = defineRoute({ method: 'PUT', path: '/processes/:key/draft', permission: 'processes:design', summary: '保存修改稿；新的流程由此开始', input: Type.Object({ key: Key, xml: Xml, version: Type.Integer({ minimum: 0 }) }), reply: Type.Object({ version: Type.Integer(), savedAt: Type.String() }), failures: ['processes/changed-meanwhile', 'processes/province-only', 'processes/mistakes'] })
export const dropProcessDraft = defineRoute({ method: 'DELETE', path: '/processes/:key/draft', permission: 'processes:design', summary: '放弃修改稿', input: Type.Object({ key: Key }), reply: Type.Object({}), failures: ['processes/province-only'] })
export const publishProcess = defineRoute({
  method: 'POST', path: '/processes/:key/versions', permission: 'processes:publish', summary: '发布流程新版本：新的办件从生效日起用', input: Type.Object({ key: Key, xml: Xml, effectiveFrom: Day, note: Reason }),
  reply: Type.Object({ version: Type.Integer(), definition: Type.String() }), failures: ['processes/mistakes', 'processes/past-date', 'processes/province-only', 'processes/same-as-published'],
})
export const withdrawProcess = defineRoute({
  method: 'POST', path: '/processes/:key/versions/:version/withdrawal', permission: 'processes:publish', summary: '停用流程版本：新的办件不再用，在办的照旧', input: Type.Object({ key: Key, version: Type.Integer(), reason: Reason }),
  reply: Type.Object({}), failures: ['processes/no-process', 'processes/last-version', 'processes/withdrawn', 'processes/province-only'],
})

const InstanceLine = Type.Object({
  id: Type.String(), subject: Type.String(), label: Type.String(), about: Type.String(), aboutName: Type.String(), division: Type.String(), divisionName: Type.String(), key: Type.String(), version: Nullable(Type.Integer()), definition: Type.String(),
  status: Type.Enum(['active', 'ended']), outcome: Nullable(Type.String()), at: Type.Array(Type.Object({ element: Type.String(), name: Type.String() })), startedAt: Type.String(), updatedAt: Type.String(), incident: Type.Boolean(), error: Nullable(Type.String()),
})
export type InstanceLine = Static<typeof InstanceLine>
export const listInstances = defineRoute({
  method: 'GET', path: '/process-instances', permission: 'processes:read', summary: '流程实例：按流程、版本、地区、环节、异常查',
  input: Type.Object({ key: Type.Optional(Key), definition: Type.Optional(Fingerprint), division: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}){0,2}$' })), about: Type.Optional(Key), element: Type.Optional(Element), label: Type.Optional(Type.String({ maxLength: 80 })), status: Type.Optional(Type.Enum(['active', 'ended'])), incident: Type.Optional(Type.Boolean()), before: Type.Optional(Id) }),
  reply: Type.Object({ instances: Type.Array(InstanceLine), next: Nullable(Type.String()) }),
})
export const readInstance = defineRoute({
  method: 'GET', path: '/process-instances/:id', permission: 'processes:read', summary: '一个流程实例：在哪里、等什么、走过什么', reads: 'personal', input: Type.Object({ id: Id }),
  reply: Type.Object({
    ...InstanceLine.properties, variables: Values,
    /** What the variables are called, by path: `fee.due`. */
    names: Type.Record(Type.String(), Type.String()),
    /** `targets`: elements that the token may be moved to. */
    tokens: Type.Array(Type.Object({ id: Type.String(), element: Type.String(), name: Type.String(), since: Nullable(Type.String()), targets: Type.Array(Named) })),
    waits: Type.Array(Type.Object({ id: Type.String(), element: Type.String(), name: Type.String(), kind: Type.String(), message: Nullable(Type.String()), due: Nullable(Type.String()) })),
    incidents: Type.Array(Type.Object({ job: Type.String(), element: Type.String(), name: Type.String(), topic: Type.String(), attempts: Type.Integer(), nextAt: Nullable(Type.String()), error: Nullable(Type.String()) })),
    /** How often and how long each element was gone through; hours. */
    visits: Type.Array(Type.Object({ element: Type.String(), times: Type.Integer(), hours: Type.Number() })),
    history: Type.Array(Type.Object({ number: Type.Integer(), at: Type.String(), actor: Type.String(), what: Type.String(), element: Nullable(Type.String()), elementName: Nullable(Type.String()), detail: Nullable(Type.String()) })),
    mayOperate: Type.Boolean(),
  }), failures: ['processes/no-instance'],
})
export const retryInstance = defineRoute({ method: 'POST', path: '/process-instances/:id/retry', permission: 'processes:operate', summary: '重试失败的自动环节', repeatable: true, input: Type.Object({ id: Id, reason: Reason }), reply: Type.Object({}), failures: ['processes/no-instance', 'processes/nothing-failed'] })
/** What stopped processes, by cause: one broken service stops many. */
export const listIncidents = defineRoute({
  method: 'GET', path: '/processes/:key/incidents', permission: 'processes:read', summary: '流程异常：按原因归类', input: Type.Object({ key: Key }),
  reply: Type.Object({ causes: Type.Array(Type.Object({ topic: Type.String(), error: Type.String(), count: Type.Integer(), since: Type.String(), example: Type.String() })) }),
})
export const retryCause = defineRoute({
  method: 'POST', path: '/processes/:key/retries', permission: 'processes:operate', summary: '原因排除后，重试因它停下的全部流程', repeatable: true, input: Type.Object({ key: Key, topic: Type.String({ maxLength: 100 }), error: Type.String({ maxLength: 4000 }), reason: Reason }),
  reply: Type.Object({ retried: Type.Integer() }), failures: ['processes/nothing-failed'],
})
export const relocateToken = defineRoute({
  method: 'POST', path: '/process-instances/:id/relocation', permission: 'processes:operate', summary: '把停在一个环节的流程移到另一个环节', input: Type.Object({ id: Id, token: Type.String({ maxLength: 200 }), from: Element, to: Element, reason: Reason }),
  reply: Type.Object({ at: Type.Array(Type.String()) }), failures: ['processes/no-instance', 'processes/not-possible', 'processes/not-movable'],
})
export const cancelInstance = defineRoute({ method: 'POST', path: '/process-instances/:id/cancellation', permission: 'processes:operate', summary: '作废流程', input: Type.Object({ id: Id, reason: Reason }), reply: Type.Object({}), failures: ['processes/no-instance', 'processes/not-possible'] })

/** Figures mined from history: the latest finished and open instances, at most so many as `sample` tells. */
export const readFigures = defineRoute({
  method: 'GET', path: '/processes/:key/figures', permission: 'processes:read', summary: '流程数字：热度、瓶颈、路径、等待和办理', input: Type.Object({ key: Key, definition: Type.Optional(Fingerprint) }),
  reply: Type.Object({
    asOf: Type.String(), definition: Type.String(), open: Type.Integer(), sample: Type.Integer(), finished: Type.Integer(),
    /** Hours from start to end of finished ones. */
    medianHours: Nullable(Type.Number()), slowHours: Nullable(Type.Number()), workHours: Type.Number(), waitHours: Type.Number(),
    elements: Type.Array(Type.Object({ element: Type.String(), name: Type.String(), kind: Type.Enum(['work', 'wait', 'machine']), here: Type.Integer(), visits: Type.Integer(), again: Type.Integer(), medianHours: Type.Number(), slowHours: Type.Number(), share: Type.Number() })),
    flows: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), times: Type.Integer() })),
    variants: Type.Array(Type.Object({ path: Type.Array(Type.String()), names: Type.Array(Type.String()), count: Type.Integer(), share: Type.Number(), medianHours: Type.Number(), example: Type.String() })),
  }), failures: ['processes/no-process'],
})

const Choice = Type.Object({
  division: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}){0,2}$' })), about: Type.Optional(Key), element: Type.Optional(Element),
  /** Applied on or after, and before, these days: by the law's date of effect. */
  startedFrom: Type.Optional(Day), startedBefore: Type.Optional(Day),
  /** Of those that fit, this share (percent), the oldest first; and no more than so many. */
  share: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  /** Only those that an earlier migration moved: the way back. */
  movedBy: Type.Optional(Id),
})
const Mapping = Type.Record(Element, Element)
const MigrationLine = Type.Object({
  id: Type.String(), key: Type.String(), from: Type.Integer(), to: Type.Integer(), fromDefinition: Type.String(), toDefinition: Type.String(), status: Type.Enum(['rehearsing', 'rehearsed', 'moving', 'done', 'stopped']), reason: Type.String(), law: Nullable(Type.String()), by: Type.String(), at: Type.String(),
  chosen: Type.Integer(), rehearsed: Type.Integer(), can: Type.Integer(), cannot: Type.Integer(), moved: Type.Integer(), left: Type.Integer(),
})
export type MigrationLine = Static<typeof MigrationLine>
/** For each element of the old version that the new one lacks or has otherwise: what could stand for it. */
export const suggestMapping = defineRoute({
  method: 'GET', path: '/process-definitions/:from/mapping', permission: 'processes:migrate', summary: '迁移前比较两个版本的环节', input: Type.Object({ from: Fingerprint, to: Fingerprint }),
  reply: Type.Object({ elements: Type.Array(Type.Object({ element: Type.String(), name: Type.String(), kind: Type.String(), here: Type.Integer(), to: Nullable(Type.String()), certain: Type.Boolean(), options: Type.Array(Named) })), added: Type.Array(Named) }), failures: ['processes/no-process'],
})
export const rehearseMigration = defineRoute({
  method: 'POST', path: '/process-migrations', permission: 'processes:migrate', summary: '演练版本迁移：选一部分在办，逐件试算，不改任何办件', input: Type.Object({ from: Fingerprint, to: Fingerprint, mapping: Mapping, choice: Choice, reason: Reason, law: Type.Optional(Type.String({ maxLength: 200 })) }),
  reply: Type.Object({ id: Type.String() }), failures: ['processes/no-process', 'processes/none-chosen', 'processes/beyond-reach', 'processes/withdrawn', 'processes/not-yet'],
})
export const listMigrations = defineRoute({ method: 'GET', path: '/process-migrations', permission: 'processes:migrate', summary: '版本迁移的批次', input: Type.Object({ key: Type.Optional(Key) }), reply: Type.Object({ migrations: Type.Array(MigrationLine) }) })
export const readMigration = defineRoute({
  method: 'GET', path: '/process-migrations/:id', permission: 'processes:migrate', summary: '一个迁移批次：逐件的变化、障碍和结果', input: Type.Object({ id: Id, result: Type.Optional(Type.Enum(['can', 'cannot', 'moved', 'left'])), offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })) }),
  reply: Type.Object({
    ...MigrationLine.properties, mapping: Mapping, choice: Choice,
    /** People's steps that only the new version has; `ahead`: how many of those that can move will still come to it. */
    added: Type.Array(Type.Object({ element: Type.String(), name: Type.String(), ahead: Type.Integer() })), mayOrder: Type.Boolean(),
    changes: Type.Array(Type.Object({ message: Type.String(), count: Type.Integer() })), obstacles: Type.Array(Type.Object({ element: Type.String(), message: Type.String(), count: Type.Integer() })),
    cases: Type.Array(Type.Object({ instance: Type.String(), subject: Type.String(), label: Type.String(), division: Type.String(), divisionName: Type.String(), state: Type.Enum(['chosen', 'can', 'cannot', 'moved', 'left']), at: Type.Array(Type.String()), changes: Type.Array(Type.String()), obstacles: Type.Array(Type.Object({ element: Type.String(), message: Type.String() })), result: Nullable(Type.String()) })), total: Type.Integer(),
  }), failures: ['processes/no-migration'],
})
export const executeMigration = defineRoute({ method: 'POST', path: '/process-migrations/:id/execution', permission: 'processes:migrate', summary: '执行演练过的迁移：每件一个事务，不能移的留在原版', repeatable: true, input: Type.Object({ id: Id }), reply: Type.Object({}), failures: ['processes/no-migration', 'processes/not-rehearsed', 'processes/withdrawn'] })
export const stopMigration = defineRoute({ method: 'POST', path: '/process-migrations/:id/stop', permission: 'processes:migrate', summary: '停下迁移：已移的不变，没移的留在原版', repeatable: true, input: Type.Object({ id: Id }), reply: Type.Object({}), failures: ['processes/no-migration', 'processes/not-rehearsed'] })

export const incidentOpened = defineEvent('processes.incident', 1, Type.Object({ instance: Type.String(), subject: Type.String(), topic: Type.String(), message: Type.String() }))
export const processPublished = defineEvent('processes.published', 1, Type.Object({ key: Type.String(), version: Type.Integer(), definition: Type.String(), effectiveFrom: Type.String() }))
/** Told to every other process that waits for it: a signal, or a message with a key. */
export const thrownOutside = defineEvent('processes.thrown', 1, Type.Object({ kind: Type.Enum(['signal', 'message']), name: Type.String(), key: Type.String(), instance: Type.String(), variables: Values }))

export const failures = defineFailures({
  'processes/not-possible': [409, '这一步现在不能做，可能已经有人办了'],
  'processes/no-instance': [404, '没有这个流程'],
  'processes/no-process': [404, '没有这个流程或版本'],
  'processes/mistakes': [400, '流程图还有错误'],
  'processes/changed-meanwhile': [409, '别人刚刚保存了修改稿，请刷新后再改'],
  'processes/province-only': [403, '流程由省级设计和发布'],
  'processes/past-date': [400, '生效日期不能早于今天'],
  'processes/same-as-published': [409, '和已发布的版本一样，不必再发布'],
  'processes/last-version': [409, '这是唯一可用的版本，停用后新的办件没有流程可走，请先发布新版本'],
  'processes/withdrawn': [409, '这个版本已经停用'],
  'processes/not-yet': [409, '这个版本还没有到生效日，到时再迁移'],
  'processes/nothing-failed': [409, '没有失败的自动环节'],
  'processes/not-movable': [409, '不能移到这个环节'],
  'processes/none-chosen': [409, '没有符合条件的在办流程'],
  'processes/beyond-reach': [403, '只能迁移本地区的办件'],
  'processes/no-migration': [404, '没有这个迁移批次'],
  'processes/not-rehearsed': [409, '演练还没有做完，或已经执行过'],
})
