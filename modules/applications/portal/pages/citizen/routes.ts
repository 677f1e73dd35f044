import type { RouteRecordRaw } from 'vue-router'

/** The sign-in page is the province's own, outside the portal: going there leaves the portal. */
const leave = (to: { fullPath: string }) => {
  location.assign(to.fullPath)
  return false
}

export const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./HomeScreen.vue'), meta: { nav: { label: '首页', order: 0, icon: 'home' } } },
  { path: '/sign-in', component: () => import('./HelpPage.vue'), beforeEnter: leave },
  { path: '/register', component: () => import('./RegisterPage.vue'), meta: { title: '注册' } },
  { path: '/delegations', component: () => import('./DelegationPage.vue'), meta: { title: '授权他人办事', needs: 'sign-in' } },
  { path: '/help', component: () => import('./HelpPage.vue'), meta: { title: '帮助', nav: { label: '帮助', order: 35, icon: 'talk' } } },
]
