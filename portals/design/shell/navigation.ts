import type { Router } from 'vue-router'
import type { IconName } from '../icons.ts'

export interface NavigationEntry { path: string, label: string, order: number, group: string, icon: IconName, needsPerson: boolean }

/** The screens that stand in the navigation, in order, as far as the person may open them. */
export function navigationOf(router: Router, may: (permission: string) => boolean): NavigationEntry[] {
  return router.getRoutes()
    .filter((route) => route.meta.nav && (!route.meta.permission || may(route.meta.permission)))
    .map((route) => ({
      path: route.path,
      label: route.meta.nav!.label,
      order: route.meta.nav!.order,
      group: route.meta.nav!.group ?? '',
      icon: route.meta.nav!.icon ?? 'list',
      needsPerson: route.meta.needs === 'sign-in',
    }))
    .sort((left, right) => left.order - right.order)
}
