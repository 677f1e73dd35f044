import { definePort } from '@xiangyun/kernel/modules'

/** What is under way in units, told by whoever keeps it: a rehearsal says how much follows. */
export type OpenWork = { readonly count: (units: readonly string[]) => Promise<number> }

export const openWorkPort = definePort<OpenWork>('organisations.open-work')
