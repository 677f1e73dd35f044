import { startPortal, type ScreenModule } from '../design/shell/start.ts'
import App from './App.vue'

startPortal({
  App,
  base: '/',
  title: '祥云 · 吉林省政务服务',
  screens: import.meta.glob<ScreenModule>('../../modules/*/*/pages/citizen/routes.ts', { eager: true }),
  home: { path: '/', component: () => import('./HomeScreen.vue') },
})
