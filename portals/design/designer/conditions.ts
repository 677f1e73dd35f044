import { parse } from '@xiangyun/feel/parse'
import type { Tree } from '@xiangyun/feel/tree'

export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'has' | 'lacks' | 'filled' | 'empty'
export type Operand = { readonly literal: string | number | boolean } | { readonly path: string }

/** One sentence of a condition: the answer `path` stands so to a value. */
export interface Test { readonly path: string, readonly sign: Sign, readonly operand?: Operand }

/** What the builder can build: sentences that all hold, or of which one holds. */
export interface Condition { readonly join: 'and' | 'or', readonly tests: readonly Test[] }

export const takesOperand = (sign: Sign) => sign !== 'filled' && sign !== 'empty'

/** Stands where an answer is still to be written: no expression can be read with it, so it is never published. */
const OPEN = '…'
const eachOpen = (feel: string, edit: (sign: string) => string) => feel.replace(/"(?:\\.|[^"\\])*"|…/g, (token) => (token === OPEN ? edit(token) : token))
export function isUnfinished(feel: string): boolean {
  let is = false
  eachOpen(feel, (sign) => { is = true; return sign })
  return is
}

/** As FEEL. */
export const writeCondition = ({ join, tests }: Condition): string => tests.map(writeTest).join(` ${join} `)

function writeTest({ path, sign, operand }: Test): string {
  const value = operand === undefined ? OPEN : 'path' in operand ? operand.path : JSON.stringify(operand.literal)
  switch (sign) {
    case 'filled': return `${path} != null`
    case 'empty': return `${path} = null`
    case 'has': return `list contains(${path}, ${value})`
    case 'lacks': return `not(list contains(${path}, ${value}))`
    default: return `${path} ${sign} ${value}`
  }
}

/** A condition that the builder can show; what says more than that stays a text. */
export function readCondition(feel: string): Condition | undefined {
  const parsed = parse(eachOpen(feel, (sign) => JSON.stringify(sign)))
  if (!parsed.ok) return undefined
  const join = parsed.value.kind === 'or' ? 'or' : 'and'
  const tests = sentences(parsed.value, join).map(testOf)
  return tests.every((test) => test !== undefined) ? { join, tests: tests.map(opened) } : undefined
}

const opened = ({ operand, ...test }: Test): Test => (operand === undefined || ('literal' in operand && operand.literal === OPEN) ? test : { ...test, operand })

const sentences = (tree: Tree, join: 'and' | 'or'): Tree[] => (tree.kind === join ? [...sentences(tree.left, join), ...sentences(tree.right, join)] : [tree])

export function pathOfTree(tree: Tree): string | undefined {
  if (tree.kind === 'name') return tree.name
  if (tree.kind !== 'path') return undefined
  const before = pathOfTree(tree.of)
  return before === undefined ? undefined : `${before}.${tree.name}`
}

function testOf(tree: Tree): Test | undefined {
  const path = pathOfTree(tree)
  if (path !== undefined) return { path, sign: '=', operand: { literal: true } }
  if (tree.kind === 'compare') return comparison(tree)
  if (tree.kind !== 'call' || tree.of.kind !== 'name' || tree.names) return undefined
  const [first, second] = tree.args
  if (tree.of.name === 'not' && first && tree.args.length === 1) return opposite(testOf(first))
  const list = first && pathOfTree(first)
  const operand = second && operandOf(second)
  return tree.of.name === 'list contains' && list !== undefined && operand ? { path: list, sign: 'has', operand } : undefined
}

function comparison({ op, left, right }: Extract<Tree, { kind: 'compare' }>): Test | undefined {
  const path = pathOfTree(left)
  if (path === undefined) return undefined
  if (right.kind === 'null') return op === '=' ? { path, sign: 'empty' } : op === '!=' ? { path, sign: 'filled' } : undefined
  const operand = operandOf(right)
  return operand && { path, sign: op, operand }
}

const opposites: Partial<Record<Sign, Sign>> = { '=': '!=', '!=': '=', 'has': 'lacks', 'lacks': 'has', 'filled': 'empty', 'empty': 'filled' }
function opposite(test: Test | undefined): Test | undefined {
  const sign = test && opposites[test.sign]
  if (!test || !sign) return undefined
  return test.operand && 'literal' in test.operand && typeof test.operand.literal === 'boolean' ? { ...test, operand: { literal: !test.operand.literal } } : { ...test, sign }
}

function operandOf(tree: Tree): Operand | undefined {
  if (tree.kind === 'string') return { literal: tree.text }
  if (tree.kind === 'number') return { literal: Number(tree.text) }
  if (tree.kind === 'boolean') return { literal: tree.value }
  if (tree.kind === 'negate' && tree.of.kind === 'number') return { literal: -Number(tree.of.text) }
  const path = pathOfTree(tree)
  return path === undefined ? undefined : { path }
}

/** What is wrong with an expression, in words; nothing when it can be read. */
export function wrongFeel(feel: string): string | undefined {
  const parsed = parse(feel)
  return parsed.ok ? undefined : parsed.problems[0]?.message ?? '读不懂'
}
