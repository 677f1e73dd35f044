import type { Reorganisation } from '../../reorganisations/contract.ts'

export const stateNames: Record<Reorganisation['state'], string> = { planned: '待复核', confirmed: '到日执行', withdrawn: '已撤销', done: '已执行' }
export const stateTones: Record<Reorganisation['state'], 'soon' | 'action' | 'plain' | 'done'> = { planned: 'soon', confirmed: 'action', withdrawn: 'plain', done: 'done' }
