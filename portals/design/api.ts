import type { InputOf, Problem as ProblemReply, ReplyOf, Route } from '@xiangyun/kernel/contract'
import { freshKey } from './keys.ts'
import type { SendOptions } from './uploads.ts'

/** A failing reply, thrown so that a screen can show it as it is. */
export class Problem extends Error implements Omit<ProblemReply, 'type'> {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly trace: string | undefined
  readonly errors: readonly { at: string, code: string, message: string }[]

  constructor(reply: Partial<ProblemReply> & { title: string }) {
    super(reply.detail ?? reply.title)
    this.status = reply.status ?? 0
    this.code = reply.code ?? 'unreachable'
    this.title = reply.title
    this.detail = reply.detail
    this.trace = reply.trace
    this.errors = reply.errors ?? []
  }
}

export const asProblem = (cause: unknown): Problem => {
  if (cause instanceof Problem) return cause
  if (cause instanceof TypeError) return unreachable()
  console.error(cause)
  return new Problem({ title: '这个页面出错了', detail: '请刷新后再试；仍不行请拨打 12345。', code: 'page/bug' })
}

const unreachable = () => new Problem({ title: '连不上服务器', detail: '请检查网络后再试。您填的内容还在。', code: 'unreachable' })

export interface CallOptions {
  signal?: AbortSignal
  /** Send again with the same key after a lost reply; `useAct` does. */
  key?: string
}

type AnyRoute = Pick<Route, 'method' | 'path'>

/** Calls one route of a contract: path parameters and the rest are taken from the input. Throws a `Problem`. */
export async function call<R extends Route>(route: R, input: InputOf<R>, options: CallOptions = {}): Promise<ReplyOf<R>> {
  const { url, rest } = address(route, input as Record<string, unknown>)
  const hasBody = route.method === 'POST' || route.method === 'PUT'
  const headers: Record<string, string> = { 'accept': 'application/json', 'x-xiangyun': '1' }
  if (hasBody) headers['content-type'] = 'application/json'
  if (route.method === 'POST') headers['idempotency-key'] = options.key ?? freshKey()
  const query = hasBody ? '' : queryOf(rest)
  let reply: Response
  try {
    reply = await fetch(`${url}${query}`, {
      method: route.method, headers, credentials: 'same-origin', signal: options.signal, body: hasBody ? JSON.stringify(rest) : undefined,
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw unreachable()
  }
  if (!reply.ok) throw await problemOf(reply)
  return (reply.status === 204 ? undefined : await reply.json()) as ReplyOf<R>
}

export type Outcome<Value> = { ok: true, value: Value } | { ok: false, problem: Problem }

/** The same, with the failure as a value. */
export async function attempt<R extends Route>(route: R, input: InputOf<R>, options: CallOptions = {}): Promise<Outcome<ReplyOf<R>>> {
  try {
    return { ok: true, value: await call(route, input, options) }
  } catch (cause) {
    return { ok: false, problem: asProblem(cause) }
  }
}

/** Where a GET route's reply stands, for links that download or show it. */
export function linkTo<R extends Route>(route: R, input: InputOf<R>): string {
  const { url, rest } = address(route, input as Record<string, unknown>)
  return `${url}${queryOf(rest)}`
}

/** Sends a file's bytes to a route with `body: 'bytes'`, telling how far it is. */
export function sendBytes<R extends Route>(route: R, input: InputOf<R>, file: Blob, { progress, signal }: SendOptions): Promise<ReplyOf<R>> {
  const { url, rest } = address(route, input as Record<string, unknown>)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(route.method, `${url}${queryOf(rest)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-xiangyun', '1')
    request.setRequestHeader('idempotency-key', freshKey())
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total) }
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status < 300) resolve(body as ReplyOf<R>)
      else reject(new Problem({ title: '没有传上去', status: request.status, ...body as Partial<ProblemReply> }))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function address(route: AnyRoute, input: Record<string, unknown>) {
  const rest = { ...input }
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { url: `/api${path}`, rest }
}

function queryOf(rest: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    for (const one of Array.isArray(value) ? value as unknown[] : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

async function problemOf(reply: Response): Promise<Problem> {
  const body = parsed(await reply.text()) as Partial<ProblemReply> | undefined
  // A known refusal says all that there is to say: trying again does not help.
  const isKnown = reply.status < 500 && body?.code !== undefined
  return new Problem({ title: '没有办成', ...isKnown ? {} : { detail: '请稍后再试；仍不行请拨打 12345。' }, ...body, status: reply.status })
}

function parsed(text: string): unknown {
  try { return JSON.parse(text) } catch { return undefined }
}
