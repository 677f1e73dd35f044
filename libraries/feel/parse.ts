import { parser, trackVariables } from '@bpmn-io/lezer-feel'
import type { SyntaxNode } from '@lezer/common'
import type { CompareOp, Iterator, Tree, TypeTree } from './tree.ts'
import type { Result } from './result.ts'
import { fail, ok } from './result.ts'

export interface ParseOptions {
  /** Names that would not be read as one name by themselves, such as `a-b` or `if old`. */
  readonly names?: readonly string[]
}

/** Reads a FEEL expression (DMN 1.5 §10.3.1.2) into a plain JSON tree. */
export function parse(source: string, options: ParseOptions = {}): Result<Tree> {
  return read(source, 'Expression', options)
}

/** Reads the unary tests of a decision table cell (DMN 1.5 §7.3.3, grammar rule 15). */
export function parseUnary(source: string, options: ParseOptions = {}): Result<Tree> {
  return read(source.trim() === '' ? '-' : source, 'UnaryTests', options)
}

/** Functions of ours whose names hold a keyword. */
const KEYWORD_NAMES = ['years between', 'months between', 'days between']
const tracker = (names: readonly string[]) => trackVariables(Object.fromEntries([...KEYWORD_NAMES, ...names].map((name) => [name, null])))
const plain = { Expression: parser.configure({ top: 'Expression', contextTracker: tracker([]) }), UnaryTests: parser.configure({ top: 'UnaryTests', contextTracker: tracker([]) }) }

const made = new WeakMap<readonly string[], Partial<typeof plain>>()

/** The grammar that knows these names; kept while the list of names is, since a model reads many expressions with one list. */
function grammarFor(top: 'Expression' | 'UnaryTests', names: readonly string[]): typeof plain.Expression {
  const known = made.get(names) ?? {}
  made.set(names, known)
  return (known[top] ??= parser.configure({ top, contextTracker: tracker(names) }))
}

/** Longer than any rule of an office; keeps nesting within what can be walked. */
const LONGEST = 20_000

/** The grammar knows no `range<…>`; as a list of the same length it is read, and told apart again by the source. */
const RANGE_TYPE = /(?<=(?:\bof|[<:,]|->)\s*)range(?=\s*<)/g

function read(source: string, top: 'Expression' | 'UnaryTests', options: ParseOptions): Result<Tree> {
  if (source.trim() === '') return syntaxError(source, 0, 0, '表达式为空')
  if (source.length > LONGEST) return syntaxError(source, LONGEST, LONGEST, `表达式超过 ${LONGEST} 个字符`)
  const grammar = options.names?.length ? grammarFor(top, options.names) : plain[top]
  const root = grammar.parse(source.replace(RANGE_TYPE, 'list ')).topNode
  const wrong = firstError(root)
  if (wrong) return syntaxError(source, wrong.from, wrong.to)
  try {
    return ok(top === 'UnaryTests' ? unaryTests(root, source) : convert(only(root), source))
  } catch (error) {
    if (error instanceof Refused) return syntaxError(source, error.from, error.to, error.message)
    if (error instanceof RangeError) return syntaxError(source, 0, 0, '表达式嵌套过深')
    throw error
  }
}

class Refused extends Error {
  readonly from: number
  readonly to: number
  constructor(node: SyntaxNode, message: string) {
    super(message)
    this.from = node.from
    this.to = node.to
  }
}

function syntaxError(source: string, from: number, to: number, why?: string): Result<Tree> {
  const before = source.slice(0, from).split('\n')
  const near = source.slice(from, Math.max(to, from + 12)).split('\n')[0] ?? ''
  const place = `第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 个字符处`
  const message = `${place}${why ? `：${why}` : near ? `无法理解“${near}”` : '表达式没有写完'}`
  return fail([{ code: 'feel/syntax', message, from, to }])
}

function firstError(root: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined
  root.cursor().iterate((node) => {
    if (!found && node.type.isError) found = node.node
    return !found
  })
  return found
}

function children(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (!child.name.endsWith('Comment')) all.push(child)
  return all
}

