import { defineModule } from '@xiangyun/kernel/modules'

/** Screens only: everybody's first page of the staff portal. */
export const workbench = defineModule({ name: 'workbench', tier: 'applications', title: '工作台', routes: [] })
