import type { Business } from '../drawing/marks.ts'
import { bodyOf, expressionOf, partOf } from './editor.ts'
import { orNone, set, setInside, type Field, type Place } from './fields.ts'

const kinds = [{ value: '', label: '只办一次' }, { value: 'parallel', label: '几个人（几项）同时办' }, { value: 'sequential', label: '一项接一项办' }, { value: 'while', label: '条件成立就再办' }]

/** How often an activity is done: side by side, one after another, or as long as something holds. */
export function loopFields(place: Place): Field[] {
  const loop = place.part.get('loopCharacteristics') as Business | undefined
  const kind = !loop ? '' : loop.$type === 'bpmn:StandardLoopCharacteristics' ? 'while' : loop.get('isSequential') === true ? 'sequential' : 'parallel'
  const choose: Field = { kind: 'choice', key: 'loop', label: '办几次', value: kind, options: kinds.slice(1), write: (value) => change(place, loop, value) }
  if (!loop) return [choose]
  return [choose, ...(kind === 'while' ? whileFields(place, loop) : manyFields(place, loop))]
}

function change(place: Place, loop: Business | undefined, kind: string): void {
  const isMany = kind === 'parallel' || kind === 'sequential'
  if (isMany && loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics') return setInside(place, loop, { isSequential: kind === 'sequential' })
  set(place, { loopCharacteristics: kind === '' ? undefined : isMany ? partOf(place.editor, 'bpmn:MultiInstanceLoopCharacteristics', { isSequential: kind === 'sequential' }) : partOf(place.editor, 'bpmn:StandardLoopCharacteristics', { loopMaximum: 10 }) })
}

const expression = (place: Place, loop: Business, name: string, label: string, hint?: string): Field => ({ kind: 'feel', key: name, label, ...(hint ? { hint } : {}), value: bodyOf(loop, name), write: (value) => setInside(place, loop, { [name]: expressionOf(place.editor, value) }) })
const attribute = (place: Place, loop: Business, name: string, label: string, kind: 'text' | 'feel', hint?: string): Field => ({ kind, key: `loop-${name}`, label, ...(hint ? { hint } : {}), value: (loop.get(name) as string | undefined) ?? '', write: (value) => setInside(place, loop, { [name]: orNone(value) }) })

const manyFields = (place: Place, loop: Business): Field[] => [
  attribute(place, loop, 'xy:collection', '为哪些办', 'feel', '一个清单的表达式，如 departments；也可以改填次数。'), expression(place, loop, 'loopCardinality', '或者办几次'),
  attribute(place, loop, 'xy:item', '每一项叫', 'text'), attribute(place, loop, 'xy:collect', '各项结果收进变量', 'text'), attribute(place, loop, 'xy:gather', '只收这一个结果', 'text'),
  expression(place, loop, 'completionCondition', '提前办完的条件', '如 numberOfCompletedInstances >= 2。'),
]

const whileFields = (place: Place, loop: Business): Field[] => [
  expression(place, loop, 'loopCondition', '再办的条件'),
  { kind: 'text', key: 'loopMaximum', label: '最多几次', value: String(loop.get('loopMaximum') ?? ''), write: (value) => setInside(place, loop, { loopMaximum: /^\d+$/.test(value.trim()) ? Number(value.trim()) : undefined }) },
  { kind: 'check', key: 'testBefore', label: '先看条件再办', value: loop.get('testBefore') === true, write: (value) => setInside(place, loop, { testBefore: value }) },
]
