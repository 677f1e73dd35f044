import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/corrections', component: () => import('./CorrectionQueue.vue'), meta: { title: '数据更正', permission: 'corrections:handle', nav: { label: '数据更正', order: 25, group: '办件', icon: 'edit' } } },
  { path: '/corrections/:id', component: () => import('./CorrectionScreen.vue'), props: true, meta: { title: '数据更正', permission: 'corrections:handle' } },
]
