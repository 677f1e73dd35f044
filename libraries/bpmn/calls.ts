import type { Definition, Node, ProcessProblem, ScopeDefinition } from './definition.ts'
import { readProcess } from './deploy.ts'
import type { DeployOptions } from './deploy.ts'
import { drawingOf } from './drawing.ts'
import type { Drawing } from './drawing.ts'
import { prefixed } from './renaming.ts'
import type { Element } from './reading.ts'
import { readXml } from './read-xml.ts'

interface Joining {
  readonly root: Element
  readonly options: DeployOptions
  readonly problems: ProcessProblem[]
  readonly joined: Map<string, Definition>
}

/**
 * Joins the processes that call activities call (BPMN 2.0.2 §10.3.4) into the definition, each once: what was
 * deployed together runs together. A process that calls itself, even by others, is refused.
 */
export async function joinCalled(own: Definition, root: Element, options: DeployOptions, drawing: Drawing): Promise<Definition> {
  const joining: Joining = { root, options, problems: drawing.problems, joined: new Map() }
  await follow(joining, own, [own.id])
  return [...joining.joined.values()].reduce((into, called) => merged(into, called), own)
}

async function follow(joining: Joining, definition: Definition, path: readonly string[]): Promise<void> {
  for (const node of Object.values(definition.nodes)) {
    if (node.kind !== 'call' || node.called === '') continue
    if (path.includes(node.called)) {
      joining.problems.push({ element: node.id, code: 'call-cycle', message: `流程互相调用成环：${[...path.slice(path.indexOf(node.called)), node.called].join(' → ')}` })
      continue
    }
    if (joining.joined.has(node.called)) continue
    const called = await readCalled(joining, node.called)
    if (!called) joining.problems.push({ element: node.id, code: 'call-unknown', message: `没有找到被调用的流程“${node.called}”` })
    if (!called) continue
    await follow(joining, called, [...path, node.called])
    joining.joined.set(node.called, called)
  }
}

async function readCalled({ root, options, problems }: Joining, id: string): Promise<Definition | undefined> {
  const drawing = drawingOf(options.rules !== 'standard')
  const xml = options.called && Object.hasOwn(options.called, id) ? options.called[id] : undefined
  const other = xml === undefined ? undefined : await readXml(xml)
  if (other && !other.ok) problems.push(...other.problems)
  const found = readProcess(root, id, drawing) ?? (other?.ok ? readProcess(other.value, id, drawing) : undefined)
  problems.push(...drawing.problems)
  return found
}

/** Puts a called process beside; ids that are taken get the process's id in front. */
function merged(into: Definition, called: Definition): Definition {
  const clash = Object.keys({ ...called.nodes, ...called.flows, ...called.scopes }).some((id) => id in into.nodes || id in into.flows || id in into.scopes)
  const { nodes, flows, scopes } = clash ? prefixed(called) : called
  const top = scopes[called.id] as ScopeDefinition
  return {
    ...into, lanes: [...into.lanes, ...called.lanes.filter((lane) => !into.lanes.some((one) => one.id === lane.id))],
    scopes: { ...into.scopes, ...scopes, [called.id]: { ...top, parent: into.id, called: true } },
    nodes: { ...into.nodes, ...(nodes as Record<string, Node>) }, flows: { ...into.flows, ...flows },
    ...(into.data || called.data ? { data: [...new Set([...into.data ?? [], ...called.data ?? []])].sort() } : {}),
    ...(into.correlations || called.correlations ? { correlations: { ...called.correlations, ...into.correlations } } : {}),
  }
}
