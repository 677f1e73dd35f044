import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import '../base.css'
import { startLook } from '../theme.ts'
import Gallery from './Gallery.vue'

const parts = {
  controls: () => import('./ControlsPart.vue'),
  shows: () => import('./ShowsPart.vue'),
  tables: () => import('./TablesPart.vue'),
  search: () => import('./SearchPart.vue'),
  form: () => import('./FormPart.vue'),
  kinds: () => import('../showcase/KindsShow.vue'),
  designer: () => import('./DesignerPart.vue'),
}

startLook()
const router = createRouter({
  history: createWebHistory('/'),
  routes: Object.entries(parts).map(([name, component]) => ({ path: `/${name}`, component })),
})
createApp(Gallery).use(router).mount('#portal')
