import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Id = Type.String({ format: 'uuid' })
const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 }))

/** Registers in which a person has an entry of their own: themselves, and the firm that they act for. */
export const OwnRegister = Type.Enum(['people', 'legal-persons'])
export type OwnRegister = Static<typeof OwnRegister>
const Field = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' })

/** asked: the office looks into it · accepted: the register was put right · refused: with reasons, and how to appeal. */
export const CorrectionState = Type.Enum(['asked', 'accepted', 'refused'])
export type CorrectionState = Static<typeof CorrectionState>
export const stateNames: Readonly<Record<CorrectionState, string>> = { asked: '核实中', accepted: '已更正', refused: '不予更正' }

const Proof = Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), size: Type.Integer() })
const Answer = Type.Object({ at: Type.String(), reason: Type.String(), law: Nullable(Type.String()), appeal: Nullable(Type.String()) })
const shared = {
  id: Type.String(), number: Type.String(), registerName: Type.String(), fieldName: Type.String(), unitName: Type.String(), state: CorrectionState, isLate: Type.Boolean(), askedAt: Type.String(), due: Type.String(),
}
const said = { /** What the register said when it was asked, in words. */ stated: Nullable(Type.String()), wanted: Type.String(), reason: Type.String(), proofs: Type.Array(Proof), answer: Nullable(Answer) }

/** As the person who asked sees it. */
export const MyCorrection = Type.Object({ ...shared, ...said, firm: Nullable(Type.String()) })
export type MyCorrection = Static<typeof MyCorrection>
/** As the office that owns the field sees it. `now`: what the register says today, when that is something else. */
export const HeldCorrection = Type.Object({ ...shared, ...said, name: Type.String(), subject: Type.String(), now: Nullable(Type.String()), hasChanged: Type.Boolean() })
export type HeldCorrection = Static<typeof HeldCorrection>
const Row = Type.Object(shared)

/** What one may know before asking: what stands there, who answers and by when. `open`: one that waits for its answer already. */
export const Prospect = Type.Object({
  registerName: Type.String(), fieldName: Type.String(), stated: Nullable(Type.String()), values: Type.Array(Type.String()), unitName: Type.String(), workdays: Type.Integer(), due: Type.String(),
  open: Nullable(Type.Object({ number: Type.String(), due: Type.String() })),
})
export type Prospect = Static<typeof Prospect>

const mine = 'corrections:ask'
const office = 'corrections:handle'

export const readProspect = defineRoute({
  method: 'GET', path: '/correction-prospects/:register/:field', permission: mine, summary: '申请更正前：登记的内容、由谁核实、何时答复', reads: 'personal', input: Type.Object({ register: OwnRegister, field: Field }), reply: Prospect, failures: ['corrections/no-field'],
})
export const sendProof = defineRoute({
  method: 'POST', path: '/correction-proofs', permission: mine, summary: '上传更正的证明', body: 'bytes', perMinute: 30, input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }), reply: Proof,
  failures: ['materials/too-large', 'materials/wrong-type', 'materials/empty'],
})
export const askCorrection = defineRoute({
  method: 'POST', path: '/corrections', permission: mine, summary: '申请更正登记的个人信息', perMinute: 30,
  input: Type.Object({
    register: OwnRegister, field: Field, wanted: Type.Union([Type.String({ minLength: 1, maxLength: 2000 }), Type.Number(), Type.Boolean()]), reason: Type.String({ minLength: 5, maxLength: 500 }), proofs: Type.Array(Id, { maxItems: 5 }),
  }),
  reply: MyCorrection, failures: ['corrections/no-field', 'corrections/already-asked', 'corrections/same', 'corrections/invalid', 'corrections/no-proof', 'identity/not-your-firm'],
})
export const myCorrections = defineRoute({ method: 'GET', path: '/my/corrections', permission: mine, summary: '我的数据更正', copy: '数据更正', reads: 'personal', input: Type.Object({ page: Page }), reply: Type.Object({ corrections: Type.Array(MyCorrection), total: Type.Integer() }) })

export const listCorrections = defineRoute({
  method: 'GET', path: '/corrections', permission: office, summary: '本单位要核实的数据更正', input: Type.Object({ answered: Type.Optional(Type.Boolean()), page: Page }),
  reply: Type.Object({ corrections: Type.Array(Row), total: Type.Integer(), waiting: Type.Integer(), late: Type.Integer() }),
})
export const readCorrection = defineRoute({ method: 'GET', path: '/corrections/:id', permission: office, summary: '一件数据更正', reads: 'personal', input: Type.Object({ id: Id }), reply: HeldCorrection, failures: ['corrections/no-correction'] })
export const readProof = defineRoute({ method: 'GET', path: '/corrections/:id/proofs/:proof', permission: 'signed-in', summary: '更正的证明', reads: 'personal', input: Type.Object({ id: Id, proof: Id }), reply: Type.Unknown(), failures: ['corrections/no-correction'] })
export const answerCorrection = defineRoute({
  method: 'POST', path: '/corrections/:id/answer', permission: office, summary: '答复数据更正', repeatable: true, input: Type.Object({ id: Id, decision: Type.Enum(['accepted', 'refused']), reason: Type.String({ minLength: 5, maxLength: 1000 }), law: Type.Optional(Type.String({ maxLength: 200 })) }),
  reply: HeldCorrection, failures: ['corrections/no-correction', 'corrections/already-answered', 'corrections/not-written'],
})

const told = { correction: Type.String(), number: Type.String(), who: Type.String(), registerName: Type.String(), fieldName: Type.String(), unit: Type.String(), due: Type.String() }
export const correctionAsked = defineEvent('corrections.asked', 1, Type.Object(told))
export const correctionAnswered = defineEvent('corrections.answered', 1, Type.Object({ ...told, decision: Type.String() }))
/** The day has passed without an answer. */
export const correctionLate = defineEvent('corrections.late', 1, Type.Object(told))

export const failures = defineFailures({
  'corrections/no-field': [404, '没有可以申请更正的这一项'],
  'corrections/no-correction': [404, '没有找到这件更正'],
  'corrections/already-asked': [409, '这一项已经申请过更正，正在核实'],
  'corrections/same': [400, '和登记的一样，不用更正'],
  'corrections/invalid': [400, '更正后的内容不对'],
  'corrections/no-proof': [400, '有证明没有传上来，请重新上传'],
  'corrections/already-answered': [409, '这件更正已经答复过'],
  'corrections/not-written': [409, '登记库没有收下这个值，请先查明原因'],
})
