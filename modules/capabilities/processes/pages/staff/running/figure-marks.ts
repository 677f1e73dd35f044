import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { readFigures } from '#modules/capabilities/processes/contract.ts'
import type { Badges, Marks } from '../drawing/marks.ts'
import { hoursWords } from './amounts.ts'
import { heatOf } from './heat.ts'
import type { Troubles } from './troubles.ts'
import type { Ways } from './ways.ts'

export type Figures = ReplyOf<typeof readFigures>
export type ElementFigure = Figures['elements'][number]
export type Variant = Figures['variants'][number]
export type Shows = 'here' | 'heat' | 'ways'
interface Shown { readonly marks: Marks, readonly badges: Badges, readonly most: number }

export const elementKinds = { work: '有人办', wait: '在等', machine: '自动' } as const

const pairs = <Value>(entries: readonly (readonly [string, Value | undefined])[]): Record<string, Value> => Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined))

/** How the figures are shown on the diagram. */
export function marksOf(figures: Figures, shows: Shows, ways: Ways | undefined, troubles: Troubles | undefined): Shown {
  if (shows === 'here') return standing(figures, troubles?.definition === figures.definition ? troubles : undefined)
  return shows === 'heat' ? heated(figures) : walked(figures, ways)
}

function standing({ elements }: Figures, troubles: Troubles | undefined): Shown {
  const stuck = troubles?.at ?? new Map<string, number>()
  const places = [...new Set([...elements.filter(({ here }) => here > 0).map(({ element }) => element), ...stuck.keys()])]
  const badge = (element: string) => [`${elements.find((one) => one.element === element)?.here ?? 0} 件`, ...stuck.has(element) ? [`异常 ${stuck.get(element)}${troubles?.isMore ? ' 以上' : ''}`] : []].join('，')
  return { marks: pairs(places.map((element) => [element, stuck.has(element) ? 'wrong' : 'here'] as const)), badges: pairs(places.map((element) => [element, badge(element)] as const)), most: 0 }
}

function heated({ elements }: Figures): Shown {
  const most = Math.max(0, ...elements.map(({ medianHours }) => medianHours))
  const hot = elements.filter(({ medianHours }) => medianHours > 0)
  return { most, marks: pairs(hot.map(({ element, medianHours }) => [element, heatOf(medianHours, most)] as const)), badges: pairs(hot.map(({ element, medianHours }) => [element, hoursWords(medianHours)] as const)) }
}

function walked({ elements, flows }: Figures, ways: Ways | undefined): Shown {
  const times = new Map<string, number>()
  for (const flow of flows) for (const line of ways?.between(flow.from, flow.to) ?? []) times.set(line, (times.get(line) ?? 0) + flow.times)
  const most = Math.max(0, ...times.values())
  const badges = pairs(elements.filter(({ visits }) => visits > 0).map(({ element, visits }) => [element, `${visits} 次`] as const))
  return { most, badges, marks: pairs([...times].filter(([line]) => ways?.isFlow(line)).map(([line, count]) => [line, heatOf(count, most)] as const)) }
}

/** One way through the diagram, its steps numbered. */
export function traced({ path }: Variant, ways: Ways | undefined): Shown {
  const steps = new Map<string, number[]>()
  path.forEach((element, index) => steps.set(element, [...steps.get(element) ?? [], index + 1]))
  return { most: 0, marks: Object.fromEntries([...path, ...ways?.along(path) ?? []].map((element) => [element, 'trace' as const])), badges: Object.fromEntries([...steps].map(([element, numbers]) => [element, numbers.join('、')])) }
}
