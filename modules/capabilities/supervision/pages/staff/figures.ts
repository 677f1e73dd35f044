import type { LampColour } from '#design/words/limits.ts'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { readLamps } from '#modules/capabilities/supervision/contract.ts'

export type Unit = ReplyOf<typeof readLamps>['units'][number]

/** What is counted of a unit, and which records each count opens. */
export interface Figure { key: 'red' | 'yellow' | 'green' | 'paused' | 'open' | 'ended' | 'late', title: string, lamp?: LampColour, query: Record<string, string> }

export const figures: readonly Figure[] = [
  { key: 'red', title: '超期', lamp: 'red', query: { lamp: 'red', open: 'true' } },
  { key: 'yellow', title: '临期', lamp: 'yellow', query: { lamp: 'yellow', open: 'true' } },
  { key: 'green', title: '正常', lamp: 'green', query: { lamp: 'green', open: 'true' } },
  { key: 'paused', title: '暂停计时', lamp: 'paused', query: { lamp: 'paused', open: 'true' } },
  { key: 'open', title: '在办', query: { open: 'true' } },
  { key: 'ended', title: '已办结', query: { open: 'false' } },
  { key: 'late', title: '超期办结', query: { lamp: 'red', open: 'false' } },
]

export const recordsOf = (figure: Figure, unit?: string) => ({ path: '/supervision/cases', query: { ...unit ? { unit } : {}, ...figure.query } })
