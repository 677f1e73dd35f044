import { Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Name = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,63}$' })
const Certainty = Type.Enum(['A', 'B', 'C'])
/** FEEL over named facts. */
const Feel = Type.String({ minLength: 1, maxLength: 2000 })
/** `10 workdays`, `7 calendar-days`, `5 years`, `6 months`, `long-term`. */
const Length = Type.String({ pattern: '^(\\d+ (workdays|calendar-days|months|years)|long-term|immediate)$' })
const Text = Type.String({ minLength: 1, maxLength: 2000 })

const Office = Type.Object({ department: Type.Optional(Name), level: Type.Enum(['province', 'prefecture', 'county', 'township']) })

const Basis = Type.Object({ law: Text, article: Type.Optional(Text), what: Type.Optional(Text), certainty: Type.Optional(Certainty) })

const Party = Type.Object({
  concept: Type.Enum(['person', 'firm', 'family-member']),
  name: Type.Optional(Text),
  /** `applicant`: the one who applies; `applicant-or-agent`: the firm that the applicant represents or acts for. Others come from the form. */
  acts: Type.Optional(Type.Enum(['applicant', 'applicant-or-agent', 'co-applicant'])),
  count: Type.Optional(Type.String({ pattern: '^\\d+\\.\\.(\\d+)?$' })),
  relation: Type.Optional(Text),
  signs: Type.Optional(Type.Enum(['all', 'adults', 'none'])),
  consents: Type.Optional(Type.Array(Text)),
  /** JSON pointer of the form field that holds them, when it is not `/<id>`. */
  at: Type.Optional(Type.String({ pattern: '^(/[A-Za-z0-9]+)+$' })),
  /** The field of each row (or of the object) that holds the identity number or credit code. */
  key: Type.Optional(Name),
})

const Option = Type.Object({ value: Type.String({ minLength: 1 }), label: Text, note: Type.Optional(Text) })

const Situation = Type.Object({
  id: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
  ask: Type.Optional(Text),
  choose: Type.Optional(Type.Enum(['one', 'many', 'yes-no'])),
  options: Type.Optional(Type.Array(Option, { minItems: 1 })),
  derive: Type.Optional(Feel),
  when: Type.Optional(Feel),
  note: Type.Optional(Text),
  hint: Type.Optional(Text),
  certainty: Type.Optional(Certainty),
})

const Held = Type.Object({ register: Type.Optional(Name), licence: Type.Optional(Name), of: Name })

const Fact = Type.Object({
  id: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
  of: Name,
  register: Name,
  /** FEEL over `records` (all of the party's records): what the fact is; without it the list of records. */
  gives: Type.Optional(Feel),
  law: Type.Optional(Text),
})

const Condition = Type.Object({
  id: Name,
  must: Feel,
  /** What is told when it does not hold. */
  refuse: Text,
  clause: Text,
  /** Where the person should go instead. */
  go: Type.Optional(Text),
  /** `guide`: told before the form; `submit`: the application is not taken; `decide`: shown to the decider as a ground of refusal. */
  at: Type.Optional(Type.Enum(['guide', 'submit', 'decide'])),
  certainty: Type.Optional(Certainty),
})

const Material = Type.Object({
  id: Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,40}$' }),
  name: Text,
  made: Type.Optional(Type.Literal('from-form')),
  held: Type.Optional(Held),
  from: Type.Optional(Type.Enum(['applicant', 'department', 'agency'])),
  accepts: Type.Optional(Type.Array(Type.Enum(['pdf', 'image', 'ofd', 'office', 'dwg']))),
  when: Type.Optional(Feel),
  necessity: Type.Optional(Type.Enum(['required', 'optional'])),
  copies: Type.Optional(Type.Integer({ minimum: 0 })),
  /** What a clerk looks at when accepting it. */
  checks: Type.Optional(Type.Array(Text)),
  note: Type.Optional(Text),
  clause: Type.Optional(Text),
  certainty: Type.Optional(Certainty),
})

const Fee = Type.Object({
  name: Text, basis: Text, payer: Type.Optional(Name),
  /** FEEL that gives yuan. */
  amount: Feel,
  standard: Text,
  reduce: Type.Optional(Type.Array(Type.Object({ when: Feel, to: Feel, basis: Text }))),
  certainty: Type.Optional(Certainty),
})

const Field = Type.Object({ label: Text, value: Feel })

