import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/my/reads', component: () => import('./MyReads.vue'), meta: { title: '谁查看过我的数据', needs: 'sign-in', nav: { label: '谁看过我的数据', order: 50, icon: 'eye' } } },
]
