import type { Definition, Flow, Node, ScopeDefinition, Throw } from './definition.ts'

type Rename = (id: string) => string

/** A definition whose elements carry the process's id in front, so that they can stand beside others. */
export function prefixed(definition: Definition): Definition {
  const rename: Rename = (id) => (id === definition.id || id === '' ? id : `${definition.id}/${id}`)
  return {
    ...definition,
    scopes: Object.fromEntries(Object.values(definition.scopes).map((one) => [rename(one.id), renamedScope(one, rename)])),
    nodes: Object.fromEntries(Object.values(definition.nodes).map((one) => [rename(one.id), renamedNode(one, rename)])),
    flows: Object.fromEntries(Object.values(definition.flows).map((one) => [rename(one.id), renamedFlow(one, rename)])),
  }
}

const renamedFlow = (flow: Flow, rename: Rename): Flow => ({ ...flow, id: rename(flow.id), from: rename(flow.from), to: rename(flow.to) })

const renamedScope = (scope: ScopeDefinition, rename: Rename): ScopeDefinition => ({
  ...scope, id: rename(scope.id), parent: scope.parent === null ? null : rename(scope.parent), starts: scope.starts.map(rename), handlers: scope.handlers.map(rename),
  ...(scope.offers ? { offers: scope.offers.map(rename) } : {}), ...(scope.undoneBy === undefined ? {} : { undoneBy: rename(scope.undoneBy) }),
})

const NAMED = ['default', 'fallback', 'undo', 'attachedTo', 'start'] as const

function renamedNode(node: Node, rename: Rename): Node {
  const named = Object.fromEntries(NAMED.flatMap((name) => {
    const found = (node as unknown as Record<string, unknown>)[name]
    return typeof found === 'string' ? [[name, rename(found)]] : []
  }))
  const throws = 'throws' in node && node.throws ? { throws: node.throws.map((one) => renamedThrow(one, rename)) } : {}
  const boundary = node.boundary ? { boundary: node.boundary.map(rename) } : {}
  return { ...node, id: rename(node.id), scope: rename(node.scope), in: node.in.map(rename), out: node.out.map(rename), ...boundary, ...named, ...throws } as Node
}

const renamedThrow = (one: Throw, rename: Rename): Throw => (one.what === 'compensation' && one.activity !== null ? { ...one, activity: rename(one.activity) } : one)
