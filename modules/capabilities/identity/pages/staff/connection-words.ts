import type { ConnectionState } from '../../connections/contract.ts'

export const stateWords: Readonly<Record<ConnectionState, { readonly word: string, readonly tone: 'action' | 'done' | 'plain' | 'soon' | 'late' }>> = {
  opened: { word: '等待注册', tone: 'soon' }, asked: { word: '等待批准', tone: 'action' }, approved: { word: '已接入', tone: 'done' }, refused: { word: '未批准', tone: 'plain' }, suspended: { word: '已停用', tone: 'late' },
}
