import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/forms/:form', component: () => import('./FillPage.vue'), props: true, meta: { title: '填报' } },
  { path: '/my/submissions', component: () => import('./MySubmissions.vue'), meta: { title: '我的填报', needs: 'sign-in' } },
  { path: '/my/submissions/:id', component: () => import('./SubmissionPage.vue'), props: true, meta: { title: '我的填报', needs: 'sign-in' } },
]
