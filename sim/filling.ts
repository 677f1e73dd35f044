import { check, fillComputed, optionsOf, shown } from '@xiangyun/forms'
import type { PublishedAsk, PublishedForm, Validate } from '@xiangyun/forms'
import { emitValidator, loadValidator } from '@xiangyun/forms'
import { itemFormats } from '#modules/capabilities/items/formats.ts'

type Answers = Record<string, unknown>
type Schema = { [key: string]: unknown; type?: string; enum?: unknown[]; minimum?: number; exclusiveMinimum?: number; minItems?: number; items?: Schema; properties?: Record<string, Schema>; required?: string[]; pattern?: string }

/** People that may be named in a form: numbers and names of synthetic persons. */
export type Cast = readonly { readonly identityNumber: string; readonly name: string }[]

const loaded = new WeakMap<PublishedForm, Promise<Validate>>()

/** A form filled as a careful resident would: what is given stays, every further question that is shown gets a fitting answer. */
export async function fillForm(form: PublishedForm, given: Answers, facts: Answers, cast: Cast): Promise<{ answers: Answers; errors: readonly { at: string; message: string }[] }> {
  const validate = await (loaded.get(form) ?? loaded.set(form, loadValidator(emitValidator(form), itemFormats)).get(form)!)
  let answers = structuredClone(given)
  for (let round = 0; round < 12; round++) {
    const visible = shown(form, answers as never, facts)
    for (const ask of form.sections.flatMap((s) => s.asks)) {
      if (ask.at !== '' && visible.has(ask.at) && valueAt(answers, ask.path) === undefined && (ask.required || ask.require)) put(answers, ask.path, answerTo(form, ask, answers, facts, cast))
    }
    answers = fillComputed(form, answers as never, facts) as Answers
    const { errors } = check(form, validate, answers as never, facts)
    if (errors.length === 0) return { answers, errors }
    for (const error of errors) mend(form, answers, error.at, facts, cast)
  }
  return { answers, errors: check(form, validate, answers as never, facts).errors }
}

/** A place that is missing or wrong gets an answer of its own, also inside rows and groups. */
function mend(form: PublishedForm, answers: Answers, at: string, facts: Answers, cast: Cast): void {
  const path = at.split('/').slice(1)
  const ask = form.sections.flatMap((s) => s.asks).filter((a) => a.at !== '' && (at === a.at || at.startsWith(`${a.at}/`))).sort((a, b) => b.at.length - a.at.length)[0]
  if (!ask) return
  if (at === ask.at) { if (valueAt(answers, path) === undefined) put(answers, path, answerTo(form, ask, answers, facts, cast)); return }
  const column = ask.columns?.find((c) => c.path.at(-1) === path.at(-1))
  if (column && valueAt(answers, path) === undefined) put(answers, path, answerTo(form, column, answers, facts, cast))
}

const byKind: Record<string, (cast: Cast) => unknown> = {
  'text': () => '示例内容', 'long-text': () => '按实际情况填写的示例内容', 'number': () => 1, 'money': () => 100, 'date': () => '2026-06-01', 'yes-no': () => true, 'statement': () => true, 'signature-typed': (cast) => cast[0]?.name ?? '签名',
  'identity-number': (cast) => cast[1]?.identityNumber ?? cast[0]?.identityNumber, 'person-name': (cast) => cast[1]?.name ?? '王小示', 'mobile': () => '19900001234', 'bank-account': () => '6200000000000000001',
  'address': () => ({ division: '220102001001', detail: '示例路 1 号 101 室' }), 'address-with-map': () => ({ division: '220102001001', detail: '示例路 1 号 101 室' }), 'credit-code': () => undefined, 'file': () => [{ id: 'none', name: '示例.pdf' }],
}

function answerTo(form: PublishedForm, ask: PublishedAsk, answers: Answers, facts: Answers, cast: Cast): unknown {
  const schema = schemaAt(form.schema as Schema, ask.path)
  if (ask.kind === 'choose-one') return optionsOf(form, ask, answers as never, facts)[0]?.value ?? schema?.enum?.[0]
  if (ask.kind === 'choose-many') { const first = optionsOf(form, ask, answers as never, facts)[0]?.value ?? schema?.items?.enum?.[0]; return first === undefined ? [] : [first] }
  if (ask.kind === 'rows') return Array.from({ length: Math.max(1, schema?.minItems ?? 1) }, (_, i) => rowFor(form, ask, answers, facts, cast.slice(i + 1)))
  if (ask.kind === 'number' || ask.kind === 'money') return Math.max(ask.kind === 'money' ? 100 : 1, (schema?.minimum ?? 0), (schema?.exclusiveMinimum ?? 0) + 1)
  return byKind[ask.kind]?.(cast)
}

function rowFor(form: PublishedForm, ask: PublishedAsk, answers: Answers, facts: Answers, cast: Cast): Answers {
  const row: Answers = {}
  for (const column of ask.columns ?? []) if (column.required || column.require) put(row, [column.path.at(-1)!], answerTo(form, column, answers, facts, cast))
  return row
}

function schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((at, part) => at?.properties?.[part] ?? at?.items?.properties?.[part], schema)
}

const valueAt = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Answers)[part] : undefined), value)

function put(answers: Answers, path: readonly string[], value: unknown): void {
  if (value === undefined) return
  let at: Answers = answers
  path.slice(0, -1).forEach((part) => { at = (at[part] ??= {}) as Answers })
  at[path.at(-1)!] = value
}
