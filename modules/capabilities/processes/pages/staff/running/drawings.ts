import type { ReplyOf } from '@xiangyun/kernel/contract'
import { call } from '#design/api.ts'
import { readDrawing } from '#modules/capabilities/processes/contract.ts'

export type Drawing = ReplyOf<typeof readDrawing>

const kept = new Map<string, Drawing>()

/** A version never changes: each is asked for once. */
export async function loadDrawing(definition: string, signal?: AbortSignal): Promise<Drawing> {
  const known = kept.get(definition)
  if (known) return known
  const drawing = await call(readDrawing, { definition }, signal ? { signal } : {})
  kept.set(definition, drawing)
  return drawing
}

export const nameIn = (drawing: Drawing | undefined, element: string): string => drawing?.elements.find(({ id }) => id === element)?.name || element

export const versionWords = (version: number | null | undefined): string => (version ? `第 ${version} 版` : '未编号的旧版')

/** Whether a process can stand still there: not on gateways, at starts and ends, or on what only listens. */
export const rests = (kind: string): boolean => !/gateway|exclusive|inclusive|parallel|complex|boundary|^start|^end|startEvent|endEvent|^throw/i.test(kind)
