import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import { AskableRegisters } from '#modules/data/registers/contract.ts'

const Answers = Type.Record(Type.String(), Type.Unknown())
const DivisionCode = Type.String({ pattern: '^\\d{6}(\\d{3}){0,2}$' })
const ItemId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,80}$' })
const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const Entry = Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), summary: Type.String(), theme: Type.String(), described: Type.Boolean(), for: Type.Array(Type.String()), sample: Type.Boolean() })

export const searchItems = defineRoute({
  method: 'GET', path: '/items', permission: 'public', summary: '查找服务事项',
  input: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })), theme: Type.Optional(Type.String({ maxLength: 40 })), for: Type.Optional(Type.Enum(['person', 'firm'])), described: Type.Optional(Type.Boolean()), offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) }),
  /** `handled`: some item answers what was asked; if not, the items are only what lies nearest. */
  reply: Type.Object({ total: Type.Integer(), handled: Type.Boolean(), items: Type.Array(Entry), themes: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })) }),
})

const MaterialGuide = Type.Object({ id: Type.String(), name: Type.String(), source: Type.String(), held: Type.Boolean(), required: Type.Boolean(), accepts: Type.Array(Type.String()), note: Nullable(Type.String()), sometimes: Type.Boolean(), clause: Nullable(Type.String()),
  /** Whose record it is, as the form's first values name them; what an official looks at. */
  of: Nullable(Type.String()), checks: Type.Array(Type.String()) })

export const Guide = Type.Object({
  id: Type.String(), version: Type.Integer(), name: Type.String(), summary: Type.String(), type: Type.String(), kind: Type.String(), sample: Type.Boolean(), for: Type.Array(Type.String()),
  basicCode: Type.String(), implementationCode: Type.String(), codeCertainty: Type.String(), division: Type.String(), divisionName: Type.String(),
  office: Nullable(Type.Object({ name: Type.String(), place: Type.String(), hours: Type.String(), telephone: Type.String(), claimed: Type.Boolean() })),
  statutory: Type.String(), promise: Type.String(), promiseWorkdays: Type.Integer(), visits: Type.Integer(), visitReason: Nullable(Type.String()), online: Type.String(),
  fee: Type.Object({ charged: Type.Boolean(), name: Nullable(Type.String()), standard: Nullable(Type.String()), basis: Nullable(Type.String()) }),
  conditions: Type.Array(Type.Object({ say: Type.String(), clause: Type.String(), go: Nullable(Type.String()) })),
  materials: Type.Array(MaterialGuide),
  situations: Type.Array(Type.Object({ id: Type.String(), ask: Type.String(), choose: Type.String(), hint: Nullable(Type.String()), options: Type.Array(Type.Object({ value: Type.String(), label: Type.String(), note: Type.Optional(Type.String()) })) })),
  steps: Type.Array(Type.Object({ name: Type.String(), who: Type.String() })),
  result: Type.Object({ name: Type.String(), valid: Nullable(Type.String()), licence: Type.Boolean() }),
  appeal: Type.Object({ review: Type.String(), lawsuit: Type.String() }),
  basis: Type.Array(Type.Object({ law: Type.String(), article: Nullable(Type.String()), what: Nullable(Type.String()), certainty: Nullable(Type.String()) })),
  afterwards: Type.Array(Type.String()), faq: Type.Array(Type.Object({ ask: Type.String(), answer: Type.String() })), mistakes: Type.Array(Type.String()),
  /** The clause by which nobody may apply for another. */
  assurance: Type.String(), inPerson: Nullable(Type.String()), firmNeeded: Type.Boolean(), certainty: Type.Record(Type.String(), Type.String()), effectiveFrom: Type.String(),
})

export const readGuide = defineRoute({ method: 'GET', path: '/items/:item', permission: 'public', summary: '办事指南', input: Type.Object({ item: ItemId, division: Type.Optional(DivisionCode) }), reply: Guide, failures: ['items/no-item', 'items/not-in-force', 'items/not-described'] })

