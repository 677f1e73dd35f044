import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/security', component: () => import('../security/SecurityScreen.vue'), meta: { title: '登录与安全', nav: { label: '登录与安全', order: 98, group: '人员', icon: 'shield' } } },
  { path: '/recoveries', component: () => import('./RecoveryScreen.vue'), props: { isForResidents: true }, meta: { title: '帮居民重新登录', permission: 'accounts:recover', nav: { label: '帮居民重新登录', order: 16, group: '办件', icon: 'person' } } },
  { path: '/staff-recoveries', component: () => import('./RecoveryScreen.vue'), meta: { title: '帮同事重新登录', permission: 'staff:grant', nav: { label: '帮同事重新登录', order: 73, group: '人员', icon: 'person' } } },
  { path: '/connections', component: () => import('./ConnectionsScreen.vue'), meta: { title: '接入的系统', permission: 'connections:read', width: 'full', nav: { label: '接入的系统', order: 75, group: '人员', icon: 'code' } } },
]
