import { defineModule, handle, listen } from '@xiangyun/kernel/modules'
import { caseAsked, caseEnded, caseMoved, caseSubmitted } from '#modules/capabilities/cases/contract.ts'
import { correctionAnswered, correctionAsked, correctionLate } from '#modules/capabilities/corrections/contract.ts'
import { itemPublished } from '#modules/capabilities/items/contract.ts'
import { licenceEnding } from '#modules/capabilities/licences/contract.ts'
import { changeSubscription, failures, followItem, markRead, myMessages, outbox, readSubscriptions } from './contract.ts'
import { ask, drop, prove } from './mail/address.ts'
import * as mail from './mail/contract.ts'
import { mailDelivery } from './mail/delivery.ts'
import * as own from './sending.ts'
import * as subscriptions from './subscriptions.ts'
import { readWords } from './templates.ts'
import { mine, read, sent } from './views.ts'

export const messages = defineModule({
  name: 'messages', tier: 'capabilities', title: '消息服务', requires: ['cases', 'corrections', 'items', 'licences', 'organisations', 'registers'], failures: { ...failures, ...mail.mailFailures },
  permissions: { 'operations:read': 'See the outbox and the running of the platform' },
  tables: ['message', 'left_topic', 'followed_item', 'mail_address', 'mail_asked', 'letter'],
  routes: [
    handle(mail.askMailAddress, ask), handle(mail.proveMailAddress, prove), handle(mail.dropMailAddress, drop),
    handle(myMessages, mine), handle(markRead, read), handle(readSubscriptions, subscriptions.own), handle(changeSubscription, subscriptions.change), handle(followItem, subscriptions.follow), handle(outbox, sent),
  ],
  listens: [
    listen(caseSubmitted, 'messages.submitted', own.onSubmitted), listen(caseMoved, 'messages.moved', own.onMoved), listen(caseAsked, 'messages.asked', own.onAsked), listen(caseEnded, 'messages.ended', own.onEnded),
    listen(correctionAsked, 'messages.correction-asked', own.onCorrectionAsked), listen(correctionAnswered, 'messages.correction-answered', own.onCorrectionAnswered), listen(correctionLate, 'messages.correction-late', own.onCorrectionLate),
    listen(licenceEnding, 'messages.licence-ending', own.onLicenceEnding), listen(itemPublished, 'messages.item-published', own.onItemPublished),
  ],
  workers: [{ name: 'mail', pace: 'apart', run: mailDelivery }],
  prepare: async (_, config) => { readWords(config.catalogue) },
})
