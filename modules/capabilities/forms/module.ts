import { defineModule, handle, listen, onDeadline, provide } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import * as contract from './contract.ts'
import { notHeld } from './holding.ts'
import { judge } from './looking.ts'
import { paper } from './packing.ts'
import { formsPort } from './port.ts'
import type { Forms } from './port.ts'
import { listed, opened, seal } from './sealing.ts'
import { collectionStore, submissionStore } from './store.ts'
import { surroundings } from './views/surroundings.ts'
import * as filling from './use-cases/fill-form.ts'
import { dropUnnamed, fileUnnamed, sendFile } from './use-cases/send-file.ts'
import * as managing from './use-cases/manage-collection.ts'
import * as offers from './views/offers.ts'
import { exportSubmissions } from './views/export.ts'
import * as submissions from './views/submissions.ts'

const formsOn = (context: Context): Forms => ({
  seal: (filing) => seal(context, filing),
  list: async (kind, subject) => (await submissionStore(context.db).of(kind, subject)).map(listed),
  read: async (id) => {
    const row = await submissionStore(context.db).find(id)
    return row && opened(context, row)
  },
  paper: (sealed, heading, format) => paper(context, sealed, heading, format),
  notHeld: (form, answers, holder) => notHeld(context, form, answers, holder),
  judge: (form, answers, facts, only) => judge(context, form, answers, facts, only),
})

export const forms = defineModule({
  name: 'forms', tier: 'capabilities', title: '智能表单', requires: ['organisations', 'registers', 'identity', 'items', 'materials', 'licences', 'corrections'], failures: contract.failures,
  permissions: {
    'forms:read': 'See the forms of one\'s office and the kinds of fields', 'forms:design': 'Build forms of one\'s office', 'forms:publish': 'Publish, pause and close forms of one\'s office', 'forms:results': 'Read and export what was filled in for one\'s office',
  },
  publishes: [contract.formSubmitted, contract.formPublished],
  tables: ['definition', 'collection', 'version', 'draft', 'submission', 'file'],
  routes: [
    handle(contract.listCollections, managing.listCollections), handle(contract.addCollection, managing.addCollection), handle(contract.readSurroundings, surroundings), handle(contract.readCollection, managing.readCollection), handle(contract.saveCollection, managing.saveCollection),
    handle(contract.publishCollection, managing.publishCollection), handle(contract.changeState, managing.changeState),
    handle(contract.listSubmissions, submissions.listSubmissions), handle(contract.readSubmission, submissions.readSubmission), handle(contract.submissionPaper, submissions.submissionPaper), handle(contract.submissionFile, submissions.submissionFile), handle(contract.mySubmissionFile, submissions.mySubmissionFile), handle(contract.exportSubmissions, exportSubmissions),
    handle(contract.readOpenForm, filling.readOpenForm), handle(contract.readOpenValidator, filling.readOpenValidator), handle(contract.readOwnDraft, filling.readOwnDraft), handle(contract.saveOwnDraft, filling.saveOwnDraft), handle(contract.submitForm, filling.submitForm), handle(contract.lookUp, filling.lookUp), handle(contract.sendFile, sendFile),
    handle(contract.mySubmissions, submissions.mySubmissions), handle(contract.readMySubmission, submissions.readMySubmission), handle(contract.mySubmissionPaper, submissions.mySubmissionPaper),
    handle(contract.dictionaryOffers, offers.dictionaryOffers), handle(contract.familyOffers, offers.familyOffers), handle(contract.officialOffers, offers.officialOffers),
  ],
  deadlines: [onDeadline(fileUnnamed, dropUnnamed)],
  listens: [listen(unitMerged, 'forms.follow-unit', async (context, { unit, into }) => { await collectionStore(context.db).followUnit(unit, into, context.ask(organisationsPort).unitById(into)?.name ?? into) })],
  provides: [provide(formsPort, formsOn)],
})
