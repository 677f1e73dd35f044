import type { Config } from '@xiangyun/kernel/config'

/** The province's own interface as an audience of tokens. */
export const ownApi = (config: Pick<Config, 'address'>): string => `${config.address}/api`
