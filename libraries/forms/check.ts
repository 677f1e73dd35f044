import { toJson } from '@xiangyun/feel/to-json'
import type { Bounds } from './bounds.ts'
import { evaluate, freshBounds } from './bounds.ts'
import { isEmptyRow } from './empty-rows.ts'
import type { AnswerError, Answers, Facts, Json, PublishedAsk, PublishedForm } from './form.ts'
import { messageFor } from './messages.ts'
import type { Found } from './places.ts'
import { placeNamed, walkPlaces } from './places.ts'
import type { Plan } from './plan.ts'
import { planOf } from './plan.ts'
import { badTexts, beyondLimits } from './limits.ts'
import { contextOf, run, settleState } from './settle.ts'
import type { State } from './settle.ts'

/** What an emitted validator reports; the shape is that of ajv. */
export interface ValidationError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Validate {
  (answers: unknown): boolean
  errors?: readonly ValidationError[] | null
}

export interface Checked {
  /** Answers to what is shown only, with computed figures; none at all when they are too many or too deep to be looked at. */
  readonly answers: Answers
  readonly errors: readonly AnswerError[]
}

/** So many mistakes are told at once; a person reads far fewer. */
const MOST_ERRORS = 1_000

/** Checks answers as they would be submitted: hidden ones dropped, then required, shape, options and rules. */
export function check(published: PublishedForm, validate: Validate, answers: Answers, facts: Facts = {}, rounds?: number): Checked {
  const plan = planOf(published)
  const beyond = beyondLimits(plan, answers)
  if (beyond) return { answers: {}, errors: [beyond] }
  const bounds = freshBounds(rounds)
  const state = settleState(plan, answers, facts, bounds)
  return { answers: state.answers, errors: errorsOf(plan, state, validate, bounds) }
}

/** What is wrong with a form that has been settled. */
export function errorsOf(plan: Plan, state: State, validate: Validate | undefined, bounds: Bounds): readonly AnswerError[] {
  const errors = new Map<string, AnswerError>()
  const tell = (error: AnswerError): void => void (errors.has(error.at) || errors.size >= MOST_ERRORS || errors.set(error.at, error))
  const isMissing = ({ ask, value, context, place }: Found): boolean => (ask.required || evaluate(ask.require!, context(), place, bounds) === true) && isEmpty(ask, value)
  walkPlaces(plan, state, (ask) => !ask.compute && (ask.required || ask.require !== undefined), (found) => {
    if (isMissing(found)) tell({ at: found.at(), code: 'required', message: `${found.ask.verb ?? '请填写'}“${found.ask.title}”` })
  })
  badTexts(plan, state, tell)
  if (validate && !validate(state.answers)) for (const error of validate.errors ?? []) if (error.keyword !== 'if') tell(messageFor(error, (at) => placeNamed(plan, state, at), { schema: plan.published.schema, answers: state.answers }))
  walkPlaces(plan, state, (ask) => ask.options !== undefined || ask.optionsFrom !== undefined, (found) => {
    if (!offers(found, bounds)) tell({ at: found.at(), code: 'not-an-option', message: `“${found.ask.title}”不在可选范围内` })
  })
  walkPlaces(plan, state, (ask) => ask.must !== undefined, (found) => {
    if (found.value === undefined || found.value === null || (errors.size > 0 && errors.has(found.at()))) return
    const { ask, value } = found
    for (const one of ask.must!) if (evaluate(one.must, { value }, found.place, bounds) !== true) return tell({ at: found.at(), code: 'kind', message: `“${ask.title}”${one.say}` })
  })
  const shape = [...errors.values()]
  const all = [...shape, ...brokenRules(plan, state.context, shape, bounds)]
  return bounds.tooLong === undefined ? all : [...all.filter((error) => error.at !== bounds.tooLong), tooLong(plan, bounds.tooLong)]
}

/** An expression of the form that would not end in time. */
function tooLong(plan: Plan, at: string): AnswerError {
  const title = plan.byPlace.get(at)?.ask.title ?? plan.byPlace.get(at.split('/*')[0]!)?.ask.title
  return { at, code: 'too-long', message: `${title ? `“${title}”` : '这份表单'}的条件或算式算得太久，没有算完；请减少填写的行数，或联系受理部门` }
}

function isEmpty(ask: PublishedAsk, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (ask.role === 'affirmation') return value !== true
  if (typeof value === 'string') return value.trim() === ''
  if (!Array.isArray(value)) return false
  return ask.role === 'rows' ? (value as readonly Json[]).every((row) => isEmptyRow(ask, row)) : value.length === 0
}

/** Whether what was chosen is among the options as they stand. */
function offers({ ask, value, offered, context, place }: Found, bounds: Bounds): boolean {
  if (value === undefined || value === null) return true
  const among = offered ?? new Set(offeredBy(ask, context(), place, bounds))
  return Array.isArray(value) ? (value as readonly Json[]).every((one) => among.has(one)) : among.has(value)
}

function offeredBy(ask: PublishedAsk, context: Facts, place: string, bounds: Bounds): readonly Json[] {
  const found = ask.optionsFrom ? toJson(evaluate(ask.optionsFrom, context, place, bounds)) : []
  return (Array.isArray(found) ? (found as readonly Json[]) : []).map((one) => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one))
}

/**
 * A rule about a place waits until the place itself is in order. One that cannot be decided counts as broken only
 * when nothing else explains why.
 */
function brokenRules({ published }: Plan, context: Facts, shape: readonly AnswerError[], bounds: Bounds): AnswerError[] {
  const strict = shape.length === 0
  return published.rules.flatMap((rule) => {
    if (rule.at !== '' && shape.some((error) => isInside(error.at, rule.at))) return []
    if (rule.when && evaluate(rule.when, context, rule.at, bounds) !== true) return []
    const holds = evaluate(rule.must, context, rule.at, bounds)
    return holds === false || (strict && holds !== true) ? [{ at: rule.at, code: 'rule', message: rule.say }] : []
  })
}

const isInside = (at: string, place: string): boolean => at === place || at.startsWith(`${place}/`)

/** What may be chosen now, for the renderer. */
export function optionsOf(published: PublishedForm, ask: PublishedAsk, answers: Answers, facts: Facts = {}): readonly { value: Json; label: string }[] {
  if (ask.options) return ask.options
  return ask.optionsFrom ? labelled(toJson(run(ask.optionsFrom, contextOf(published, answers, facts)))) : []
}

/** Options that an expression gave: values, or values with labels. */
export function labelled(found: Json): readonly { value: Json; label: string }[] {
  return (Array.isArray(found) ? (found as readonly Json[]) : []).map((one) => {
    if (typeof one !== 'object' || one === null || !('value' in one)) return { value: one, label: String(one) }
    return { value: one.value, label: String('label' in one ? one.label : one.value) }
  })
}
