import type { Loop, Many } from './definition.ts'
import { variableOf } from './read-data.ts'
import type { Element, Reading } from './reading.ts'
import { bodyOf, elementAt, feel, idOf, report, textOf } from './reading.ts'

const present = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> => Object.fromEntries(entries.filter(([, value]) => value !== undefined))

/**
 * Loop characteristics (BPMN 2.0.2 §10.3.8). People who act side by side on one task stay `many`, with tasks of
 * one group; everything else becomes a `loop`, whose instances have variables of their own.
 */
export function readLoops(reading: Reading, element: Element): { many?: Many; loop?: Loop } {
  const isTask = element.$type === 'bpmn:UserTask' || element.$type === 'bpmn:ManualTask'
  const characteristics = elementAt(element, 'loopCharacteristics')
  if (!characteristics) return isTask ? readTwo(reading, element) : {}
  if (characteristics.$type === 'bpmn:StandardLoopCharacteristics') return { loop: readStandard(reading, element, characteristics) }
  const isSideBySide = isTask && characteristics.get('isSequential') !== true && !elementAt(characteristics, 'loopDataInputRef') && !elementAt(characteristics, 'outputDataItem')
  checkMany(reading, element, characteristics)
  return isSideBySide ? { many: readMany(reading, element, characteristics) } : { loop: readInstances(reading, element, characteristics) }
}

function readTwo(reading: Reading, element: Element): { many?: Many } {
  const two = feel(reading, idOf(element), '双人办理', textOf(element, 'xy:two'))
  const collect = textOf(element, 'xy:collect')
  return two ? { many: { two, ...present([['collect', collect]]) } } : {}
}

function readStandard(reading: Reading, element: Element, loop: Element): Loop {
  const id = idOf(element)
  const condition = feel(reading, id, '循环条件', bodyOf(loop, 'loopCondition'))
  const maximum = loop.get('loopMaximum')
  const bounded = maximum === undefined || maximum === null ? undefined : Number(maximum)
  if (!condition && bounded === undefined) report(reading, id, 'bad-loop', '循环须有条件或最多次数，否则不会停')
  if (bounded !== undefined && !(Number.isInteger(bounded) && bounded > 0)) report(reading, id, 'bad-loop', '最多次数须是正整数')
  return { kind: 'while', testBefore: loop.get('testBefore') === true, ...present([['condition', condition], ['maximum', bounded]]) }
}

function readMany(reading: Reading, element: Element, loop: Element): Many {
  const id = idOf(element)
  return present([
    ['collection', feel(reading, id, '多实例集合', textOf(loop, 'xy:collection'))], ['count', feel(reading, id, '多实例个数', bodyOf(loop, 'loopCardinality'))],
    ['until', feel(reading, id, '完成条件', bodyOf(loop, 'completionCondition'))], ['item', textOf(loop, 'xy:item')],
    ['collect', textOf(loop, 'xy:collect') ?? textOf(element, 'xy:collect')],
  ]) as Many
}

function readInstances(reading: Reading, element: Element, loop: Element): Loop {
  const id = idOf(element)
  const named = (name: string): string | undefined => {
    const found = elementAt(loop, name)
    return found && variableOf(found)
  }
  const source = elementAt(loop, 'loopDataInputRef')
  const collection = feel(reading, id, '多实例集合', textOf(loop, 'xy:collection')) ?? (source ? { kind: 'name' as const, name: sourceOf(element, source) } : undefined)
  const gathered = elementAt(loop, 'loopDataOutputRef')
  const collect = textOf(loop, 'xy:collect') ?? (gathered ? targetOf(element, gathered) : undefined)
  return {
    kind: loop.get('isSequential') === true ? 'sequential' : 'parallel',
    ...present([
      ['collection', collection], ['count', feel(reading, id, '多实例个数', bodyOf(loop, 'loopCardinality'))], ['until', feel(reading, id, '完成条件', bodyOf(loop, 'completionCondition'))],
      ['item', textOf(loop, 'xy:item') ?? named('inputDataItem')], ['result', named('outputDataItem') ?? textOf(loop, 'xy:gather')], ['collect', collect],
    ]),
  }
}

/** A data input of the activity is filled from a data object: that is the variable. */
function sourceOf(element: Element, input: Element): string {
  const filled = associations(element, 'dataInputAssociations').find((one) => elementAt(one, 'targetRef')?.id === input.id)
  const [source] = filled ? (filled.get('sourceRef') as Element[] | undefined) ?? [] : []
  return variableOf(source ?? input)
}

function targetOf(element: Element, output: Element): string {
  const taken = associations(element, 'dataOutputAssociations').find((one) => ((one.get('sourceRef') as Element[] | undefined) ?? []).some((source) => source.id === output.id))
  return variableOf((taken && elementAt(taken, 'targetRef')) ?? output)
}

const associations = (element: Element, name: string): Element[] => (element.get(name) as Element[] | undefined) ?? []

function checkMany(reading: Reading, element: Element, loop: Element): void {
  const id = idOf(element)
  for (const name of Object.keys(loop.$attrs)) if (name.startsWith('xy:')) report(reading, id, 'unknown-attribute', `此处没有属性 ${name}`)
  const sources = [textOf(loop, 'xy:collection'), bodyOf(loop, 'loopCardinality'), elementAt(loop, 'loopDataInputRef')].filter((one) => one !== undefined).length
  const two = textOf(element, 'xy:two') !== undefined
  if (two || sources !== 1) report(reading, id, 'bad-loop', '多实例须由集合（xy:collection）或个数（loopCardinality）之一确定，且不与双人办理并用')
  const behavior = loop.get('behavior')
  if (behavior !== undefined && behavior !== 'All') report(reading, id, 'unsupported-loop', '多实例完成时抛出事件（behavior）不支持，请在之后画出事件')
}
