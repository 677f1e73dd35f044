import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./WorkbenchHome.vue'), meta: { title: '工作台', nav: { label: '工作台', order: 0, group: '', icon: 'home' } } },
  { path: '/stand-in', component: () => import('./StandInScreen.vue'), meta: { title: '外出代办', permission: 'posts:delegate', nav: { label: '外出代办', order: 30, group: '办件', icon: 'leave' } } },
]
