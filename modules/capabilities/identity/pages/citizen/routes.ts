import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/my/security', component: () => import('../security/SecurityScreen.vue'), meta: { title: '登录与安全', needs: 'sign-in' } },
]
