import { defineModule, handle } from '@xiangyun/kernel/modules'
import type { Module } from '@xiangyun/kernel/modules'
import type { Clock } from '@xiangyun/kernel/time'
import { keepTime, moving } from './clock.ts'
import { failures, findPeople, moveClock, putRecord } from './contract.ts'
import { figures } from './figures.ts'
import { fillProvince } from './fill.ts'
import { record } from './records.ts'

/** Never in production: every door of it looks at `config.demonstration` first. */
export const demonstration = (clock: Clock): Module => defineModule({
  name: 'demonstration', tier: 'operations', title: '演示环境', requires: ['registers', 'organisations', 'licences'], failures,
  permissions: { 'operations:clock': '把演示环境的时钟向前拨' },
  tables: ['plan', 'portion'],
  routes: [handle(moveClock, moving(clock)), handle(findPeople, figures), handle(putRecord, record)],
  start: async (work) => {
    await work((context) => keepTime(context, clock))
    await fillProvince(work)
  },
})
