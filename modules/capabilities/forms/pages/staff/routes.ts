import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/forms', component: () => import('./FormsScreen.vue'), meta: { title: '填报表', permission: 'forms:read', width: 'full', nav: { label: '填报表', order: 42, group: '事项', icon: 'edit' } } },
  { path: '/forms/kinds', component: () => import('./KindsScreen.vue'), meta: { title: '填报控件', permission: 'forms:read', width: 'wide' } },
  { path: '/forms/:form', component: () => import('./FormScreen.vue'), props: true, meta: { title: '填报表', permission: 'forms:read', width: 'full' } },
  { path: '/forms/:form/submissions/:id', component: () => import('./FiledScreen.vue'), props: true, meta: { title: '一份填报', permission: 'forms:results' } },
]
