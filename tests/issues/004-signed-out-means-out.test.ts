import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePort } from '../support/servers.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
let address: string
before(async () => {
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  province = await testProvince({ environment: { PORT: String(port), ADDRESS: address } })
  await province.app.listen({ port, host: '127.0.0.1' })
})
after(() => province.end())

/** A browser: it keeps cookies and is sent on, but fills in no form unless it has a login. */
function browser() {
  const jar = new Map<string, string>()
  const go = async (method: string, to: string, headers: Record<string, string> = {}, body?: string) => {
    const answer = await fetch(new URL(to, address), { method, redirect: 'manual', headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '), ...headers }, ...(body === undefined ? {} : { body }) })
    for (const line of answer.headers.getSetCookie()) jar.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).split(';')[0]!)
    return answer
  }
  const follow = async (to: string, login?: string): Promise<Response> => {
    let answer = await go('GET', to)
    for (let hop = 0; hop < 12; hop++) {
      const next = answer.headers.get('location')
      if (next) {
        if (/sign-in\/callback/.test(answer.url)) return answer
        answer = await go('GET', next)
      } else if (answer.url.includes('/sign-in/page/') && login) {
        answer = await go('POST', answer.url, { 'content-type': 'application/x-www-form-urlencoded' }, new URLSearchParams({ login, password: 'xiangyun-demo' }).toString())
      } else return answer
    }
    return answer
  }
  const name = async () => ((await (await go('GET', '/api/session')).json()) as { name: string }).name
  return { jar, go, follow, name }
}

/** At a screen that many use, the next visitor asked the provider without `prompt=login` and was the one who had left. */
test('after signing out nobody gets in at the same browser without a password', async () => {
  const screen = browser()
  await screen.follow('/sign-in', 'operator')
  assert.notEqual(await screen.name(), '未登录')
  assert.equal((await screen.go('POST', '/api/session/end', { 'x-xiangyun': '1' })).status, 200)
  assert.equal(await screen.name(), '未登录')
  const asked = new URL((await screen.go('GET', '/sign-in')).headers.get('location')!, address)
  asked.searchParams.delete('prompt')
  const shown = await screen.follow(asked.toString())
  assert.match(shown.url, /\/sign-in\/page\//)
  assert.equal(await screen.name(), '未登录')
})

/** A browser drops tabs and line ends, so `/⇥/elsewhere` led to another site after signing in. */
test('signing in goes back to places of our own alone', async () => {
  for (const [asked, goes] of [['/\t/elsewhere.example', '/'], ['/\n/elsewhere.example', '/'], ['/.//elsewhere.example', '/'], ['//elsewhere.example', '/'], ['/\\elsewhere.example', '/'], ['/cases?page=2#last', '/cases?page=2#last']] as const) {
    const visit = browser()
    const end = await visit.follow(`/sign-in?return=${encodeURIComponent(asked)}`, 'operator')
    assert.equal(end.headers.get('location'), goes, JSON.stringify(asked))
  }
})

test('a cookie or a form that is none of ours is no bug', async () => {
  const visit = browser()
  for (const value of ['not-json', Buffer.from('null').toString('base64url'), Buffer.from('{"state":1}').toString('base64url')]) {
    assert.equal((await visit.go('GET', '/sign-in/callback?code=x&state=y', { cookie: `xy_flow=${value}` })).headers.get('location'), '/sign-in')
  }
  const odd = await visit.go('POST', '/sign-in/page/none', { 'content-type': 'application/json' }, '{"login":{"a":1},"password":["b"]}')
  assert.equal(odd.status, 401)
})

test("the provider's pages may not be framed either", async () => {
  const page = await fetch(`${address}/oidc/auth?client_id=nobody`)
  assert.equal(page.headers.get('x-frame-options'), 'DENY')
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
})

/** Sixty guesses sent together were all looked at before the first was counted. */
test('guesses that are sent at once lock an account like guesses one by one', async () => {
  const guess = async (n: number) => /已锁定/.test(await (await fetch(`${address}/sign-in/page/none`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ login: 'auditor', password: `guess-${n}` }).toString(),
  })).text())
  const locked = await Promise.all(Array.from({ length: 40 }, (_, n) => guess(n)))
  assert.equal(locked.filter((l) => !l).length, 5)
})
