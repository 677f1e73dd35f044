import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import type { AnswerError, Answers, Facts, PublishedAsk, PublishedForm } from './form.ts'
import { messageFor } from './messages.ts'
import { pointerOf, valueAt } from './pointer.ts'
import { asksOf, contextOf, rowContext, run, settle } from './settle.ts'

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
  /** Answers to what is shown only, with computed figures. */
  readonly answers: Answers
  readonly errors: readonly AnswerError[]
}

/** One question in one place: a cell of a row is a place of its own. */
interface Place {
  readonly at: string
  readonly ask: PublishedAsk
  readonly value: Json | undefined
  readonly context: Facts
}

/** Checks answers as they would be submitted: hidden ones dropped, then required, shape, options and rules. */
export function check(published: PublishedForm, validate: Validate, answers: Answers, facts: Facts = {}): Checked {
  const settled = settle(published, answers, facts)
  const context = contextOf(published, settled.answers, facts)
  const places = asksOf(published).filter((ask) => settled.shown.has(ask.at)).flatMap((ask) => placesOf(ask, settled.answers, context)).filter((place) => settled.shown.has(place.at))
  const errors = new Map<string, AnswerError>()
  const tell = (error: AnswerError): void => void (errors.has(error.at) || errors.set(error.at, error))
  places.filter(isMissing).forEach((place) => tell({ at: place.at, code: 'required', message: `${place.ask.verb ?? '请填写'}“${place.ask.title}”` }))
  const byPlace = new Map(places.map((place) => [place.at, place.ask]))
  if (!validate(settled.answers)) for (const error of validate.errors ?? []) tell(messageFor(error, byPlace))
  places.filter((place) => !offers(place)).forEach((place) => tell({ at: place.at, code: 'not-an-option', message: `“${place.ask.title}”不在可选范围内` }))
  for (const place of places) if (!errors.has(place.at)) for (const broken of brokenByKind(place)) tell(broken)
  const shape = [...errors.values()]
  const broken = brokenRules(published, context, shape.length === 0).filter((rule) => rule.at === '' || !shape.some((error) => isInside(error.at, rule.at)))
  return { answers: settled.answers, errors: [...shape, ...broken] }
}

function placesOf(ask: PublishedAsk, answers: Answers, context: Facts): Place[] {
  const value = valueAt(answers, ask.path)
  const own: Place = { at: ask.at, ask, value, context }
  if (!ask.columns || !Array.isArray(value)) return [own]
  const cells = value.flatMap((row: Json, index) => {
    const inside = rowContext(context, (row ?? {}) as Answers)
    return (ask.columns ?? []).map((column): Place => ({ at: pointerOf([...ask.path, index, ...column.path]), ask: column, value: valueAt(row, column.path), context: inside }))
  })
  return [own, ...cells]
}

function isMissing({ ask, value, context }: Place): boolean {
  if (ask.compute) return false
  const required = ask.required || (ask.require !== undefined && run(ask.require, context) === true)
  return required && isEmpty(ask, value)
}

function isEmpty(ask: PublishedAsk, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (ask.role === 'affirmation') return value !== true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

/** What the kind itself asks of each answer, such as that a period does not end before it begins. */
function brokenByKind({ at, ask, value }: Place): AnswerError[] {
  if (!ask.must || value === undefined || value === null) return []
  return ask.must.filter((one) => run(one.must, { value }) !== true).map((one) => ({ at, code: 'kind', message: `“${ask.title}”${one.say}` }))
}

/** Whether what was chosen is among the options as they stand. */
function offers({ ask, value, context }: Place): boolean {
  if ((!ask.options && !ask.optionsFrom) || value === undefined || value === null) return true
  const offered = new Set(ask.options?.map((option): Json => option.value) ?? offeredBy(ask, context))
  return (Array.isArray(value) ? (value as readonly Json[]) : [value]).every((one) => offered.has(one))
}

function offeredBy(ask: PublishedAsk, context: Facts): readonly Json[] {
  const found = ask.optionsFrom ? toJson(run(ask.optionsFrom, context)) : []
  return (Array.isArray(found) ? (found as readonly Json[]) : []).map((one) => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one))
}

/** A rule that cannot be decided counts as broken only when nothing else explains why. */
function brokenRules(published: PublishedForm, context: Facts, strict: boolean): AnswerError[] {
  return published.rules.filter((rule) => !rule.when || run(rule.when, context) === true).flatMap((rule) => {
    const holds = run(rule.must, context)
    return holds === false || (strict && holds !== true) ? [{ at: rule.at, code: 'rule', message: rule.say }] : []
  })
}

/** A rule about a place waits until the place itself is in order. */
const isInside = (at: string, place: string): boolean => at === place || at.startsWith(`${place}/`)

/** What may be chosen now, for the renderer. */
export function optionsOf(published: PublishedForm, ask: PublishedAsk, answers: Answers, facts: Facts = {}): readonly { value: Json; label: string }[] {
  if (ask.options) return ask.options
  const found = ask.optionsFrom ? toJson(run(ask.optionsFrom, contextOf(published, answers, facts))) : []
  return (Array.isArray(found) ? (found as readonly Json[]) : []).map((one) => {
    if (typeof one !== 'object' || one === null || !('value' in one)) return { value: one, label: String(one) }
    return { value: one.value, label: String('label' in one ? one.label : one.value) }
  })
}
