import { defineModule, handle, listen } from '@xiangyun/kernel/modules'
import { caseAsked, caseEnded, caseMoved, caseSubmitted } from '#modules/capabilities/cases/contract.ts'
import { correctionAnswered, correctionAsked, correctionLate } from '#modules/capabilities/corrections/contract.ts'
import { failures, markRead, myMessages, outbox } from './contract.ts'
import * as own from './messages.ts'

export const messages = defineModule({
  name: 'messages', tier: 'capabilities', title: '消息服务', requires: ['cases', 'corrections', 'organisations'], failures,
  permissions: { 'operations:read': 'See the outbox and the running of the platform' },
  tables: ['message'],
  routes: [handle(myMessages, own.mine), handle(markRead, own.read), handle(outbox, own.sent)],
  listens: [listen(caseSubmitted, 'messages.submitted', own.onSubmitted), listen(caseMoved, 'messages.moved', own.onMoved), listen(caseAsked, 'messages.asked', own.onAsked), listen(caseEnded, 'messages.ended', own.onEnded),
    listen(correctionAsked, 'messages.correction-asked', own.onCorrectionAsked), listen(correctionAnswered, 'messages.correction-answered', own.onCorrectionAnswered), listen(correctionLate, 'messages.correction-late', own.onCorrectionLate)],
})
