import { demoPassword } from '#modules/capabilities/identity/sign-in.ts'

/** Somebody at a browser without script: cookies, redirects, and the forms of the sign-in pages. */
export type Visitor = {
  /** Goes to an address of the provider and answers its pages until it sends away; gives where to. */
  readonly signIn: (url: URL, who: string) => Promise<URL>
  /** As `signIn`, but gives the page at which it stays. */
  readonly reach: (url: URL, who: string) => Promise<string>
  /** What an address of the provider shows first; `direct`: without following. */
  readonly firstPage: (url: URL, direct?: boolean) => Promise<Response>
  /** Signs out at the portal, by the button that calls the API. */
  readonly signOut: () => Promise<Response>
  /** Signs out at a system: says yes to the provider's question; gives where it sends to. */
  readonly leave: (url: URL) => Promise<string>
  readonly typeDeviceCode: (address: string, code: string, who: string, answer: 'yes' | 'abort') => Promise<string>
  /** Pages that were shown. */
  readonly seen: string[]
  /** How often a password was asked for. */
  readonly passwords: number
}

export function browserless(address: string, { consents = true, keep }: { consents?: boolean; keep?: string } = {}): Visitor {
  const jar = new Map<string, string>(keep ? [[keep.slice(0, keep.indexOf('=')), keep.slice(keep.indexOf('=') + 1)]] : [])
  const seen: string[] = []
  let [passwords, last] = [0, '']
  const go = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(url, {
      redirect: 'manual', method: form ? 'POST' : 'GET', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/expires=thu, 01 jan 1970/i.test(line) || pair.slice(at + 1) === '') jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
  /** Follows what is ours, answers what is asked, stops at what is somebody else's or a page of another kind. */
  const follow = async (first: Response, from: string, who: string): Promise<URL | string> => {
    last = who
    let [answer, at] = [first, from]
    for (let steps = 0; steps < 20; steps++) {
      const to = answer.headers.get('location')
      if (to) {
        const next = new URL(to, at)
        if (next.origin !== new URL(address).origin) return next
        at = next.href
        answer = await go(at)
        continue
      }
      const text = await answer.text()
      seen.push(text)
      if (/name="password"/.test(text) && !/name="answer" value/.test(text)) {
        passwords += 1
        answer = await go(at, { login: who, password: demoPassword })
      } else if (/name="answer" value/.test(text)) answer = await go(`${at}/consent`, { answer: consents ? 'yes' : 'no' })
      else return text
    }
    throw new Error('round and round')
  }
  return {
    seen,
    get passwords() { return passwords },
    async firstPage(url, direct = false) {
      const answer = await go(url.href)
      if (direct) return answer
      return go(new URL(answer.headers.get('location')!, address).href)
    },
    async signIn(url, who) {
      const end = await follow(await go(url.href), url.href, who)
      if (typeof end === 'string') throw new Error(`stayed at: ${end.replace(/<[^>]+>/g, ' ').slice(0, 400)}`)
      return end
    },
    async reach(url, who) {
      const end = await follow(await go(url.href), url.href, who)
      if (typeof end !== 'string') throw new Error(`sent to ${end.href}`)
      return end
    },
    async signOut() {
      await follow(await go(`${address}/sign-in`), `${address}/sign-in`, last)
      return fetch(`${address}/api/session/end`, { method: 'POST', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), 'x-xiangyun': '1', 'content-type': 'application/json' }, body: '{}' })
    },
    async leave(url) {
      const text = await (await go(url.href)).text()
      seen.push(text)
      const [, action = ''] = /action="([^"]+)"/.exec(text) ?? []
      const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(text) ?? []
      return (await go(new URL(action, address).href, { xsrf, logout: 'yes' })).headers.get('location') ?? ''
    },
    async typeDeviceCode(to, code, who, answer) {
      const hidden = (text: string) => Object.fromEntries([...text.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map((one) => [one[1]!, one[2]!]))
      const asked = await (await go(to)).text()
      const confirming = await (await go(to, { ...hidden(asked), user_code: code })).text()
      seen.push(confirming)
      const end = await follow(await go(to, { ...hidden(confirming), ...(answer === 'abort' ? { abort: 'yes' } : {}) }), to, who)
      return typeof end === 'string' ? end : end.href
    },
  }
}
