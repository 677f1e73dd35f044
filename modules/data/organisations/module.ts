import { fail, ok } from '@xiangyun/kernel/contract'
import { defineModule, handle, onDeadline, provide } from '@xiangyun/kernel/modules'
import { failures, listDepartments, listDivisions } from './contract.ts'
import { readOrganisations } from './organisations.ts'
import { organisationsPort } from './port.ts'
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
  name: 'organisations', tier: 'data', title: '政务业务架构库', failures: { ...failures, ...staff.staffFailures },
  permissions: {
    'staff:read': 'See officials, their posts and duties, as far as one\'s own duty reaches', 'staff:manage': 'Take in, place, move and release officials within reach',
    'staff:grant': 'Give and take duties: no other role, no farther and no longer than one\'s own duty may', 'staff:confirm': 'Confirm each quarter that duties within reach are still needed',
  },
  publishes: [staff.dutiesEnded],
  tables: ['staff', 'post', 'duty'],
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
    handle(staff.giveDuty, duties.give), handle(staff.takeDuty, duties.take), handle(staff.listReviews, views.reviews), handle(staff.confirmDuty, duties.confirm),
  ],
  deadlines: [onDeadline(postDeadline, closePost), onDeadline(dutyDeadline, dutyOver)],
  start: (work) => work(keepDemoOfficials),
  provides: [
    provide(organisationsPort, (context) => readOrganisations(context.config.catalogue)),
    provide(staffPort, (context) => ({
      member: (account) => memberOf(context, account), membersOf: (unit) => membersOf(context, unit), namesOf: (accounts) => namesOf(context, accounts), rangesOf: (permission) => rangesOf(context, permission), mayLetIn: (account) => mayLetIn(context, account),
      peopleIn: (post) => [...new Set(rolesIn(context, post).flatMap((role) => role.people))],
    })),
  ],
})
