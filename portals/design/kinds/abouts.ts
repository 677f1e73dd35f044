import type { KindAbout } from './about.ts'

const folders = import.meta.glob<{ about: KindAbout }>('./*/about.ts', { eager: true })

/** What is told of every kind, by name. */
export const kindAbouts: Readonly<Record<string, KindAbout>> = Object.fromEntries(Object.entries(folders).map(([path, { about }]) => [path.split('/')[1]!, about]))
