import { createHash, randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Failure, Failures } from '../contract/index.ts'
import { kernelFailures } from '../contract/index.ts'
import type { Handled } from '../modules/index.ts'
import { anonymous, refusal } from '../permissions/index.ts'
import type { Actor } from '../permissions/index.ts'
import { consult, perform } from '../platform/index.ts'
import type { Environment } from '../platform/index.ts'
import { compile, coerce, fieldErrors, unstorable } from './validation.ts'
import { makeMetrics } from './metrics.ts'
import { limitByAddress, perMinute } from './limits.ts'
import { parseJson } from './bodies.ts'
import { takeIn } from './spool.ts'
import type { Spooled } from './spool.ts'

const JSON_LIMIT = 1024 * 1024

export type Identify = (environment: Environment, request: FastifyRequest) => Promise<Actor | undefined>

export type ServerOptions = {
  readonly environment: Environment
  readonly identify: Identify
  /** While true, `/readyz` says no and every answer asks its client to come back by a new connection. */
  readonly isLeaving?: () => boolean
  /** Adds what is not a route of a module: portals, the OpenID provider. */
  readonly extend?: (app: FastifyInstance) => Promise<void>
}

export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const { environment } = options
  const failures: Failures = Object.assign({}, kernelFailures, ...environment.modules.map((m) => m.failures))
  const app = Fastify({
    logger: false, bodyLimit: JSON_LIMIT, forceCloseConnections: 'idle', return503OnClosing: false, genReqId: () => randomUUID(), exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void answerError(environment, failures, error as ErrorLike, request as FastifyRequest, reply as FastifyReply),
    clientErrorHandler: malformed,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true }, requestTimeout: 120_000, ...(environment.config.trustProxy ? { trustProxy: environment.config.trustProxy } : {}),
  })
  await limitByAddress(app, environment.config)

  const metrics = makeMetrics()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => parseJson(body))
  app.addContentTypeParser('application/octet-stream', async (_: FastifyRequest, stream: unknown) => stream)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin').header('x-frame-options', 'DENY')
    if (options.isLeaving?.()) reply.header('connection', 'close')
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store').header('content-security-policy', "default-src 'none'")
  })
  app.addHook('onResponse', async (request, reply) => metrics.observe(request, reply))
  app.setErrorHandler((error, request, reply) => answerError(environment, failures, error as ErrorLike, request, reply))
  app.setNotFoundHandler((_, reply) => problem(reply, failures, { ok: false, code: 'kernel/not-found', detail: '没有这个地址' }))
  addHealth(app, options, metrics)
  for (const module of environment.modules) for (const handled of module.routes) addRoute(app, options, failures, handled)
  await options.extend?.(app)
  return app
}

