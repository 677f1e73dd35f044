import type { RouteRecordRaw } from 'vue-router'
import { runningRoutes } from './running/routes.ts'

/** A parameter may not be called `key` as a property of a component. */
const process = ({ params }: { params: Record<string, string | string[]> }) => ({ process: String(params['key']) })

export const routes: RouteRecordRaw[] = [
  { path: '/processes', component: () => import('./designer/ProcessList.vue'), meta: { title: '流程', permission: 'processes:read', width: 'full', nav: { label: '流程设计', order: 45, group: '流程', icon: 'edit' } } },
  { path: '/processes/:key', component: () => import('./designer/ProcessScreen.vue'), props: process, meta: { title: '流程', permission: 'processes:read', width: 'full' } },
  ...runningRoutes,
]
