import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { Licences } from './contract.ts'
import { licenceStore } from './store.ts'
import type { Licence } from './store.ts'
import { readLicenceTypes } from './types.ts'
import { changeState } from './use-cases/change-state.ts'
import { fill } from './use-cases/fill-licences.ts'
import { issue, subjectOf } from './use-cases/issue-licence.ts'
import { issueLetter } from './use-cases/issue-letter.ts'
import { licenceView } from './views.ts'

/** The licences' interface for other modules, bound to one transaction. Every personal licence that is handed out is a row in the audit log. */
export function licencesOn(context: Context): Licences {
  const store = licenceStore(context)
  const { types } = readLicenceTypes(context.config.catalogue)
  const told = (found: readonly Licence[]) => found.map((licence) => {
    context.audit({ act: 'licences.held', object: `licence/${licence.id}`, ...subjectOf(licence), purpose: 'approval', law: '优化营商环境条例 第三十七条', stands: true })
    return licenceView(licence, context.now)
  })
  return {
    issue: (order) => issue(context, order),
    held: async (type, holder) => told(await store.held(type, holder, localDate(context.now))),
    of: async (holders) => told(await store.of(holders)),
    get: async (id, holders) => {
      const found = await store.find(id)
      return found && (!holders || holders.includes(found.holder)) ? told([found])[0] : undefined
    },
    type: (id) => types.get(id),
    types: () => types,
    fill: (rows) => fill(context, rows),
    suspend: (id, reason, by) => changeState(context, 'suspend', { id, reason, by }),
    restore: (id, reason, by) => changeState(context, 'restore', { id, reason, by }),
    revoke: (id, reason, by) => changeState(context, 'revoke', { id, reason, by }),
    cancel: (id, reason, by) => changeState(context, 'cancel', { id, reason, by }),
    issueDocument: (letter) => issueLetter(context, letter),
  }
}
