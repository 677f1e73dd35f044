import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { Problem } from '#design/api.ts'
import type { readInstance } from '#modules/capabilities/processes/contract.ts'

export type Instance = ReplyOf<typeof readInstance>

export const reasonMistake = (reason: string): string => ([...reason.trim()].length < 4 ? '请写明为什么，至少 4 个字' : '')

const faster = new Set(['processes/not-possible', 'processes/nothing-failed'])
/** Refusals that mean that somebody was faster: the page is read again, what was typed stays. */
export const wasFaster = (problem: Problem | undefined): boolean => problem !== undefined && faster.has(problem.code)
