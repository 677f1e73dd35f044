import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/outbox', component: () => import('./OutboxScreen.vue'), meta: { title: '发件箱', permission: 'operations:read', nav: { label: '发件箱', order: 90, group: '运行', icon: 'away' } } },
]
