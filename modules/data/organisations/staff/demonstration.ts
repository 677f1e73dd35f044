import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '../port.ts'
import { FROM_CATALOGUE } from './members.ts'
import { phonePurpose } from './sealing.ts'
import { staffStore } from './store.ts'

const since = '2020-01-01'

/** In the demonstration the officials of the catalogue are kept like everybody else, so that they can be moved and asked about. Safe to repeat. */
export async function keepDemoOfficials(context: Context): Promise<void> {
  if (!context.config.demonstration) return
  const organisations = context.ask(organisationsPort)
  const store = staffStore(context.db)
  for (const { account, name, unit, roles, phone } of organisations.demoOfficials()) {
    if (!(await store.add({ account, name, phone: Buffer.from(context.keys.seal(phonePurpose, phone)), left_on: null }, context.now))) continue
    const post = context.ids.next()
    const known = roles.map((id) => organisations.role(id)).filter((role) => role !== undefined)
    await store.addPost({ id: post, account, unit, title: known.map((role) => role.name).join('、'), since, until: null }, FROM_CATALOGUE, context.now)
    for (const role of known) await store.addDuty({ id: context.ids.next(), post, role: role.id, reach: role.reach, since, until: null, given_by: FROM_CATALOGUE }, null, context.now)
  }
}
