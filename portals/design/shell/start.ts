import { createApp, type Component } from 'vue'
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import '../base.css'
import { useSession } from '../session.ts'
import { startLook } from '../theme.ts'

export interface ScreenModule { routes: readonly RouteRecordRaw[] }

interface Portal {
  App: Component
  base: string
  title: string
  /** What `import.meta.glob` found: every module's routes.ts for this portal. */
  screens: Record<string, ScreenModule>
  home: RouteRecordRaw
  /** Every screen of the portal is for people who are signed in. */
  closed?: boolean
}

/** Joins the modules' screens into one portal and shows it. */
export function startPortal(portal: Portal) {
  startLook()
  const router = portalRouter(portal)
  createApp(portal.App).use(router).mount('#portal')
}

function portalRouter({ base, title, screens, home, closed }: Portal): Router {
  const routes = Object.values(screens).flatMap((screen) => screen.routes)
  const hasHome = routes.some((route) => route.path === '/')
  const router = createRouter({
    history: createWebHistory(base),
    routes: [
      ...hasHome ? [] : [home],
      ...routes,
      { path: '/:unknown(.*)*', name: 'not-found', component: () => import('./NotFound.vue'), meta: { title: '没有找到这个页面' } },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.hash ? { el: to.hash } : to.path === from.path ? undefined : { top: 0 }),
  })
  guard(router, base, closed ?? false)
  router.afterEach((to, from) => {
    document.title = to.meta.title ? `${to.meta.title} - ${title}` : title
    if (from.matched.length && to.path !== from.path) requestAnimationFrame(() => requestAnimationFrame(focusTitle))
  })
  return router
}

function guard(router: Router, base: string, closed: boolean) {
  router.beforeEach(async (to) => {
    const needsPerson = to.meta.needs === 'sign-in' || to.meta.permission || (closed && to.path !== '/sign-in')
    if (!needsPerson) return true
    const { ready, isSignedIn, may, signInLink } = useSession()
    await ready
    if (!isSignedIn.value) {
      const back = `${base.replace(/\/$/, '')}${to.fullPath}`
      const isHere = base === '/' && router.resolve('/sign-in').name !== 'not-found'
      if (isHere) return { path: '/sign-in', query: { return: back } }
      location.assign(signInLink(back))
      return false
    }
    if (to.meta.permission && !may(to.meta.permission)) return { name: 'not-found', params: { unknown: ['forbidden'] }, replace: true }
    return true
  })
}

/** After a change of screen the reading starts at its title. */
function focusTitle() {
  const title = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main')
  title?.setAttribute('tabindex', '-1')
  title?.focus({ preventScroll: true })
}

