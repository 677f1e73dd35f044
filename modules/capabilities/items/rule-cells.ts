import { builtins, calledNames, compile, freeNames, kindOf, parts } from '@xiangyun/feel'
import type { Tree, Value } from '@xiangyun/feel'
import type { Model, Table } from '@xiangyun/dmn'
import { ownFunctions } from './name-problems.ts'
import { offer } from './plain-problems.ts'
import { placeOf, writtenTables } from './rule-tables.ts'

export interface CellProblem { readonly element: string; readonly code: string; readonly message: string }

/** Kinds that a column's cells can be held against before anything is known of a case. */
const kinds: Readonly<Record<string, string>> = { number: '数字', string: '文字', boolean: '是或否（true、false）', date: '日期' }

/** Cells that can be read, but cannot mean anything: what is called is no function, what is given is of another kind than its column. */
export function cellProblems(model: Model, rules: string): CellProblem[] {
  const written = writtenTables(rules)
  const functions = [...ownFunctions, ...builtins.keys(), ...Object.values(model.knowledge).map((one) => one.name), ...Object.values(model.services).map((one) => one.name)]
  return Object.values(model.decisions).flatMap(({ id, logic }) => {
    if (logic.kind === 'literal') return wrongCalls(logic.expression, functions).map((message) => ({ element: id, code: 'unknown-function', message }))
    return logic.kind === 'table' ? tableProblems(logic, [written.get(id)?.inputs ?? [], written.get(id)?.outputs ?? []], functions) : []
  })
}

function tableProblems(table: Table, [inputs, outputs]: readonly [readonly string[], readonly string[]], functions: readonly string[]): CellProblem[] {
  return table.rules.flatMap((rule, at) => {
    const tell = (column: string | undefined, code: string, message: string): CellProblem => ({ element: rule.id, code, message: `${placeOf(at, column)}：${message}` })
    const tests = rule.tests.flatMap((tree, column) => wrongCalls(tree, functions).map((message) => tell(inputs[column] ?? table.inputs[column]?.label, 'unknown-function', message)))
    const results = rule.outputs.flatMap((tree, column) => {
      const name = outputs[column] ?? table.outputs[column]?.name
      const calls = wrongCalls(tree, functions)
      if (calls.length > 0) return calls.map((message) => tell(name, 'unknown-function', message))
      const message = wrongValue(tree, table.outputs[column]?.type)
      return message === undefined ? [] : [tell(name, 'wrong-value', message)]
    })
    return [...tests, ...results]
  })
}

function wrongCalls(tree: Tree, functions: readonly string[]): string[] {
  const local = new Set(all(tree).flatMap((one) => (one.kind === 'function' ? one.params.map((param) => param.name) : one.kind === 'context' ? one.entries.map((entry) => entry.name) : [])))
  const noFunction = all(tree).some((one) => one.kind === 'call' && ['number', 'string', 'boolean', 'null', 'at'].includes(one.of.kind))
  return [
    ...noFunction ? ['括号前要写函数的名称'] : [],
    ...calledNames(tree).filter((name) => !functions.includes(name) && !local.has(name) && !name.includes('.')).map((name) => `没有函数“${name}”${offer(name, functions)}`),
  ]
}
const all = (tree: Tree): Tree[] => [tree, ...parts(tree).flatMap(all)]

/** A value that needs nothing from a case can be judged now. */
function wrongValue(tree: Tree, type: string | undefined): string | undefined {
  if (tree.kind === 'null' || freeNames(tree).length > 0 || calledNames(tree).some((name) => !builtins.has(name))) return undefined
  const value = single(compile(tree)())
  if (value === null) return '算不出结果'
  const wanted = type?.replace(/^feel[.:]/, '') ?? ''
  return kinds[wanted] && kindOf(value) !== wanted ? `应当是${kinds[wanted]}` : undefined
}
/** A list of one stands for its item. */
const single = (value: Value): Value => (Array.isArray(value) && value.length === 1 ? (value[0] as Value) : value)
