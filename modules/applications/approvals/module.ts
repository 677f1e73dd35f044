import { defineModule } from '@xiangyun/kernel/modules'

/** Screens only: the cases themselves are the `cases` capability. */
export const approvals = defineModule({ name: 'approvals', tier: 'applications', title: '协同审批', routes: [] })
