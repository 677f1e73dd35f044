import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { lift } from '@xiangyun/feel/values'
import type { Context } from '@xiangyun/feel/values'
import { askService, workOut } from './decide.ts'
import type { Worked } from './decide.ts'
import { fromTyped, toTyped } from './line-values.ts'
import type { Typed } from './line-values.ts'
import type { Model, ModelProblem } from './model.ts'

/** A question to a model: one decision or one decision service, with its inputs by name. */
export interface Question {
  readonly model: string
  readonly decision?: string
  readonly service?: string
  readonly input: Readonly<Record<string, unknown>>
}

export type Answer = { readonly value: Typed } | { readonly error: string; readonly message: string }

/** Gives the model at a path; how files are found and whether they are read leniently is the caller's matter. */
export type ReadModel = (path: string) => Result<Model, ModelProblem>

/**
 * Answers one question to a decision model (DMN 1.5 §6.3.6 and 6.3.10), given as JSON or as its text. Values of types that JSON lacks travel as
 * `{"$date": "…"}`, `$time`, `$dateTime`, `$dayTimeDuration`, `$yearMonthDuration`, `$range`, and numbers beyond a double as `{"$number": "…"}`.
 */
export function answerLine(request: unknown, readModel: ReadModel): Answer {
  const question = questionOf(request)
  if (!question.ok) return told(question.problems)
  const input = fromTyped(question.value.input)
  if (!input.ok) return told(input.problems)
  const model = readModel(question.value.model)
  if (!model.ok) return told(model.problems)
  const found = worked(model.value, question.value, input.value as Context)
  return found.ok ? { value: toTyped(found.value.value) } : told(found.problems)
}

const told = (problems: readonly { readonly code: string; readonly message: string }[]): Answer => ({ error: problems[0]?.code ?? 'unknown', message: problems.map((one) => one.message).join('；') })

function questionOf(request: unknown): Result<Question, ModelProblem> {
  const given = typeof request === 'string' ? parsed(request) : request
  const wrong = (message: string) => fail<ModelProblem>([{ element: '', code: 'bad-request', message }])
  if (!isRecord(given)) return wrong('问题应当是一个 JSON 对象')
  const { model, decision, service, input } = given
  if (typeof model !== 'string') return wrong('问题缺少 model')
  if ((typeof decision === 'string') === (typeof service === 'string')) return wrong('问题应当有 decision 或 service 之一')
  if (input !== undefined && !isRecord(input)) return wrong('input 应当是一个 JSON 对象')
  return ok({ model, ...(typeof decision === 'string' ? { decision } : { service: service as string }), input: input ?? {} })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function worked(model: Model, question: Question, input: Context): Result<Worked, ModelProblem> {
  const given = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, lift(value)]))
  if (question.service !== undefined) return askService(model, idOf(model.services, question.service), given)
  return workOut(model, idOf(model.decisions, question.decision ?? ''), given)
}

/** The model's own element of that name before an imported one; else it may be an id. */
function idOf(all: Readonly<Record<string, { readonly id: string; readonly name: string; readonly scope?: string }>>, name: string): string {
  const named = Object.values(all).filter((one) => one.name === name)
  return (named.find((one) => one.scope === undefined) ?? named[0])?.id ?? name
}