const named = (node: SyntaxNode, name: string): SyntaxNode[] => children(node).filter((child) => child.name === name)
const text = (node: SyntaxNode, source: string): string => source.slice(node.from, node.to)
const nameOf = (node: SyntaxNode, source: string): string => text(node, source).trim().replace(/\s+/g, ' ').replace(/^`(.*)`$/, '$1')

function at(nodes: readonly SyntaxNode[], index: number, parent?: SyntaxNode): SyntaxNode {
  const node = nodes[index]
  if (!node) throw parent ? new Refused(parent, '表达式没有写完') : new Error('FEEL grammar gave fewer nodes than its rule says')
  return node
}

function only(node: SyntaxNode): SyntaxNode {
  const inside = children(node)
  if (inside.length !== 1) throw new Refused(node, '这里应当只有一个表达式')
  return at(inside, 0)
}

function unaryTests(root: SyntaxNode, source: string): Tree {
  if (named(root, 'Wildcard').length) return { kind: 'tests', negated: false, any: [] }
  const tests = at(named(root, 'PositiveUnaryTests'), 0, root)
  return { kind: 'tests', negated: named(root, 'not').length > 0, any: positive(tests, source) }
}

const positive = (node: SyntaxNode, source: string): Tree[] => named(node, 'PositiveUnaryTest').map((one) => convert(only(one), source))

function convert(node: SyntaxNode, source: string): Tree {
  const inside = children(node)
  const part = (index: number): Tree => convert(at(inside, index, node), source)
  switch (node.name) {
    case 'NumericLiteral': return { kind: 'number', text: text(node, source).replace(/\s+/g, '') }
    case 'StringLiteral': return { kind: 'string', text: unquote(text(node, source)) }
    case 'BooleanLiteral': return { kind: 'boolean', value: text(node, source) === 'true' }
    case 'null': return { kind: 'null' }
    case '?': return { kind: 'name', name: '?' }
    case 'VariableName': case 'QualifiedName': case 'SpecialFunctionName': case 'Name':
      return { kind: 'name', name: nameOf(node, source) }
    case 'ParenthesizedExpression': return part(1)
    case 'ArithmeticExpression': return arithmetic(inside, source)
    case 'Conjunction': return { kind: 'and', left: part(0), right: part(2) }
    case 'Disjunction': return { kind: 'or', left: part(0), right: part(2) }
    case 'Comparison': return comparison(node, inside, source)
    case 'PathExpression': return { kind: 'path', of: part(0), name: nameOf(at(inside, 2), source) }
    case 'FilterExpression': return { kind: 'filter', of: part(0), by: part(2) }
    case 'InstanceOfExpression': return { kind: 'instance', of: part(0), type: type(at(inside, inside.length - 1), source) }
    case 'IfExpression': return { kind: 'if', test: part(1), then: part(3), else: part(5) }
    case 'ForExpression': return { kind: 'for', each: iterators(at(inside, 1), source), give: part(3) }
    case 'QuantifiedExpression':
      return { kind: at(inside, 0).name === 'some' ? 'some' : 'every', each: iterators(at(inside, 1), source), holds: part(3) }
    case 'List': return { kind: 'list', items: inside.slice(1, -1).map((one) => convert(one, source)) }
    case 'Context': return { kind: 'context', entries: named(node, 'ContextEntry').map((one) => entry(one, source)) }
    case 'FunctionInvocation': return call(part(0), node, source)
    case 'DateTimeLiteral': return dateTime(node, inside, source)
    case 'FunctionDefinition': return definition(node, source)
    case 'SimplePositiveUnaryTest': return simpleTest(inside, source)
    case 'Interval': return interval(inside, source)
    default: throw new Refused(node, `不支持的写法 ${node.name}`)
  }
}

function arithmetic(inside: SyntaxNode[], source: string): Tree {
  if (inside.length === 2) return { kind: 'negate', of: convert(at(inside, 1), source) }
  const op = text(at(inside, 1), source) as '+'
  return { kind: 'arithmetic', op, left: convert(at(inside, 0), source), right: convert(at(inside, 2), source) }
}

