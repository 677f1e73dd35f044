import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/audit', component: () => import('./AuditLog.vue'), meta: { title: '审计', permission: 'audit:read', nav: { label: '审计', order: 80, icon: 'law', group: '安全' } } },
]
