import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/supervision', component: () => import('./UnitLamps.vue'), meta: { title: '电子监察', permission: 'supervision:read', width: 'full', nav: { label: '电子监察', order: 50, group: '监察', icon: 'eye' } } },
  { path: '/supervision/warnings', component: () => import('./IssuedWarnings.vue'), meta: { title: '预警清单', permission: 'supervision:read', width: 'full', nav: { label: '预警清单', order: 55, group: '监察', icon: 'warning' } } },
  { path: '/supervision/cases', component: () => import('./WatchedCases.vue'), meta: { title: '监察办件', permission: 'supervision:read', width: 'full' } },
]