export const askChecklist = defineRoute({
  method: 'POST', path: '/items/:item/checklist', permission: 'public', summary: '按情形列出我的清单', repeatable: true,
  input: Type.Object({ item: ItemId, division: Type.Optional(DivisionCode), situations: Answers }),
  reply: Type.Object({
    questions: Type.Array(Type.String()), complete: Type.Boolean(), problems: Type.Array(Type.Object({ at: Type.String(), code: Type.String(), message: Type.String() })),
    materials: Type.Array(MaterialGuide), obstacles: Type.Array(Type.Object({ id: Type.String(), say: Type.String(), clause: Type.String(), go: Nullable(Type.String()) })),
  }),
  failures: ['items/no-item', 'items/not-in-force'],
})

export const readForm = defineRoute({ method: 'GET', path: '/items/:item/versions/:version/form', permission: 'public', summary: '申请表定义', input: Type.Object({ item: ItemId, version: Type.Integer() }), reply: Type.Unknown(), failures: ['items/no-item'] })
export const readValidator = defineRoute({ method: 'GET', path: '/items/:item/versions/:version/validator.js', permission: 'public', summary: '申请表的独立校验程序', input: Type.Object({ item: ItemId, version: Type.Integer() }), reply: Type.Unknown(), failures: ['items/no-item'] })

const Problem = Type.Object({ file: Type.String(), line: Type.Integer(), key: Type.String(), rule: Type.String(), message: Type.String(), source: Type.Optional(Type.String()) })

export const listManaged = defineRoute({
  method: 'GET', path: '/managed-items', permission: 'items:claim', summary: '事项管理：全部事项与完备度', input: Type.Object({}),
  reply: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), sample: Type.Boolean(), version: Type.Integer(), effectiveFrom: Type.String(), origin: Type.String(), present: Type.Integer(), elements: Type.Integer(), claims: Type.Integer(), drafted: Type.Boolean() })) }),
})
export const readManaged = defineRoute({
  method: 'GET', path: '/managed-items/:item', permission: 'items:claim', summary: '事项管理：一个事项', input: Type.Object({ item: ItemId }),
  reply: Type.Object({
    id: Type.String(), text: Type.String(), formText: Type.String(), rulesText: Nullable(Type.String()), drafted: Type.Boolean(), elements: Type.Array(Type.Object({ element: Type.String(), present: Type.Boolean(), source: Type.String() })),
    versions: Type.Array(Type.Object({ version: Type.Integer(), effectiveFrom: Type.String(), origin: Type.String(), by: Type.String(), at: Type.String() })),
    claims: Type.Array(Type.Object({ division: Type.String(), divisionName: Type.String(), values: Type.Record(Type.String(), Type.String()) })), below: Type.Array(Type.String()),
  }), failures: ['items/no-item'],
})
const RegisterWrite = Type.Object({ id: Type.String(), register: Type.String(), does: Type.Enum(['record', 'change', 'end']), fields: Type.Array(Type.String()), law: Type.String(), sometimes: Type.Boolean(), several: Type.Boolean() })

/** The item's decisions (DMN); left out, they stay as published. */
const RulesText = Type.Optional(Nullable(Type.String({ maxLength: 400000 })))

export const checkItem = defineRoute({
  method: 'POST', path: '/managed-items/:item/check', permission: 'items:edit', summary: '检查并预览', repeatable: true,
  input: Type.Object({ item: ItemId, text: Type.String({ maxLength: 400000 }), formText: Type.String({ maxLength: 400000 }), rulesText: RulesText }),
  reply: Type.Object({ problems: Type.Array(Problem), guide: Nullable(Guide), form: Type.Unknown(), elements: Type.Array(Type.Object({ element: Type.String(), present: Type.Boolean(), source: Type.String() })), changes: Type.Array(Type.Object({ at: Type.String(), before: Type.String(), after: Type.String() })),
    /** What the result will write into registers. */
    writes: Type.Array(RegisterWrite),
    /** An empty table for an item that says what it decides and has no rules yet. */
    blankRules: Nullable(Type.String()) }),
  failures: ['items/no-item'],
})
const FormSubject = Type.Object({ path: Type.String(), title: Type.String(), sort: Type.Enum(['choice', 'choices', 'yes-no', 'figure', 'day', 'text', 'other']), options: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: Type.String() }))) })

