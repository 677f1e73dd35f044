import { defineModule } from '@xiangyun/kernel/modules'

/** Screens only: drafts, cases and payments are capabilities. */
export const halls = defineModule({ name: 'halls', tier: 'applications', title: '政务大厅', routes: [] })