function comparison(node: SyntaxNode, inside: SyntaxNode[], source: string): Tree {
  const left = convert(at(inside, 0), source)
  const word = at(inside, 1)
  if (word.name === 'between') return { kind: 'between', of: left, from: convert(at(inside, 2), source), to: convert(at(inside, 4), source) }
  if (word.name !== 'in') return { kind: 'compare', op: text(word, source) as CompareOp, left, right: convert(at(inside, 2), source) }
  const many = named(node, 'PositiveUnaryTests')[0]
  return { kind: 'in', of: left, tests: positive(many ?? node, source) }
}

function simpleTest(inside: SyntaxNode[], source: string): Tree {
  const first = at(inside, 0)
  if (first.name === 'Interval') return convert(first, source)
  return { kind: 'test', op: text(first, source) as CompareOp, value: convert(at(inside, 1), source) }
}

function interval(inside: SyntaxNode[], source: string): Tree {
  return {
    kind: 'range', from: convert(at(inside, 1), source), to: convert(at(inside, 3), source),
    fromIn: text(at(inside, 0), source) === '[', toIn: text(at(inside, 4), source) === ']',
  }
}

function iterators(node: SyntaxNode, source: string): Iterator[] {
  return named(node, 'InExpression').map((one) => {
    const inside = children(one)
    const over = children(at(inside, 2))
    const to = over[2]
    return { name: nameOf(at(inside, 0), source), in: convert(at(over, 0), source), ...(to ? { to: convert(to, source) } : {}) }
  })
}

function entry(node: SyntaxNode, source: string): { name: string; value: Tree } {
  const inside = children(node)
  const key = only(at(inside, 0))
  return { name: key.name === 'StringLiteral' ? unquote(text(key, source)) : nameOf(key, source), value: convert(at(inside, 1, node), source) }
}

function call(of: Tree, node: SyntaxNode, source: string): Tree {
  const byName = named(node, 'NamedParameters')[0]
  if (byName) {
    const pairs = named(byName, 'NamedParameter').map((one) => children(one))
    return { kind: 'call', of, names: pairs.map((pair) => nameOf(at(pair, 0), source)), args: pairs.map((pair) => convert(at(pair, 1), source)) }
  }
  const list = named(node, 'PositionalParameters')[0]
  return { kind: 'call', of, args: list ? children(list).map((one) => convert(one, source)) : [] }
}

function dateTime(node: SyntaxNode, inside: SyntaxNode[], source: string): Tree {
  const first = at(inside, 0)
  if (first.name === 'AtLiteral') return { kind: 'at', text: unquote(text(only(first), source)) }
  return call({ kind: 'name', name: nameOf(first, source) }, node, source)
}

function definition(node: SyntaxNode, source: string): Tree {
  const external = named(node, 'external')[0]
  if (external) throw new Refused(external, '不支持外部函数 external')
  const list = named(node, 'FormalParameters')[0]
  const params = (list ? named(list, 'FormalParameter') : []).map((one) => {
    const inside = children(one)
    const given = inside[1]
    return { name: nameOf(at(inside, 0), source), ...(given ? { type: type(given, source) } : {}) }
  })
  return { kind: 'function', params, body: convert(only(at(named(node, 'FunctionBody'), 0)), source) }
}

function type(node: SyntaxNode, source: string): TypeTree {
  const inner = node.name === 'Type' ? only(node) : node
  const types = named(inner, 'Type').map((one) => type(one, source))
  const first = types[0] ?? { type: 'Any' }
  if (inner.name === 'ListType') return { type: source.startsWith('range', inner.from) ? 'range' : 'list', of: first }
  if (inner.name === 'FunctionType') {
    const given = named(inner, 'ArgumentTypes')[0]
    return { type: 'function', params: given ? named(given, 'ArgumentType').map((one) => type(only(one), source)) : [], of: first }
  }
  if (inner.name !== 'ContextType') return { type: nameOf(inner, source) }
  const entries = named(inner, 'ContextEntryTypes').flatMap((list) => named(list, 'ContextEntryType')).map((one) => {
    const inside = children(one)
    return { name: nameOf(at(inside, 0), source), of: type(at(inside, 1), source) }
  })
  return { type: 'context', entries }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' }

function unquote(literal: string): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)/gs, (whole, code: string) => {
    if (code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
    return escapes[code] ?? whole
  })
}
