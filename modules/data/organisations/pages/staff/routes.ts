import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/people', component: () => import('./StaffScreen.vue'), meta: { title: '人员与岗位', permission: 'staff:read', width: 'full', nav: { label: '人员与岗位', order: 70, group: '人员', icon: 'person' } } },
  { path: '/people/:account', component: () => import('./MemberScreen.vue'), props: true, meta: { title: '人员与岗位', permission: 'staff:read' } },
  { path: '/duty-reviews', component: () => import('./ReviewScreen.vue'), meta: { title: '权限复核', permission: 'staff:confirm', width: 'full', nav: { label: '权限复核', order: 72, group: '人员', icon: 'check' } } },
  { path: '/reorganisations', component: () => import('./ReorganisationsScreen.vue'), meta: { title: '机构调整', permission: 'reorganisations:read', width: 'full', nav: { label: '机构调整', order: 74, group: '人员', icon: 'firm' } } },
  { path: '/reorganisations/:id', component: () => import('./ReorganisationScreen.vue'), props: true, meta: { title: '机构调整', permission: 'reorganisations:read' } },
  { path: '/my-powers', component: () => import('./MyPowersScreen.vue'), meta: { title: '我的权限从哪里来', nav: { label: '我的权限', order: 99, group: '人员', icon: 'eye' } } },
]
