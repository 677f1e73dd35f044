import 'vue-router'

declare module 'vue' {
  /** Any component of ours with one root takes an id on it. */
  interface AllowedComponentProps { id?: string }
}

declare module 'vue-router' {
  interface RouteMeta {
    /** The screen's name, shown as the page title. */
    title?: string
    /** Stands in the navigation when given; staff screens are grouped under `group`. */
    nav?: { label: string, order: number, group?: string, icon?: import('./design/icons.ts').IconName }
    needs?: 'sign-in'
    permission?: string
    /** full: no side margins, for queues and tables. */
    width?: 'reading' | 'wide' | 'full'
  }
}
