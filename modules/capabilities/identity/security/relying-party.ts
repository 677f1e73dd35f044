import { isIP } from 'node:net'
import type { Config } from '@xiangyun/kernel/config'

/** Passkeys belong to a host name (Web Authentication Level 3, 5.1.2): an address of numbers alone has none. */
export function relyingParty(config: Config): { readonly id: string; readonly origin: string } | undefined {
  const { hostname, origin } = new URL(config.address)
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? undefined : { id: hostname, origin }
}