/** What the form's designer offers for this item: concepts, names that conditions may mention, registers that first answers come from. */
export const readItemSurroundings = defineRoute({
  method: 'POST', path: '/managed-items/:item/form-surroundings', permission: 'items:edit', summary: '设计申请表时可用的概念、情形和登记', repeatable: true,
  input: Type.Object({ item: ItemId, text: Type.String({ maxLength: 400000 }) }),
  reply: Type.Object({
    concepts: Type.Record(Type.String(), Type.Object({ name: Type.String(), schema: Type.Unknown(), asks: Type.Array(Type.String()), correctable: Type.Array(Type.String()) })),
    sources: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), concept: Type.String(), fields: Type.Array(Type.Object({ name: Type.String(), title: Type.String() })) })),
    /** Registers that a form may ask, by which fields, and what it may compare. */
    registers: AskableRegisters, facts: Type.Array(FormSubject), materials: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })), dictionaries: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })), licenceTypes: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    /** The form that the platform makes of the item's parties and materials. */
    generated: Type.Unknown(),
    /** The form of the latest version as it was written; empty when it was generated. */
    published: Type.String(), version: Type.Integer(), today: Type.String(),
  }), failures: ['items/no-item'],
})
/** Decides with the edited rules. Without a decision it only tells what can be decided. Nothing is written. */
export const tryDecision = defineRoute({
  method: 'POST', path: '/managed-items/:item/decision', permission: 'items:edit', summary: '试算规则', repeatable: true,
  input: Type.Object({ item: ItemId, rulesText: Type.String({ maxLength: 400000 }), decision: Type.Optional(Type.String({ maxLength: 200 })), inputs: Type.Record(Type.String(), Type.Unknown()) }),
  reply: Type.Object({
    decisions: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), question: Type.String(), inputs: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), type: Type.String() })) })),
    value: Type.Unknown(), matched: Type.Array(Type.Object({ decision: Type.String(), rule: Type.String(), number: Type.Integer(), note: Type.String() })),
    problems: Type.Array(Type.Object({ element: Type.String(), code: Type.String(), message: Type.String() })),
  }), failures: ['items/no-item'],
})
export const saveItemDraft = defineRoute({ method: 'PUT', path: '/managed-items/:item/draft', permission: 'items:edit', summary: '保存修改稿', input: Type.Object({ item: ItemId, text: Type.String({ maxLength: 400000 }), formText: Type.String({ maxLength: 400000 }), rulesText: RulesText }), reply: Type.Object({ savedAt: Type.String() }), failures: ['items/no-item', 'items/province-only'] })
export const publishItem = defineRoute({
  method: 'POST', path: '/managed-items/:item/versions', permission: 'items:publish', summary: '发布新版本',
  input: Type.Object({ item: ItemId, text: Type.String({ maxLength: 400000 }), formText: Type.String({ maxLength: 400000 }), rulesText: RulesText, effectiveFrom: Type.String({ format: 'date' }) }),
  reply: Type.Object({ version: Type.Integer() }), failures: ['items/no-item', 'items/mistakes', 'items/past-date', 'items/province-only'],
})
export const claimItem = defineRoute({
  method: 'POST', path: '/claims', permission: 'items:claim', summary: '认领事项', repeatable: true,
  input: Type.Object({ item: ItemId, values: Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 200 })) }),
  reply: Type.Object({ division: Type.String() }), failures: ['items/no-item', 'items/claim-refused'],
})

export const itemPublished = defineEvent('items.published', 1, Type.Object({ item: Type.String(), version: Type.Integer(), effectiveFrom: Type.String() }))

export const failures = defineFailures({
  'items/province-only': [403, '标准事项由省级修改和发布，市县可以认领后填写自己的内容'],
  'items/no-item': [404, '没有这个事项'],
  'items/not-in-force': [409, '这个事项还没有生效，或已经取消'],
  'items/not-described': [409, '这个事项还没有逐项描述，暂不能在网上办'],
  'items/mistakes': [400, '事项定义还有错误'],
  'items/past-date': [400, '生效日期不能早于今天'],
  'items/claim-refused': [409, '认领时不能改这一项'],
})
