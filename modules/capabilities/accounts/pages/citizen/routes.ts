import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/my/profile', component: () => import('./ProfileScreen.vue'), meta: { title: '我的信息', needs: 'sign-in' } },
]
