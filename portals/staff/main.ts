import { startPortal, type ScreenModule } from '../design/shell/start.ts'
import App from './App.vue'

startPortal({
  App,
  base: '/staff/',
  title: '祥云 · 政务工作台',
  screens: import.meta.glob<ScreenModule>('../../modules/*/*/pages/staff/routes.ts', { eager: true }),
  home: { path: '/', component: () => import('./HomeScreen.vue'), meta: { title: '工作台' } },
  closed: true,
})