const Granted = Type.Object({
  licence: Type.Optional(Name),
  /** A decision letter instead of a licence. */
  decision: Type.Optional(Name),
  name: Type.Optional(Text),
  valid: Type.Optional(Length),
  seal: Type.Optional(Name),
  fields: Type.Optional(Type.Array(Field)),
  /** A party; or the firm that the result itself brings into being. */
  holder: Type.Optional(Type.Union([Name, Type.Object({ creditCode: Feel, name: Feel })])),
  cancels: Type.Optional(Feel),
  /** Licences in force of a party that end with this result; all of the type, or the one of that number. */
  ends: Type.Optional(Type.Array(Type.Object({ licence: Name, of: Name, number: Type.Optional(Feel) }))),
  note: Type.Optional(Text),
})

/**
 * What the result writes into a register when it is issued (docs/decisions/0011). Expressions see what the result's fields see, and
 * `issued.number`, `caseNumber`; `one` is the element of `each`; in `must` also `entry`, the record as it stands.
 */
const RegisterChange = Type.Object({
  id: Name,
  register: Name,
  /** A new entry; fields of an entry in force; an entry becomes history. */
  do: Type.Enum(['record', 'change', 'end']),
  when: Type.Optional(Feel),
  /** A list: the change is made once for each element. */
  each: Type.Optional(Feel),
  key: Feel,
  /** A field whose value is null is left as it stands. */
  fields: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }), Feel)),
  must: Type.Optional(Feel),
  /** Told to the office when `must` does not hold. */
  refuse: Type.Optional(Text),
  /** An entry that this province does not hold (a person from elsewhere) is passed over. */
  absent: Type.Optional(Type.Literal('skip')),
  law: Text,
  certainty: Type.Optional(Certainty),
})

/** A value that an official states at a step; the process and the decision table may read it by its name. */
const Stated = Type.Object({
  name: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }), title: Text, kind: Type.Enum(['text', 'number', 'date', 'yes-no', 'choose']),
  options: Type.Optional(Type.Array(Text, { minItems: 2 })), unit: Type.Optional(Text), required: Type.Optional(Type.Boolean()),
})
export type Stated = Static<typeof Stated>

const Appeal = Type.Object({ review: Length, lawsuit: Length })

const Afterwards = Type.Object({
  before: Type.Optional(Length), on: Type.Optional(Text), every: Type.Optional(Length),
  offer: Type.Optional(Text), do: Type.Optional(Text), say: Type.Optional(Text), certainty: Type.Optional(Certainty),
})

