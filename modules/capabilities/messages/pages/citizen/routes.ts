import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/my/messages', component: () => import('./MyMessages.vue'), meta: { title: '我的消息', needs: 'sign-in' } },
  { path: '/my/subscriptions', component: () => import('./SubscriptionScreen.vue'), meta: { title: '消息订阅', needs: 'sign-in' } },
]
