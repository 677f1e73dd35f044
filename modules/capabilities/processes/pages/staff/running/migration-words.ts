import type { ReplyOf } from '@xiangyun/kernel/contract'
import type { MigrationLine, readMigration } from '#modules/capabilities/processes/contract.ts'

export type Migration = ReplyOf<typeof readMigration>
export type MigratedCase = Migration['cases'][number]
type Status = MigrationLine['status']
type Tone = 'plain' | 'action' | 'done' | 'soon' | 'late'

export const statuses: Readonly<Record<Status, { readonly words: string, readonly tone: Tone }>> = {
  rehearsing: { words: '正在演练', tone: 'action' }, rehearsed: { words: '演练完，等您决定', tone: 'soon' }, moving: { words: '正在迁移', tone: 'action' }, done: { words: '已迁移', tone: 'done' }, stopped: { words: '已停下', tone: 'plain' },
}
export const isUnderWay = (status: Status): boolean => status === 'rehearsing' || status === 'moving'

export const states: Readonly<Record<MigratedCase['state'], { readonly words: string, readonly tone: Tone }>> = {
  chosen: { words: '还没试算', tone: 'plain' }, can: { words: '能移', tone: 'action' }, cannot: { words: '不能移，留在原版', tone: 'late' }, moved: { words: '已移到新版', tone: 'done' }, left: { words: '没有移成，留在原版', tone: 'soon' },
}

/** Those that the rehearsal kept back and those that could not be moved in the end. */
export const stayed = ({ cannot, left }: Pick<MigrationLine, 'cannot' | 'left'>): number => cannot + left

interface Part { readonly key: 'can' | 'cannot' | 'moved' | 'left' | 'rest', readonly name: string, readonly count: number }

/** What became of the chosen ones so far; the parts make up the whole. */
export function partsOf({ status, chosen, can, cannot, moved, left }: MigrationLine): Part[] {
  const isBefore = status === 'rehearsing' || status === 'rehearsed'
  const parts: Part[] = isBefore
    ? [{ key: 'can', name: '能移', count: can }, { key: 'cannot', name: '不能移，留在原版', count: cannot }]
    : [{ key: 'moved', name: '已移到新版', count: moved }, { key: 'left', name: '留在原版', count: stayed({ cannot, left }) }]
  const rest = Math.max(0, chosen - parts.reduce((sum, { count }) => sum + count, 0))
  const restName = status === 'rehearsing' ? '还没试算' : status === 'moving' ? '还没轮到' : '没有移，留在原版'
  return [...parts, { key: 'rest' as const, name: restName, count: rest }].filter(({ count, key }) => count > 0 || key !== 'rest')
}
