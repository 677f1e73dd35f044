import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/counter', component: () => import('./CounterScreen.vue'), meta: { title: '窗口受理', permission: 'cases:counter', width: 'full', nav: { label: '窗口受理', order: 5, group: '办件', icon: 'person' } } },
  { path: '/cases/:id/slip', component: () => import('./SlipScreen.vue'), props: true, meta: { title: '受理单', permission: 'cases:read' } },
]
