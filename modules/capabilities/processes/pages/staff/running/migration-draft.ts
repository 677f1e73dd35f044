import type { InputOf } from '@xiangyun/kernel/contract'
import type { FieldMistake } from '#design/field.ts'
import { isDay } from '#design/words/dates.ts'
import type { rehearseMigration } from '#modules/capabilities/processes/contract.ts'
import { reasonMistake } from './instance-acts.ts'

/** What is asked before a rehearsal, as the person writes it. */
export interface MigrationDraft {
  from: string, to: string, mapping: Record<string, string>
  division: string, about: string, element: string, startedFrom: string, startedBefore: string, share: number | undefined, most: number | undefined, movedBy: string
  reason: string, law: string
}

export const freshDraft = (): MigrationDraft => ({ from: '', to: '', mapping: {}, division: '', about: '', element: '', startedFrom: '', startedBefore: '', share: undefined, most: undefined, movedBy: '', reason: '', law: '' })

const isBetween = (value: number | undefined, least: number, most: number) => value === undefined || (Number.isInteger(value) && value >= least && value <= most)

export function draftMistakes(draft: MigrationDraft): FieldMistake[] {
  const mistakes: FieldMistake[] = []
  const say = (at: string, message: string) => void mistakes.push({ at, message })
  if (!draft.from) say('from', '请选择从哪一版移')
  if (!draft.to) say('to', '请选择移到哪一版')
  if (draft.from && draft.from === draft.to) say('to', '两个版本是同一个，请另选一个')
  for (const [at, day] of [['started-from', draft.startedFrom], ['started-before', draft.startedBefore]] as const) if (day && !isDay(day)) say(at, '日期要写全年、月、日，例如 2026 年 1 月 1 日')
  if (draft.startedFrom && draft.startedBefore && draft.startedFrom >= draft.startedBefore) say('started-before', '“早于”的日期要在“不早于”的日期之后，否则一件也选不到')
  if (!isBetween(draft.share, 1, 100)) say('share', '请填 1 到 100 的整数')
  if (!isBetween(draft.most, 1, 100_000)) say('most', '请填 1 到 100000 的整数')
  if (reasonMistake(draft.reason)) say('reason', '请写明为什么迁移，至少 4 个字')
  return mistakes
}

/** As the server takes it: what is empty is left out. */
export function draftInput({ from, to, mapping, reason, law, ...choice }: MigrationDraft): InputOf<typeof rehearseMigration> {
  return {
    from, to, reason: reason.trim(), ...law.trim() ? { law: law.trim() } : {},
    mapping: Object.fromEntries(Object.entries(mapping).filter(([, target]) => target)),
    choice: Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== '' && value !== undefined)),
  }
}

/** The way back of a mapping; what two steps became one by is left for the person to choose. */
export function turned(mapping: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(mapping)
  return Object.fromEntries(entries.filter(([, to]) => entries.filter(([, other]) => other === to).length === 1).map(([from, to]) => [to, from]))
}
