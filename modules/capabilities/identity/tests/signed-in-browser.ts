type Answer = { readonly status: number; readonly value: Record<string, unknown> }
type Page = { readonly status: number; readonly text: string; readonly location: string }

/** A browser without script that has signed in at the portal by its page. */
export type SignedIn = { readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>; readonly isAskedForPassword: () => Promise<boolean>; readonly token: () => string }

function browser(address: string, agent: string, brought: Readonly<Record<string, string>> = {}) {
  const jar = new Map<string, string>(Object.entries(brought))
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const go = async (url: string, form?: Record<string, string>): Promise<Page> => {
    const answer = await fetch(new URL(url, address), { redirect: 'manual', method: form ? 'POST' : 'GET', headers: { cookie: cookie(), 'user-agent': agent, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }, ...(form ? { body: new URLSearchParams(form).toString() } : {}) })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' }
  }
  const follow = async (first: Page): Promise<Page> => {
    let page = first
    for (let steps = 0; page.location && steps < 10 && new URL(page.location, address).origin === address; steps++) {
      if (/\/sign-in\/callback\?/.test(page.location)) return page
      page = await go(page.location)
    }
    return page
  }
  return {
    go, follow, cookie,
    post: (path: string, form: Record<string, string>) => go(path, form),
    async passwordPage(url: string, login: string, password: string) {
      const page = await follow(await go(url))
      const uid = /\/sign-in\/page\/([\w-]+)/.exec(page.text)?.[1] ?? ''
      return { uid, ...(await go(`/sign-in/page/${uid}`, { login, password })) }
    },
    async codeAt(location: string) { return new URL((await follow({ status: 303, text: '', location })).location, address).searchParams.get('code') ?? '' },
  }
}

/** Fails when it was not let in. `brought`: cookies that were there before. */
export async function signedInBrowser(address: string, login: string, password: string, agent: string, brought: Readonly<Record<string, string>> = {}): Promise<SignedIn> {
  const own = browser(address, agent, brought)
  const sent = await own.passwordPage('/sign-in', login, password)
  if (!sent.location) throw new Error(`not let in: ${sent.status}`)
  const back = await own.follow(sent)
  await own.go(back.location)
  return {
    token: () => /xy_session=([^;]+)/.exec(own.cookie())?.[1] ?? '',
    async call(method, path, body) {
      const answer = await fetch(`${address}/api${path}`, { method, headers: { cookie: own.cookie(), 'x-xiangyun': '1', 'user-agent': agent, ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      return { status: answer.status, value: (await answer.json()) as Record<string, unknown> }
    },
    async isAskedForPassword() { return /name="password"/.test((await own.follow(await own.go('/oidc/auth?client_id=xiangyun-portal&response_type=code&scope=openid&redirect_uri=' + encodeURIComponent(`${address}/sign-in/callback`) + '&code_challenge=' + 'a'.repeat(43) + '&code_challenge_method=S256'))).text) },
  }
}
signedInBrowser.browser = browser
