import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/items', component: () => import('./ItemsScreen.vue'), meta: { title: '事项管理', permission: 'items:claim', width: 'full', nav: { label: '事项管理', order: 40, group: '事项', icon: 'list' } } },
  { path: '/items/:item', component: () => import('./ItemScreen.vue'), props: true, meta: { title: '事项', permission: 'items:claim', width: 'full' } },
]
