import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import type { continueDraft as continueRoute, Draft, findPresent as presentRoute } from '../contract.ts'
import { caseStore, draftStore } from '../store.ts'
import { summary } from '../views/summaries.ts'
import { readDraft } from './edit-draft.ts'

const purpose = { purpose: 'counter', law: '个人信息保护法 第十三条' }

/** The person who stands at the counter, with their document in hand: both number and name must be the register's. */
async function isPresent(context: Context, { identityNumber, name }: { identityNumber: string; name: string }): Promise<boolean> {
  const person = await context.ask(registersPort).find('people', identityNumber.toUpperCase(), purpose)
  return person !== undefined && person.values['name'] === name.trim() && !person.values['deathDate']
}

/** What a clerk needs to go on for them: firms they represent, what they began, what is under way. */
export async function findPresent(context: Context, input: InputOf<typeof presentRoute>) {
  if (!(await isPresent(context, input))) return fail('cases/no-person')
  const identityNumber = input.identityNumber.toUpperCase()
  const index = context.keys.index('subject', identityNumber)
  const firms = await context.ask(registersPort).findBy('legal-persons', 'representative', identityNumber, purpose)
  const items = context.ask(itemsPort)
  const drafts = await draftStore(context.db).mine(index, index)
  const cases = await caseStore(context.db).mine(index, null, 0)
  context.audit({ act: 'cases.find-present', object: 'person', subject: index, purpose: 'counter', law: purpose.law, stands: true })
  return ok({
    name: input.name.trim(), identityNumber, firms: firms.filter((f) => f.values['state'] !== '注销').map((f) => ({ creditCode: String(f.values['creditCode']), name: String(f.values['name']) })),
    drafts: await Promise.all(drafts.map(async (d) => ({ id: d.id, item: d.item, itemName: (await items.version(d.item, d.item_version)).definition.name, applicantName: d.applicant_name, division: d.division, channel: d.channel, savedAt: d.updated_at.toISOString() }))),
    cases: cases.map((row) => summary(context, row)),
  })
}

/** A draft begun elsewhere is gone on with at the counter; its applicant keeps it as well. */
export async function continueDraft(context: Context, input: InputOf<typeof continueRoute>): Promise<Result<Draft>> {
  if (!(await isPresent(context, input))) return fail('cases/no-person')
  const row = await draftStore(context.db).find(input.id, true)
  if (!row || row.applicant_index !== context.keys.index('subject', input.identityNumber.toUpperCase())) return fail('cases/no-draft')
  await draftStore(context.db).handTo(row.id, context.actor.id)
  context.audit({ act: 'cases.continue-draft', object: `draft/${row.id}`, subject: row.applicant_index })
  return readDraft(context, { id: row.id })
}
