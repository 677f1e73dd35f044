import type { Drawn, Shape } from '../drawing/marks.ts'

interface Point { x: number, y: number }
interface Stack { register: (command: string, handler: object) => void, execute: (command: string, context: object) => void }
interface Space { calculateAdjustments: (elements: Shape[], axis: 'x' | 'y', delta: number, start: number) => { movingShapes: Shape[], resizingShapes: Shape[] }, makeSpace: (moving: Shape[], resizing: Shape[], delta: Point, direction: 'e' | 's', start: number) => void }
interface Making { createShape: (shape: Shape, at: Point, parent: Shape) => Shape }

/** Room before and behind what is put between. */
const GAP = 50
const together = new WeakSet<object>()

/** Several changes as one step back. */
function asOneStep(drawn: Drawn, act: () => void): void {
  const stack = drawn.get<Stack>('commandStack')
  if (!together.has(stack)) {
    together.add(stack)
    stack.register('house.together', { preExecute: (context: { act: () => void }) => context.act(), execute: () => [], revert: () => [] })
  }
  stack.execute('house.together', { act })
}

const made = (drawn: Drawn, type: string, eventDefinitionType?: string): Shape =>
  drawn.get<{ createShape: (values: object) => Shape }>('elementFactory').createShape({ type, ...(eventDefinitionType ? { eventDefinitionType } : {}) })

/** Splits a flow by a new element, making room for it where there is none. */
export function insertOn(drawn: Drawn, flow: Shape, type: string, trigger?: string): Shape {
  const shape = made(drawn, type, trigger)
  asOneStep(drawn, () => {
    makeRoom(drawn, flow, shape)
    drawn.get<Making>('modeling').createShape(shape, middleOf(flow), flow)
  })
  return shape
}

function makeRoom(drawn: Drawn, { source, target }: Shape, shape: Shape): void {
  if (!source || !target) return
  const space = drawn.get<Space>('spaceTool')
  const all = drawn.get<{ filter: (fits: (shape: Shape) => boolean) => Shape[] }>('elementRegistry').filter(() => true)
  const open = (axis: 'x' | 'y', wanted: number, had: number) => {
    if (had >= wanted) return
    const start = target[axis] - 1
    const { movingShapes, resizingShapes } = space.calculateAdjustments(all, axis, wanted - had, start)
    space.makeSpace(movingShapes, resizingShapes, { x: 0, y: 0, [axis]: wanted - had }, axis === 'x' ? 'e' : 's', start)
  }
  const right = target.x - source.x - source.width
  const below = target.y - source.y - source.height
  if (right > 0) open('x', shape.width + 2 * GAP, right)
  else if (below > 0) open('y', shape.height + 2 * GAP, below)
}

/** In the middle of the longest stretch, where a box has most room. */
function middleOf(flow: Shape): Point {
  const points = flow.waypoints ?? []
  const stretches = points.slice(1).map((to, at) => ({ from: points[at]!, to, length: Math.hypot(to.x - points[at]!.x, to.y - points[at]!.y) }))
  const { from, to } = stretches.toSorted((one, other) => other.length - one.length)[0]!
  return { x: Math.round((from.x + to.x) / 2), y: Math.round((from.y + to.y) / 2) }
}

/**
 * Puts an element behind another. Where one way goes on from there it is put between, since a second way is meant only behind a gateway;
 * an end cannot stand between.
 */
export function follow(drawn: Drawn, source: Shape, type: string, trigger?: string): { shape: Shape, isBetween: boolean } {
  const out = (source.outgoing ?? []).filter((one) => one.type === 'bpmn:SequenceFlow')
  const [only] = out
  if (only && out.length === 1 && !source.type.endsWith('Gateway') && type !== 'bpmn:EndEvent') return { shape: insertOn(drawn, only, type, trigger), isBetween: true }
  return { shape: drawn.get<{ append: (source: Shape, shape: Shape) => Shape }>('autoPlace').append(source, made(drawn, type, trigger)), isBetween: false }
}
