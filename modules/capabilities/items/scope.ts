import type { Functions, Json } from '@xiangyun/feel'
import { citizenCheckDigit, SYNTHETIC_PREFIX } from '@xiangyun/identifiers/citizen-number'
import { localDate } from '@xiangyun/kernel/time'
import type { ParameterDefinition } from './definition.ts'
import type { ItemDefinition } from './definition.ts'
import { evaluate, isTrue } from './expressions.ts'

/** Named facts that the item's expressions see. */
export type Scope = Readonly<Record<string, unknown>>

export type Known = {
  readonly situations: Readonly<Record<string, unknown>>
  readonly form: Readonly<Record<string, unknown>>
  readonly parties: Readonly<Record<string, unknown>>
  readonly facts: Readonly<Record<string, unknown>>
  readonly now: Date
}

/** What the caller may use inside expressions besides FEEL's own functions. */
export function functionsFor(parameters: ReadonlyMap<string, ParameterDefinition>, path: readonly string[], today: string): Functions {
  return {
    parameter: (name, kind) => parameterValue(parameters, String(name), kind === undefined || kind === null ? undefined : String(kind), path, today),
    ageOf: (birthDate) => ageOf(String(birthDate), today),
    citizenNumber: (division, birthDate, sex, serial) => newCitizenNumber(String(division), String(birthDate), String(sex), String(serial)),
  }
}

/** The value of a parameter on a day: the nearest division's, the latest that has begun. */
export function parameterValue(parameters: ReadonlyMap<string, ParameterDefinition>, name: string, kind: string | undefined, path: readonly string[], today: string): Json {
  const values = (parameters.get(name)?.values ?? []).filter((v) => path.includes(v.division) && v.from <= today && (v.kind === undefined || v.kind === kind))
  const best = [...values].sort((a, b) => path.indexOf(b.division) - path.indexOf(a.division) || (a.from < b.from ? 1 : -1))[0]
  return best ? best.value : null
}

/** Whole years between a birth date and a day. */
export function ageOf(birthDate: string, today: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(birthDate)) return null
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5, 10) ? years - 1 : years
}

/**
 * A new number by GB 11643, always in the range of made-up people: in a real province the system of 公安 gives it. The last digits of
 * `serial` make the sequence, odd for a boy.
 */
export function newCitizenNumber(division: string, birthDate: string, sex: string, serial: string): string | null {
  const last = /(\d{3})$/.exec(serial)?.[1]
  if (!last || !/^\d{6}/.test(division) || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return null
  const sequence = (Number(last) * 2 + (sex === '男' ? 1 : 0)) % 1000
  const first17 = `${SYNTHETIC_PREFIX}${division.slice(4, 6)}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + citizenCheckDigit(first17)
}

/** All names at once; derived situations are worked out in the order in which the item states them. */
export function scopeOf(item: ItemDefinition, known: Known, functions: Functions): Scope {
  const asked = Object.fromEntries(item.situations.map((s) => [s.id, known.situations[s.id] ?? (s.choose === 'many' ? [] : null)]))
  const scope: Record<string, unknown> = { ...known.parties, ...known.facts, ...asked, form: known.form, today: localDate(known.now), now: known.now.toISOString() }
  for (const party of Object.keys(item.parties)) scope[party] ??= known.form[party] ?? null
  for (const situation of item.situations) if (situation.derive) scope[situation.id] = evaluate(situation.derive, scope, functions)
  return scope
}

/** The questions to be asked now, given the answers so far. */
export function questions(item: ItemDefinition, scope: Scope, functions: Functions) {
  return item.situations.filter((s) => s.ask && (!s.when || isTrue(s.when, scope, functions)))
}
