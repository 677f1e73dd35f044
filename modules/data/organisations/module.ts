import { fail, ok } from '@xiangyun/kernel/contract'
import { defineModule, handle, provide } from '@xiangyun/kernel/modules'
import { failures, listDepartments, listDivisions } from './contract.ts'
import { organisationsPort } from './port.ts'
import { readOrganisations } from './organisations.ts'

export const organisations = defineModule({
  name: 'organisations', tier: 'data', title: '政务业务架构库', failures,
  routes: [
    handle(listDivisions, async (context, { code }) => {
      const own = context.ask(organisationsPort)
      const division = own.division(code)
      if (!division) return fail('organisations/no-division')
      return ok({ division, path: [...own.path(code)], children: [...own.children(code)] })
    }),
    handle(listDepartments, async (context) => ok({ departments: [...context.ask(organisationsPort).departments()], certainty: 'C' })),
  ],
  provides: [provide(organisationsPort, (context) => readOrganisations(context.config.catalogue))],
})
