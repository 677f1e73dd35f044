import type { RouteRecordRaw } from 'vue-router'

export const runningRoutes: RouteRecordRaw[] = []
