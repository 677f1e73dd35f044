import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/rectifications', component: () => import('./RectificationList.vue'), meta: { title: '差评整改', permission: 'ratings:handle', nav: { label: '差评整改', order: 55, group: '监察', icon: 'talk' } } },
]
