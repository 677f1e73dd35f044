import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/licences', component: () => import('./LicenceList.vue'), meta: { title: '我的证照', needs: 'sign-in', nav: { label: '我的证照', order: 30, icon: 'card' } } },
  { path: '/licences/:id', component: () => import('./LicencePage.vue'), props: true, meta: { title: '证照', needs: 'sign-in' } },
  { path: '/verify', component: () => import('./VerifyPage.vue'), meta: { title: '验证证照和文书', nav: { label: '验证', order: 40, icon: 'seal' } } },
]
