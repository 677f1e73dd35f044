import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/queue', component: () => import('./QueueScreen.vue'), meta: { title: '待办', permission: 'cases:read', width: 'full', nav: { label: '待办', order: 10, group: '办件', icon: 'clock' } } },
  { path: '/cases', component: () => import('./CaseSearch.vue'), meta: { title: '办件查询', permission: 'cases:search', width: 'full', nav: { label: '办件查询', order: 20, group: '办件', icon: 'search' } } },
  { path: '/cases/:id', component: () => import('./CaseScreen.vue'), props: true, meta: { title: '办件', permission: 'cases:read', width: 'full' } },
]
