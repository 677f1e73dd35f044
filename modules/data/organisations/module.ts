import { fail, ok } from '@xiangyun/kernel/contract'
import { defineModule, handle, onDeadline, provide } from '@xiangyun/kernel/modules'
import { failures, listDepartments, listDivisions } from './contract.ts'
import { organisationsPort } from './port.ts'
import { carryOut, reorganisationDeadline } from './reorganisations/carry-out.ts'
import * as reorganisation from './reorganisations/contract.ts'
import { loadMerged, organisationsOn, reloadMerged } from './reorganisations/merged.ts'
import { confirm, withdraw } from './reorganisations/use-cases/decide.ts'
import { plan } from './reorganisations/use-cases/plan.ts'
import * as reorganisations from './reorganisations/views.ts'
import * as staff from './staff/contract.ts'
import { closePost, dutyDeadline, dutyOver, postDeadline } from './staff/deadline.ts'
import { keepDemoOfficials } from './staff/demonstration.ts'
import { memberOf, membersOf, namesOf, rangesOf, rolesIn } from './staff/members.ts'
import { staffPort } from './staff/port.ts'
import { mayLetIn } from './staff/use-cases/let-in.ts'
import * as duties from './staff/use-cases/change-duties.ts'
import * as posts from './staff/use-cases/change-posts.ts'
import * as views from './staff/views.ts'

export const organisations = defineModule({
  name: 'organisations', tier: 'data', title: '政务业务架构库', failures: { ...failures, ...staff.staffFailures, ...reorganisation.reorganisationFailures },
  permissions: {
    'staff:read': 'See officials, their posts and duties, as far as one\'s own duty reaches', 'staff:manage': 'Take in, place, move and release officials within reach',
    'reorganisations:read': 'See which units are merged into which, and when', 'reorganisations:plan': 'Plan that units within reach are merged', 'reorganisations:confirm': 'Confirm what somebody else planned',
    'staff:grant': 'Give and take duties: no other role, no farther and no longer than one\'s own duty may', 'staff:confirm': 'Confirm each quarter that duties within reach are still needed',
  },
  publishes: [staff.dutiesEnded, reorganisation.unitMerged],
  tables: ['staff', 'post', 'duty', 'reorganisation', 'merged_unit', 'former_post'],
  routes: [
    handle(listDivisions, async (context, { code }) => {
      const own = context.ask(organisationsPort)
      const division = own.division(code)
      if (!division) return fail('organisations/no-division')
      return ok({ division, path: [...own.path(code)], children: [...own.children(code)] })
    }),
    handle(listDepartments, async (context) => ok({ departments: [...context.ask(organisationsPort).departments()], certainty: 'C' })),
    handle(staff.listStaff, views.list), handle(staff.findStaffUnits, views.units), handle(staff.readMember, views.read), handle(staff.myPowers, views.mine),
    handle(staff.joinStaff, posts.join), handle(staff.addPost, posts.addPost), handle(staff.movePost, posts.move), handle(staff.endPost, posts.end), handle(staff.leaveStaff, posts.leave),
    handle(reorganisation.listReorganisations, reorganisations.list), handle(reorganisation.readReorganisation, reorganisations.read), handle(reorganisation.planReorganisation, plan), handle(reorganisation.confirmReorganisation, confirm), handle(reorganisation.withdrawReorganisation, withdraw),
    handle(staff.giveDuty, duties.give), handle(staff.takeDuty, duties.take), handle(staff.listReviews, views.reviews), handle(staff.confirmDuty, duties.confirm),
  ],
  deadlines: [onDeadline(postDeadline, closePost), onDeadline(dutyDeadline, dutyOver), onDeadline(reorganisationDeadline, carryOut)],
  workers: [reloadMerged],
  start: async (work) => {
    await work(keepDemoOfficials)
    await work(loadMerged)
  },
  provides: [
    provide(organisationsPort, organisationsOn),
    provide(staffPort, (context) => ({
      member: (account) => memberOf(context, account), membersOf: (unit) => membersOf(context, unit), namesOf: (accounts) => namesOf(context, accounts), rangesOf: (permission) => rangesOf(context, permission), mayLetIn: (account) => mayLetIn(context, account),
      peopleIn: (post) => [...new Set(rolesIn(context, post).flatMap((role) => role.people))],
    })),
  ],
})
