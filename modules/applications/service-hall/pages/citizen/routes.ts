import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/items', component: () => import('./ItemSearch.vue'), meta: { title: '查找事项', nav: { label: '办事', order: 1, icon: 'search' } } },
  { path: '/items/:item', component: () => import('./ItemPage.vue'), props: true, meta: { title: '办事指南' } },
  { path: '/apply/new', component: () => import('./ApplyStart.vue'), meta: { title: '开始办理', needs: 'sign-in' } },
  { path: '/apply/:draft', component: () => import('./ApplyPage.vue'), props: true, meta: { title: '填写申请', needs: 'sign-in' } },
  { path: '/my', component: () => import('./MyPage.vue'), meta: { title: '我的办件', needs: 'sign-in', nav: { label: '我的办件', order: 2, icon: 'list' } } },
  { path: '/my/cases/:id', component: () => import('./CasePage.vue'), props: true, meta: { title: '办件进度', needs: 'sign-in' } },
  { path: '/my/cases/:id/submitted', component: () => import('./SubmittedPage.vue'), props: true, meta: { title: '申请已提交', needs: 'sign-in' } },
  { path: '/my/cases/:id/slip', component: () => import('./SlipPage.vue'), props: true, meta: { title: '回执', needs: 'sign-in' } },
  { path: '/pay/:id', component: () => import('./PayPage.vue'), props: true, meta: { title: '缴费', needs: 'sign-in' } },
]
