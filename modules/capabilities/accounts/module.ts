import { defineModule, handle } from '@xiangyun/kernel/modules'
import type { Module } from '@xiangyun/kernel/modules'
import { failures, readCopy, readProfile } from './contract.ts'
import { copy, partsOf } from './copy.ts'
import { profile } from './profile.ts'

/** `all`: every module of the province, asked when somebody wants a copy, for each says in its routes what belongs to it. */
export const accounts = (all: () => readonly Module[]) => defineModule({
  name: 'accounts', tier: 'capabilities', title: '统一用户中心', requires: ['organisations', 'registers', 'identity', 'corrections'], failures,
  routes: [handle(readProfile, profile), handle(readCopy, (context) => copy(context, partsOf(all())))],
})
