import type { JsonSchema } from './form.ts'

/**
 * What a kind's answer is to a form:
 * answer: a value somebody gives · choice, choices: among options · rows: a list with columns · affirmation: counts only when true ·
 * computed: a figure of the form's own · note: something to read, no answer.
 */
export type Role = 'answer' | 'choice' | 'choices' | 'rows' | 'affirmation' | 'computed' | 'note'

/** A way of asking. The library needs no more than this of it; who draws forms adds a face, words and examples. */
export interface Kind {
  /** What an answer looks like unless the author's schema says more. */
  readonly schema: JsonSchema
  /** `answer` when left out. */
  readonly role?: Role
  /** Said when it must be answered and is not: 请填写 when left out. */
  readonly verb?: string
  /** Conditions of every answer of the kind, FEEL over `value`, with what is said when one does not hold. */
  readonly must?: readonly { readonly must: string; readonly say: string }[]
  /** What the author must set, with what is said when it is missing. */
  readonly needs?: Partial<Readonly<Record<'accepts' | 'columns' | 'options', string>>>
  /** Rows whose columns are all of this role. */
  readonly columnRole?: Role
  /** Formats of a schema that are asked this way when the author names no kind. */
  readonly formats?: readonly string[]
  /** Whether a schema without a kind is asked this way; the first that fits is taken. */
  readonly fits?: (schema: JsonSchema) => boolean
}

export type Kinds = Readonly<Record<string, Kind>>

/** The natural way to ask for what a schema describes. */
export function kindFor(schema: JsonSchema, kinds: Kinds): string | undefined {
  if (schema['readOnly'] === true) return Object.keys(kinds).find((name) => kinds[name]!.role === 'computed')
  const format = schema['format']
  const named = typeof format === 'string' ? Object.keys(kinds).find((name) => kinds[name]!.formats?.includes(format)) : undefined
  return named ?? Object.keys(kinds).find((name) => kinds[name]!.fits?.(schema))
}

/** Whether a schema describes an object with these properties. */
export const hasProperties = (schema: JsonSchema, ...names: readonly string[]): boolean =>
  schema['type'] === 'object' && names.every((name) => Object.hasOwn((schema['properties'] ?? {}) as object, name))
