import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export type PortalFolders = { readonly citizen: string; readonly staff: string }

const csp = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"

/** Serves the built portals; while they are still being built a page says so and tries again. */
export async function servePortals(app: FastifyInstance, building: Promise<PortalFolders>): Promise<void> {
  let folders: PortalFolders | undefined
  void building.then((built) => { folders = built }, () => {})
  await app.register(fastifyStatic, { root: '/', serve: false, decorateReply: true, index: false })
  const page = (reply: FastifyReply, folder: string | undefined) => {
    reply.header('content-security-policy', csp).header('cache-control', 'no-cache')
    if (!folder) return reply.status(503).header('retry-after', '2').header('refresh', '2').type('text/html; charset=utf-8').send('<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>正在准备 · 祥云</title><main><h1>正在准备页面</h1><p>马上就好，请稍候，页面会自动刷新。</p></main></html>')
    return reply.type('text/html; charset=utf-8').send(readFileSync(join(folder, 'index.html')))
  }
  const asset = (reply: FastifyReply, folder: string | undefined, path: string) => {
    if (!folder || path.includes('..') || !existsSync(join(folder, path))) return reply.callNotFound()
    const isHashed = path.startsWith('assets/')
    return reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache').sendFile(path, folder)
  }
  app.get('/staff/assets/*', (request, reply) => asset(reply, folders?.staff, `assets/${(request.params as { '*': string })['*']}`))
  app.get('/assets/*', (request, reply) => asset(reply, folders?.citizen, `assets/${(request.params as { '*': string })['*']}`))
  for (const name of ['mark.svg', 'verify-licence.mjs']) app.get(`/${name}`, (_, reply) => asset(reply, folders?.citizen, name))
  app.get('/staff/mark.svg', (_, reply) => asset(reply, folders?.staff, 'mark.svg'))
  app.get('/staff', (_, reply) => page(reply, folders?.staff))
  app.get('/staff/*', (_, reply) => page(reply, folders?.staff))
  app.get('/', (_, reply) => page(reply, folders?.citizen))
  app.get('/*', (_, reply) => page(reply, folders?.citizen))
}
