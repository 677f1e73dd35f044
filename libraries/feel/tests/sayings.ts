import assert from 'node:assert/strict'
import test from 'node:test'
import { evaluate } from '../index.ts'
import type { Context } from '../index.ts'
import { valueText } from '../value-text.ts'

/** A function or construct, what is said of it, and expressions with the text of their values. */
export type Saying = readonly [subject: string, sentence: string, examples: Readonly<Record<string, string>>]

/** The text of an expression's value, strings quoted as inside a list. */
export function textOf(source: string, context: Context = {}): string {
  const found = evaluate(source, context)
  return found.ok ? (valueText([found.value]) ?? '').slice(1, -1) : (found.problems[0]?.message ?? 'problem')
}

/** One test for each saying. */
export function sayAll(sayings: readonly Saying[]): void {
  for (const [subject, sentence, examples] of sayings) {
    test(`${subject}: ${sentence}`, () => {
      for (const [source, expected] of Object.entries(examples)) assert.equal(textOf(source), expected, source)
    })
  }
}
