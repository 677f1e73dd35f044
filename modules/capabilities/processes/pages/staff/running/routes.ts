import type { RouteRecordRaw } from 'vue-router'

/** A parameter may not be called `key` as a property of a component. */
const process = ({ params }: { params: Record<string, string | string[]> }) => ({ process: String(params['key']) })

export const runningRoutes: RouteRecordRaw[] = [
  { path: '/process-instances', component: () => import('./InstanceList.vue'), meta: { title: '流程实例', permission: 'processes:read', width: 'full', nav: { label: '流程实例', order: 47, group: '流程', icon: 'eye' } } },
  { path: '/process-instances/:id', component: () => import('./InstanceScreen.vue'), props: true, meta: { title: '流程实例', permission: 'processes:read', width: 'full' } },
  { path: '/processes/:key/running', component: () => import('./ProcessRunning.vue'), props: process, meta: { title: '流程运行', permission: 'processes:read', width: 'full' } },
  { path: '/processes/:key/migrations', component: () => import('./MigrationList.vue'), props: process, meta: { title: '版本迁移', permission: 'processes:migrate', width: 'full' } },
  { path: '/processes/:key/migrations/new', component: () => import('./NewMigration.vue'), props: process, meta: { title: '演练版本迁移', permission: 'processes:migrate', width: 'full' } },
  { path: '/processes/:key/migrations/:id', component: () => import('./MigrationScreen.vue'), props: ({ params }) => ({ process: String(params['key']), id: String(params['id']) }), meta: { title: '版本迁移', permission: 'processes:migrate', width: 'full' } },
]
