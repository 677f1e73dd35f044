import { defineModule, handle, listen, onDeadline } from '@xiangyun/kernel/modules'
import { caseEnded } from '#modules/capabilities/cases/contract.ts'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { caseRated, failures, listRectifications, rateCase, readRating, rectificationLate, replyRectification } from './contract.ts'
import * as own from './ratings.ts'

export const ratings = defineModule({
  name: 'ratings', tier: 'capabilities', title: '政务服务好差评', requires: ['cases', 'organisations'], failures,
  permissions: { 'ratings:handle': 'Answer bad ratings of one\'s office' },
  publishes: [caseRated, rectificationLate], tables: ['ended', 'rating', 'rectification'],
  routes: [handle(rateCase, own.rate), handle(readRating, own.read), handle(listRectifications, own.list), handle(replyRectification, own.reply)],
  listens: [listen(caseEnded, 'ratings.remember', own.remember), listen(unitMerged, 'ratings.follow-unit', own.followUnit)],
  deadlines: [onDeadline(own.rectifyDeadline, own.late)],
})
