import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { joinCalled } from './calls.ts'
import { checkDrawing } from './check.ts'
import { correlationsOf } from './correlation-reading.ts'
import type { Definition, ProcessProblem } from './definition.ts'
import { drawingOf, readScope } from './drawing.ts'
import type { Element } from './reading.ts'
import { elementsOf, idOf, textOf } from './reading.ts'
import { readXml } from './read-xml.ts'
import { checkSoundness } from './soundness/check-soundness.ts'
import { checkStandard } from './standard.ts'

/** More than any office draws; what is checked formally must be looked through in time. */
const MOST_ELEMENTS = 3000
const DEEPEST = 50

export interface DeployOptions {
  /** Which process of the file; without it the one that the others do not call. */
  readonly process?: string
  /**
   * `house` (as before): the platform's rules of drawing and soundness on top of the standard's. `standard`: whatever
   * BPMN 2.0.2 allows, such as tasks that end a path, flows without gateway and gateways without default.
   */
  readonly rules?: 'house' | 'standard'
  /** Missing variables and expressions without a value refuse the step. */
  readonly strict?: boolean
  /** XML of processes that call activities may call, by process id; those of the same file are known. */
  readonly called?: Readonly<Record<string, string>>
}

/**
 * Reads one process of BPMN 2.0.2 XML into a definition (§14: execution semantics). What the standard forbids is
 * refused with the element and a Chinese reason; all problems at once.
 */
export async function deploy(xml: string, options: DeployOptions = {}): Promise<Result<Definition, ProcessProblem>> {
  const read = await readXml(xml)
  if (!read.ok) return read
  try {
    return await deployed(read.value, options)
  } catch (error) {
    if (error instanceof RangeError) return fail([{ element: '', code: 'too-deep', message: '流程图嵌套过深' }])
    throw error
  }
}

async function deployed(root: Element, options: DeployOptions): Promise<Result<Definition, ProcessProblem>> {
  const isHouse = options.rules !== 'standard'
  const chosen = chooseProcess(root, options, isHouse)
  if (!chosen.ok) return chosen
  if (idOf(chosen.value) === '') Object.assign(chosen.value, { id: 'process' })
  const drawing = drawingOf(isHouse)
  readScope(drawing, chosen.value, 'process', null, null)
  const own = definitionOf(chosen.value, drawing, root, options)
  const joined = await joinCalled(own, root, options, drawing)
  const tooMuch = boundsOf(joined)
  if (tooMuch) return fail([tooMuch])
  const problems = [...drawing.problems, ...checkStandard(joined)]
  if (isHouse) problems.push(...checkDrawing(joined))
  if (isHouse && problems.length === 0) problems.push(...checkSoundness(joined).problems)
  return problems.length ? fail(distinct(problems)) : ok(JSON.parse(JSON.stringify(joined)) as Definition)
}

/** What could not be looked through, or run, in time. */
function boundsOf(definition: Definition): ProcessProblem | undefined {
  if (Object.keys(definition.nodes).length > MOST_ELEMENTS) return { element: definition.id, code: 'too-large', message: `流程图元素过多，超过 ${MOST_ELEMENTS} 个` }
  const depth = (id: string | null): number => (id === null ? 0 : 1 + depth(definition.scopes[id]?.parent ?? null))
  const deep = Object.keys(definition.scopes).find((id) => depth(id) > DEEPEST)
  return deep === undefined ? undefined : { element: deep, code: 'too-deep', message: `子流程嵌套过深，超过 ${DEEPEST} 层` }
}

const distinct = (problems: readonly ProcessProblem[]): ProcessProblem[] => [...new Map(problems.map((one) => [`${one.element} ${one.code} ${one.message}`, one])).values()]

function definitionOf(process: Element, drawing: ReturnType<typeof drawingOf>, root: Element, options: DeployOptions): Definition {
  const correlations = correlationsOf(drawing, root, process)
  return {
    format: 1, edition: 2, ...(options.strict ? { strict: true as const } : {}), id: idOf(process), name: process.name ?? idOf(process),
    lanes: drawing.lanes, scopes: drawing.scopes, nodes: drawing.nodes, flows: drawing.flows,
    ...(drawing.data.size ? { data: [...drawing.data].sort() } : {}), ...(correlations ? { correlations } : {}),
  }
}

/** Reads one process of a file without checks; for processes that are called. */
export function readProcess(root: Element, id: string, drawing: ReturnType<typeof drawingOf>): Definition | undefined {
  const process = processesOf(root).find((one) => idOf(one) === id)
  if (!process) return undefined
  readScope(drawing, process, 'process', null, null)
  return definitionOf(process, drawing, root, {})
}

const processesOf = (root: Element): Element[] => elementsOf(root, 'rootElements').filter((one) => one.$type === 'bpmn:Process')

function chooseProcess(root: Element, options: DeployOptions, isHouse: boolean): Result<Element, ProcessProblem> {
  const all = processesOf(root)
  if (options.process !== undefined) {
    const named = all.find((one) => idOf(one) === options.process)
    return named ? ok(named) : fail([{ element: options.process, code: 'no-such-process', message: `文件中没有流程“${options.process}”` }])
  }
  const called = new Set(all.flatMap(calledBy))
  const uncalled = all.filter((one) => !called.has(idOf(one)))
  const open = uncalled.length > 0 ? uncalled : all
  const executable = open.filter((one) => one.get('isExecutable') === true)
  const [first, second] = open.length > 1 && executable.length > 0 ? executable : open
  if (first && (!second || !isHouse)) return ok(first)
  return fail([{ element: idOf(second ?? root), code: 'one-process', message: `文件须有且仅有一个流程，实有 ${all.length} 个` }])
}

/** Processes that a process or its sub-processes call. */
function calledBy(element: Element): string[] {
  return elementsOf(element, 'flowElements').flatMap((one) => {
    if (one.$type === 'bpmn:CallActivity') return [textOf(one, 'calledElement')?.split(':').at(-1) ?? '']
    return calledBy(one)
  })
}
