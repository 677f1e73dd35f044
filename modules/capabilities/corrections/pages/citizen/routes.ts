import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/my/corrections', component: () => import('./MyCorrections.vue'), meta: { title: '数据更正', needs: 'sign-in' } },
]
