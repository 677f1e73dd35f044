import type { FastifyInstance } from 'fastify'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { openSession } from '#modules/capabilities/identity/sessions.ts'
import { send } from './http.ts'
import { demoPassword, officialHolder, personHolder } from '#modules/capabilities/identity/sign-in.ts'

export type Answer = { readonly status: number; readonly value: { code?: string; detail?: string; errors?: { at: string; message: string }[]; [key: string]: unknown }; readonly bytes: Buffer }
export type Body = Record<string, unknown> | Uint8Array | undefined
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The public API as one person uses it. `who` is an identity number, an official's account, or nobody. */
export type Api = {
  readonly call: (who: string | undefined, method: Method, path: string, body?: Body, headers?: Record<string, string>) => Promise<Answer>
  /** Lets the platform finish what it has to do by itself. */
  readonly settle: () => Promise<void>
  /** Moves the province's clock forward, where that may be done. */
  readonly pass: (milliseconds: number) => Promise<void>
}

const read = (status: number, type: string, bytes: Buffer): Answer => ({ status, bytes, value: (/json/.test(type) && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : {}) as Answer['value'] })

/** The API of a province in this process; sessions are opened without the sign-in page. */
export function innerApi(app: FastifyInstance, environment: Environment, more: { settle: () => Promise<void>; pass: (milliseconds: number) => void }): Api {
  const tokens = new Map<string, string>()
  const tokenOf = async (who: string) => {
    const known = tokens.get(who) ?? await systemWork(environment)(async (context) => {
      const holder = /^\d{17}[\dX]$/.test(who) ? await personHolder(context, who) : await officialHolder(context, who)
      if (!holder) throw new Error(`nobody signs in as ${who}`)
      return openSession(context, holder)
    })
    tokens.set(who, known)
    return known
  }
  return {
    settle: more.settle,
    async pass(milliseconds) { more.pass(milliseconds); tokens.clear(); await more.settle() },
    async call(who, method, path, body, headers = {}) {
      const isBytes = body instanceof Uint8Array
      const response = await app.inject({
        method, url: `/api${path}`, headers: { ...headers, ...(who ? { authorization: `Bearer ${await tokenOf(who)}` } : {}), ...(isBytes ? { 'content-type': 'application/octet-stream' } : {}) },
        ...(body === undefined ? {} : { payload: isBytes ? Buffer.from(body) : body }),
      })
      return read(response.statusCode, String(response.headers['content-type'] ?? ''), response.rawPayload)
    },
  }
}

/** The API of a running server, through its real sign-in. */
export function outerApi(address: string): Api {
  const cookies = new Map<string, Promise<string>>()
  const call: Api['call'] = async (who, method, path, body, headers = {}) => {
    const isBytes = body instanceof Uint8Array
    const answer = await send(method, `${address}/api${path}`, {
      'x-xiangyun': '1', ...(who ? { cookie: await signedIn(address, cookies, who) } : {}), ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }), ...headers,
    }, body === undefined || isBytes ? body : Buffer.from(JSON.stringify(body)))
    return read(answer.status, answer.type, answer.bytes)
  }
  return {
    call,
    settle: () => new Promise((done) => setTimeout(done, 40)),
    async pass(milliseconds) {
      const moved = await call('operator', 'POST', '/demonstration/clock', { hours: Math.ceil(milliseconds / 3_600_000) })
      if (moved.status !== 200) throw new Error(`the clock was not moved: ${moved.value.detail ?? moved.status}`)
      cookies.clear()
      await new Promise((done) => setTimeout(done, 700))
    },
  }
}

function signedIn(address: string, cookies: Map<string, Promise<string>>, who: string): Promise<string> {
  const known = cookies.get(who) ?? signIn(address, who)
  cookies.set(who, known)
  return known
}

/** The whole OpenID code flow, as a browser would go through it: pages, form, redirects, cookies. */
export async function signIn(address: string, login: string, password = demoPassword): Promise<string> {
  const jar = new Map<string, string>()
  let at = `${address}/sign-in?return=/`
  let form: string | undefined
  for (let hop = 0; hop < 12; hop++) {
    const response: Response = await fetch(at, {
      redirect: 'manual', method: form ? 'POST' : 'GET', headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }, ...(form ? { body: form } : {}),
    })
    form = undefined
    for (const line of response.headers.getSetCookie()) jar.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).split(';')[0]!)
    const next = response.headers.get('location')
    await response.arrayBuffer()
    if (jar.get('xy_session')) return `xy_session=${jar.get('xy_session')}`
    if (next) { at = new URL(next, at).toString(); continue }
    if (response.status !== 200 || !at.includes('/sign-in/page/')) throw new Error(`sign-in of ${login} stopped at ${at} with ${response.status}`)
    form = new URLSearchParams({ login, password }).toString()
  }
  throw new Error(`sign-in of ${login} did not end`)
}
