import type { FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import type { Environment } from '@xiangyun/kernel/platform'

const known = new WeakMap<Environment, Map<string, Promise<client.Configuration>>>()

/** One of our own clients at our own provider, asked over loopback, whatever address the province has outside. */
export function ownClient(environment: Environment, request: FastifyRequest, id: string): Promise<client.Configuration> {
  const all = known.get(environment) ?? new Map<string, Promise<client.Configuration>>()
  known.set(environment, all)
  const found = all.get(id) ?? discovered(environment, request, id)
  if (all.size < 1_000) all.set(id, found)
  found.catch(() => all.delete(id))
  return found
}

function discovered({ config }: Environment, request: FastifyRequest, id: string): Promise<client.Configuration> {
  const inner = `http://127.0.0.1:${(request.socket.localPort ?? config.port)}`
  return client.discovery(new URL(`${config.address}/oidc`), id, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: (url, options) => fetch(url.replace(config.address, inner), { ...(options as RequestInit), headers: { ...(options.headers as Record<string, string>), host: new URL(config.address).host } }),
  })
}