/** A request that is not HTTP gets an answer all the same, where the connection still takes one. */
function malformed(_error: Error, socket: Socket): void {
  if (!socket.writable) return
  const body = JSON.stringify({ type: 'urn:xiangyun:problem:kernel/invalid-input', title: '请求的格式不对，地址里的汉字要按百分号编码', status: 400, code: 'kernel/invalid-input' })
  socket.end(`HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}

type ErrorLike = Error & { statusCode?: number; code?: string; failure?: Failure }

function answerError(environment: Environment, failures: Failures, error: ErrorLike, request: FastifyRequest, reply: FastifyReply) {
  if (error.failure) return problem(reply, failures, error.failure)
  const status = error.statusCode ?? 500
  if (status === 413) return problem(reply, failures, { ok: false, code: 'kernel/too-large', detail: '请求内容最多 1 MB；文件请用上传' })
  if (status === 415) return problem(reply, failures, { ok: false, code: 'kernel/unsupported-media' })
  if (status === 429) return problem(reply, failures, { ok: false, code: 'kernel/too-many' })
  if (status >= 400 && status < 500) return problem(reply, failures, { ok: false, code: 'kernel/invalid-input' })
  environment.log.error('request failed', { trace: request.id, method: request.method, route: request.routeOptions.url, error })
  return problem(reply, failures, { ok: false, code: 'kernel/bug', detail: `请把编号 ${request.id} 告诉我们` }, request.id)
}

function problem(reply: FastifyReply, failures: Failures, failure: Failure, trace?: string) {
  const [status, title] = failures[failure.code] ?? [422, '不能办理']
  reply.status(status).header('content-type', 'application/problem+json; charset=utf-8')
  return reply.send(JSON.stringify({ type: `urn:xiangyun:problem:${failure.code}`, title, status, code: failure.code, detail: failure.detail, errors: failure.errors, trace }))
}

/** What a handler answers when it sends bytes instead of JSON. */
export type FileReply = { readonly file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array | NodeJS.ReadableStream; readonly inline?: boolean } }

const isFile = (value: unknown): value is FileReply => typeof value === 'object' && value !== null && 'file' in value && typeof (value as FileReply).file === 'object' && 'bytes' in (value as FileReply).file

function addRoute(app: FastifyInstance, options: ServerOptions, failures: Failures, handled: Handled): void {
  const { environment, identify } = options
  const { route } = handled
  const validate = compile(route.input)
  const url = `/api${route.path}`
  const prepare = async (request: FastifyRequest) => {
    // Of a connection that has closed meanwhile no address is known, whatever the type says.
    const actor = (await identify(environment, request)) ?? { ...anonymous, traits: { address: environment.keys.index('address', request.ip ?? '') } }
    const refused = refusal(route.permission, actor)
    if (refused) throw failing({ ok: false, code: refused })
    return actor
  }
  app.route({
    method: route.method, url, config: perMinute(route.perMinute),
    schema: { response: { 200: route.reply } },
    preValidation: async (request) => { (request as { actor?: Actor }).actor = await prepare(request) },
    serializerCompiler: serializer,
    handler: async (request, reply) => {
      const actor = (request as unknown as { actor: Actor }).actor
      if (!isFitting(handled, request)) return problem(reply, failures, { ok: false, code: 'kernel/unsupported-media', detail: route.body === 'bytes' ? '文件请以 application/octet-stream 发送' : '内容请以 application/json 发送' })
      const spooled = route.body === 'bytes' ? await spool(environment, request) : undefined
      try {
        return await answer(request, reply, actor, spooled)
      } finally {
        await spooled?.drop()
      }
    },
  })

  async function answer(request: FastifyRequest, reply: FastifyReply, actor: Actor, spooled: Spooled | undefined) {
    const input = gather(handled, request)
    const unclean = unstorable(input)
    if (unclean) return problem(reply, failures, { ok: false, code: 'kernel/invalid-input', detail: '内容含有不能保存的字符', errors: [{ at: unclean, code: 'characters', message: '含有不能保存的字符' }] })
    if (!validate(input)) return problem(reply, failures, { ok: false, code: 'kernel/invalid-input', errors: fieldErrors(validate.errors ?? []) })
    const given = spooled ? { ...input, body: spooled.bytes } : input
    const result = route.method === 'GET'
      ? await consult(environment, actor, (context) => handled.run(context, given as never))
      : await perform(environment, actor, (context) => handled.run(context, given as never), repeatable(request, actor, handled, input, spooled))
    if (!result.ok) return problem(reply, failures, result)
    if (isFile(result.value)) return sendFile(reply, result.value)
    return reply.header('content-type', 'application/json; charset=utf-8').send(result.value ?? {})
  }
}

/** The request's file, in whole, before a transaction begins. */
async function spool(environment: Environment, request: FastifyRequest): Promise<Spooled> {
  const spooled = await takeIn((request.body ?? []) as AsyncIterable<Uint8Array>, join(environment.config.dataFolder, 'incoming'))
  if (!spooled) throw failing({ ok: false, code: 'kernel/too-large', detail: '文件最多 20 MB' })
  return spooled
}

/** Files come as bytes and everything else as JSON; nothing is at all times fitting. */
function isFitting({ route }: Handled, request: FastifyRequest): boolean {
  const type = request.headers['content-type']
  return type === undefined || route.method === 'GET' || request.body === undefined || type.split(';')[0]!.trim().toLowerCase() === (route.body === 'bytes' ? 'application/octet-stream' : 'application/json')
}

/** Replies are plain JSON (decision 0010); tests hold each against its closed schema. */
const serializer = () => (data: unknown) => JSON.stringify(data)

const failing = (failure: Failure): ErrorLike => Object.assign(new Error(failure.code), { failure })

function gather(handled: Handled, request: FastifyRequest): Record<string, unknown> {
  const { route } = handled
  const input: Record<string, unknown> = {}
  for (const [name, text] of Object.entries({ ...(request.query as object), ...(request.params as object) })) input[name] = coerce(route.input, name, text)
  if (route.body === 'bytes') return input
  if (request.body === undefined || request.body === null || route.method === 'GET') return input
  if (typeof request.body !== 'object' || Array.isArray(request.body)) throw failing({ ok: false, code: 'kernel/invalid-input', detail: '请求内容应为一个 JSON 对象' })
  for (const name of Object.keys(request.params as object)) {
    if (name in request.body) throw failing({ ok: false, code: 'kernel/invalid-input', detail: `地址与内容都给了 ${name}` })
  }
  return { ...(request.body as object), ...input }
}

function repeatable(request: FastifyRequest, actor: Actor, handled: Handled, input: Record<string, unknown>, spooled: Spooled | undefined) {
  const key = request.headers['idempotency-key']
  if (key === undefined || handled.route.method !== 'POST') return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) throw failing({ ok: false, code: 'kernel/invalid-input', detail: 'Idempotency-Key 应为 8 至 128 个可见字符' })
  const about = JSON.stringify([handled.route.path, input])
  return { actor: actor.id, key, route: handled.route.path, hash: async () => createHash('sm3').update(about).update(spooled?.digest ?? '').digest('base64url') }
}

function sendFile(reply: FastifyReply, { file }: FileReply) {
  const kind = file.inline ? 'inline' : 'attachment'
  // The portals show papers beside what they prove; no other site may frame them.
  if (file.inline) reply.header('x-frame-options', 'SAMEORIGIN').header('content-security-policy', "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'")
  return reply.header('content-type', file.type).header('content-disposition', `${kind}; filename*=UTF-8''${encodeURIComponent(file.name)}`).send(file.bytes instanceof Uint8Array ? Buffer.from(file.bytes) : file.bytes)
}

function addHealth(app: FastifyInstance, { environment, isLeaving }: ServerOptions, metrics: ReturnType<typeof makeMetrics>): void {
  app.get('/healthz', async () => ({ alive: true }))
  app.get('/readyz', async (_, reply) => {
    const ready = !isLeaving?.() && await environment.database.one({ pieces: ['select 1 as one'], values: [] }).then(() => true, () => false)
    return reply.status(ready ? 200 : 503).send({ ready })
  })
  app.get('/metrics', async (_, reply) => reply.header('content-type', 'text/plain; version=0.0.4').send(metrics.text()))
}