/** An executable service item: the whole of what a person of the office would say about it. */
export const ItemDefinition = Type.Object({
  name: Text,
  code: Type.Object({ basic: Type.String({ pattern: '^\\d{12}$' }), certainty: Certainty }),
  type: Type.Enum(['行政许可', '行政给付', '行政确认', '行政奖励', '行政裁决', '其他行政权力', '公共服务']),
  for: Type.Array(Type.Enum(['person', 'firm', 'individual-business', 'public-institution', 'social-organisation', 'government-body']), { minItems: 1 }),
  summary: Text,
  /** Everyday words by which people look for it. */
  words: Type.Array(Text, { minItems: 1 }),
  theme: Text,
  offices: Type.Object({ accept: Office, decide: Type.Union([Type.Literal('same'), Office]), window: Type.Optional(Type.Enum(['hall', 'township'])) }),
  basis: Type.Array(Basis, { minItems: 1 }),
  kind: Type.Enum(['immediate', 'promised', 'joint']),
  limits: Type.Object({ statutory: Length, extension: Type.Optional(Length), promise: Length, supplement: Type.Optional(Length), deliver: Type.Optional(Length) }),
  visits: Type.Integer({ minimum: 0, maximum: 5 }),
  visitReason: Type.Optional(Text),
  online: Type.Enum(['I', 'II', 'III', 'IV']),
  channels: Type.Optional(Type.Array(Type.Enum(['web', 'phone', 'counter', 'kiosk', 'post']))),
  fee: Type.Union([Type.Literal('none'), Fee]),
  assurance: Type.Enum(['registered', 'real-name', 'strong']),
  /** Nobody may apply for another: the clause that says so. */
  inPerson: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
  parties: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }), Party),
  situations: Type.Array(Situation),
  facts: Type.Optional(Type.Array(Fact)),
  conditions: Type.Array(Condition),
  materials: Type.Array(Material),
  decide: Type.Optional(Type.Object({ decision: Name, gives: Type.Array(Name), inputs: Type.Record(Name, Feel) })),
  process: Type.Object({
    use: Name,
    /** Variables that the process reads, in FEEL. */
    with: Type.Optional(Type.Record(Name, Feel)),
    /** Which office's people act in a lane, when it is not the deciding office. */
    people: Type.Optional(Type.Record(Name, Office)),
    /** What the official is asked to state at a step, by the step's action. */
    asks: Type.Optional(Type.Record(Name, Type.Array(Stated, { minItems: 1, maxItems: 20 }))),
  }),
  outcomes: Type.Object({
    granted: Granted,
    refused: Type.Object({ document: Text, appeal: Appeal }),
    terminated: Type.Optional(Type.Object({ document: Text, when: Type.Optional(Text) })),
  }),
  registerChanges: Type.Optional(Type.Array(RegisterChange, { minItems: 1, maxItems: 40 })),
  afterwards: Type.Optional(Type.Array(Afterwards)),
  batch: Type.Optional(Type.Boolean()),
  faq: Type.Optional(Type.Array(Type.Object({ ask: Text, answer: Text }))),
  mistakes: Type.Optional(Type.Array(Text)),
  below: Type.Array(Type.Enum(['place', 'hours', 'telephone', 'promise'])),
  effective: Type.Object({ from: Type.String({ format: 'date' }), to: Type.Optional(Type.String({ format: 'date' })) }),
  /** 示例: made from short data, no dossier yet. */
  sample: Type.Optional(Type.Boolean()),
  certainty: Type.Optional(Type.Record(Type.String(), Type.String())),
  source: Type.Optional(Text),
})
export type ItemDefinition = Static<typeof ItemDefinition>
export type MaterialDefinition = Static<typeof Material>
export type SituationDefinition = Static<typeof Situation>
export type ConditionDefinition = Static<typeof Condition>
export type RegisterChangeDefinition = Static<typeof RegisterChange>

/** What a city or county set for itself. Anything else is refused with the element's name (国发〔2018〕27号 四级四同). */
export const ClaimDefinition = Type.Object({
  place: Type.Optional(Text), hours: Type.Optional(Text), telephone: Type.Optional(Text), promise: Type.Optional(Length),
})
export type ClaimDefinition = Static<typeof ClaimDefinition>

/** A changeable figure by division and date. */
export const ParameterDefinition = Type.Object({
  name: Text, unit: Text,
  values: Type.Array(Type.Object({ division: Type.String({ pattern: '^\\d{6}$' }), kind: Type.Optional(Text), from: Type.String({ format: 'date' }), value: Type.Union([Type.Number(), Text]), certainty: Certainty, source: Text }), { minItems: 1 }),
})
export type ParameterDefinition = Static<typeof ParameterDefinition>

/** Walk-through cases: the item's own specification, run by tests and by `walk`. */
export const WalkCases = Type.Array(Type.Object({
  title: Text,
  /** Who applies: filters for a synthetic person or firm. */
  as: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  situations: Type.Record(Type.String(), Type.Unknown()),
  form: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** Materials that this applicant leaves out at first. */
  omit: Type.Optional(Type.Array(Type.String())),
  /** Register entries that make the case what it is: register → list of changes to a record of a party. */
  given: Type.Optional(Type.Array(Type.Object({ register: Type.String(), of: Type.String(), values: Type.Record(Type.String(), Type.Unknown()) }))),
  /** What officials do when it is not the straight way: action → decision and comment. */
  steps: Type.Optional(Type.Array(Type.Object({ action: Type.String(), decision: Type.String(), comment: Type.Optional(Type.String()), clause: Type.Optional(Type.String()), note: Type.Optional(Type.String()) }))),
  expect: Type.Object({
    outcome: Type.Enum(['granted', 'refused', 'not-accepted', 'terminated', 'withdrawn', 'blocked']),
    code: Type.Optional(Type.String()),
    clause: Type.Optional(Type.String()),
    licence: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    uploaded: Type.Optional(Type.Array(Type.String())),
    reused: Type.Optional(Type.Array(Type.String())),
    within: Type.Optional(Length),
  }),
}), { minItems: 1 })
export type WalkCases = Static<typeof WalkCases>
