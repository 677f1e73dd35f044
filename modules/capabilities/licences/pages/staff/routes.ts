import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/licences', component: () => import('./LicenceDesk.vue'), meta: { title: '证照管理', permission: 'licences:check', nav: { label: '证照管理', order: 40, icon: 'card', group: '办理' } } },
]
