import type { RouteRecordRaw } from 'vue-router'
import { runningRoutes } from './running/routes.ts'

export const routes: RouteRecordRaw[] = [
  ...runningRoutes,
]
