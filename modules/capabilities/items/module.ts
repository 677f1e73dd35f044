import { defineModule, handle, provide } from '@xiangyun/kernel/modules'
import { problemLine } from '@xiangyun/kernel/definitions'
import { askChecklist, checkItem, claimItem, failures, itemPublished, listManaged, publishItem, readForm, readGuide, readItemSurroundings, readManaged, readValidator, saveItemDraft, searchItems, tryDecision } from './contract.ts'
import { itemsOn } from './items.ts'
import { itemsPort } from './port.ts'
import { publishCatalogue } from './publishing.ts'
import * as manage from './use-cases/manage-items.ts'
import { formSurroundings } from './views/form-surroundings.ts'
import * as guides from './views/guides.ts'

export const items = defineModule({
  name: 'items', tier: 'capabilities', title: '政务服务事项库', requires: ['organisations', 'processes', 'registers'], failures,
  permissions: { 'items:edit': 'Edit items and save drafts', 'items:publish': 'Publish a version of an item', 'items:claim': 'See managed items and claim them for one\'s division' },
  publishes: [itemPublished],
  tables: ['version', 'claim', 'draft'],
  routes: [
    handle(searchItems, guides.search), handle(readGuide, guides.guide), handle(askChecklist, guides.checklist), handle(readForm, guides.form), handle(readValidator, guides.validator),
    handle(listManaged, manage.listManaged), handle(readManaged, manage.readManaged), handle(checkItem, manage.checkItem), handle(readItemSurroundings, formSurroundings), handle(tryDecision, manage.tryDecision), handle(saveItemDraft, manage.saveDraft), handle(publishItem, manage.publishItem), handle(claimItem, manage.claimItem),
  ],
  provides: [provide(itemsPort, itemsOn)],
  start: async (work) => {
    await work(async (context) => {
      const problems = await publishCatalogue(context)
      if (problems.length > 0) context.log.error('catalogue has mistakes; the items concerned are left out', { problems: problems.slice(0, 20).map(problemLine) })
    })
  },
})
