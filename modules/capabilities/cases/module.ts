import { defineModule, handle, listen, onDeadline, provide } from '@xiangyun/kernel/modules'
import { orderPaid } from '#modules/capabilities/payments/contract.ts'
import { processHostPort } from '#modules/capabilities/processes/ports.ts'
import { lampDeadline } from './changing.ts'
import { recordChanged } from '#modules/data/registers/contract.ts'
import { openWorkPort } from '#modules/data/organisations/reorganisations/port.ts'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { dutiesEnded } from '#modules/data/organisations/staff/contract.ts'
import * as contract from './contract.ts'
import { caseForm, caseFormPaper, listCaseForms, lookInDraft } from './forms.ts'
import { caseHost, feePaid, lampDue } from './host.ts'
import { followUnit, giveBack } from './reactions.ts'
import { takeBack } from './results/take-back.ts'
import { issueAgain, registerChanged } from './results/try-again.ts'
import * as answer from './use-cases/answer-office.ts'
import * as arrange from './use-cases/arrange-work.ts'
import { continueDraft, findPresent } from './use-cases/at-counter.ts'
import { completeBatch, completeTask } from './use-cases/complete-task.ts'
import * as edit from './use-cases/edit-draft.ts'
import { openAtCounter, openDraft } from './use-cases/open-draft.ts'
import { renewDraft } from './use-cases/renew-draft.ts'
import { submit } from './use-cases/submit.ts'
import { casePage, readDocument, readMaterial } from './views/case-page.ts'
import * as desk from './views/desk.ts'
import * as lists from './views/lists.ts'
import { often } from './views/often.ts'
import { caseStore } from './store.ts'
import { slip } from './views/slip.ts'

export const cases = defineModule({
  name: 'cases', tier: 'capabilities', title: '办件', requires: ['identity', 'items', 'forms', 'processes', 'materials', 'payments', 'licences', 'registers', 'organisations', 'corrections'], failures: contract.failures,
  permissions: {
    'cases:apply': 'Apply for oneself or a firm', 'cases:counter': 'Begin an application for somebody present', 'cases:accept': 'Accept, ask for supplements or refuse acceptance', 'cases:read': 'Read cases that one\'s office handles',
    'cases:search': 'Search cases of one\'s office', 'cases:decide': 'Review, check and decide', 'cases:batch': 'Decide several at once where the item allows', 'cases:transfer': 'Hand over any task of one\'s office', 'cases:extend': 'Grant more time',
  },
  publishes: [contract.caseSubmitted, contract.caseMoved, contract.caseAsked, contract.caseEnded, contract.lampChanged],
  tables: ['draft', 'case', 'task', 'moment', 'material', 'serial', 'held_result'],
  routes: [
    handle(contract.openDraft, openDraft), handle(contract.openCounterDraft, openAtCounter), handle(contract.readDraft, edit.readDraft), handle(contract.listDrafts, edit.listDrafts), handle(contract.saveDraft, edit.saveDraft), handle(contract.dropDraft, edit.dropDraft), handle(contract.renewDraft, renewDraft), handle(contract.sendDraftFile, edit.sendDraftFile),
    handle(contract.findPresent, findPresent), handle(contract.continueDraft, continueDraft),
    handle(contract.uploadMaterial, edit.upload), handle(contract.removeMaterial, edit.removeMaterial), handle(contract.readDraftMaterial, edit.readDraftMaterial), handle(contract.consent, edit.giveConsent), handle(contract.submit, submit),
    handle(contract.listMyCases, lists.mine), handle(contract.listOften, often), handle(contract.readCase, casePage), handle(contract.readMaterial, readMaterial), handle(contract.readDocument, readDocument), handle(contract.slip, slip), handle(contract.listCaseForms, listCaseForms), handle(contract.readCaseForm, caseForm), handle(contract.caseFormPaper, caseFormPaper), handle(contract.draftLook, lookInDraft),
    handle(contract.uploadSupplement, answer.uploadSupplement), handle(contract.provideSupplement, answer.provideSupplement), handle(contract.finishCorrection, answer.finishCorrection), handle(contract.withdraw, answer.withdraw), handle(contract.object, answer.object), handle(contract.clearTax, answer.clearTax), handle(contract.chooseActivity, answer.chooseActivity),
    handle(contract.queue, lists.queue), handle(contract.readFigures, desk.figures), handle(contract.listColleagues, desk.colleagues), handle(contract.searchCases, lists.search), handle(contract.completeTask, completeTask), handle(contract.completeBatch, completeBatch),
    handle(contract.giveTask, arrange.giveTask), handle(contract.askExtension, arrange.askExtension), handle(contract.issueAgain, issueAgain), handle(contract.takeBack, takeBack),
  ],
  provides: [provide(processHostPort, caseHost), provide(openWorkPort, (context) => ({ count: (units) => caseStore(context.db).countOpen(units) }))],
  listens: [listen(orderPaid, 'cases.fee-paid', feePaid), listen(recordChanged, 'cases.register-changed', registerChanged), listen(unitMerged, 'cases.follow-unit', followUnit), listen(dutiesEnded, 'cases.give-back', giveBack)],
  deadlines: [onDeadline(lampDeadline, lampDue)],
})
