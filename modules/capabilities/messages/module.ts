import { defineModule, handle, listen } from '@xiangyun/kernel/modules'
import { caseAsked, caseEnded, caseMoved, caseSubmitted } from '#modules/capabilities/cases/contract.ts'
import { failures, markRead, myMessages, outbox } from './contract.ts'
import * as own from './messages.ts'

export const messages = defineModule({
  name: 'messages', tier: 'capabilities', title: '消息服务', requires: ['cases', 'organisations'], failures,
  permissions: { 'operations:read': 'See the outbox and the running of the platform' },
  tables: ['message'],
  routes: [handle(myMessages, own.mine), handle(markRead, own.read), handle(outbox, own.sent)],
  listens: [listen(caseSubmitted, 'messages.submitted', own.onSubmitted), listen(caseMoved, 'messages.moved', own.onMoved), listen(caseAsked, 'messages.asked', own.onAsked), listen(caseEnded, 'messages.ended', own.onEnded)],
})
