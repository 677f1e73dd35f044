import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { listeningProvince } from '#tests/support/listening.ts'
import type { Listening } from '#tests/support/listening.ts'
import { newPerson } from '#tests/support/raw.ts'
import { freePort } from '#tests/support/servers.ts'

type Ground = Listening & { readonly national: ChildProcess; readonly resident: { name: string; identityNumber: string } }

async function ground(kind: 'oidc' | 'ticket'): Promise<Ground> {
  const above = await freePort()
  let national: ChildProcess | undefined
  const own = await listeningProvince({ UPSTREAM_KIND: kind, UPSTREAM_ADDRESS: `http://localhost:${above}`, UPSTREAM_SECRET: 'a secret between the two platforms' }, async (address) => {
    national = fork(join(import.meta.dirname, 'pretend-national.ts'), [String(above), `${address}/sign-in/upstream`], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    await once(national, 'message')
  })
  return { ...own, national: national!, resident: await newPerson(own.api, kind === 'oidc' ? 771 : 772, '示例外省') }
}

/** A browser that follows wherever it is sent, with cookies of each place. */
function browser(address: string) {
  const jars = new Map<string, Map<string, string>>()
  const go = async (url: string): Promise<{ status: number; text: string; at: string }> => {
    const jar = jars.get(new URL(url).origin) ?? new Map<string, string>()
    jars.set(new URL(url).origin, jar)
    const path = new URL(url).pathname
    const own = [...jar].filter(([, kept]) => path.startsWith(kept.slice(0, kept.indexOf('|')))).map(([name, kept]) => `${name}=${kept.slice(kept.indexOf('|') + 1)}`)
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: own.join('; ') } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), `${/path=([^;]+)/i.exec(line)?.[1] ?? '/'}|${pair.slice(pair.indexOf('=') + 1)}`)
    }
    const to = answer.headers.get('location')
    return to ? go(new URL(to, url).href) : { status: answer.status, text: await answer.text(), at: url }
  }
  return {
    go,
    async start() { return /href="(\/sign-in\/page\/[\w-]+\/upstream)"/.exec((await go(`${address}/sign-in`)).text)![1]! },
    async session() { return JSON.parse((await go(`${address}/api/session`)).text) as { signedIn: boolean; name: string; assurance: string } },
  }
}

async function comes(national: ChildProcess, who: { name: string; identityNumber: string; denies?: boolean }): Promise<void> {
  const known = once(national, 'message')
  national.send({ denies: false, ...who })
  await known
}

for (const kind of ['oidc', 'ticket'] as const) describe(`the national platform signs people in (${kind})`, () => {
  let own: Ground
  before(async () => { own = await ground(kind) })
  after(async () => {
    own.national.disconnect()
    await own.province.end()
  })

  test('whoever it knows and our register knows by the same name and number comes in as a person proved by real name', async () => {
    await comes(own.national, own.resident)
    const visitor = browser(own.address)
    await visitor.go(`${own.address}${await visitor.start()}`)
    const { signedIn, name, assurance } = await visitor.session()
    assert.deepEqual({ signedIn, name, assurance }, { signedIn: true, name: own.resident.name, assurance: 'real-name' })
  })
  test('another name, a number that our register does not know, or none: nobody is let in, in plain words', async () => {
    for (const who of [{ ...own.resident, name: '别人' }, { name: '示例外省', identityNumber: '229901198503070037' }, { name: '示例外省', identityNumber: '' }]) {
      await comes(own.national, who)
      const visitor = browser(own.address)
      const end = await visitor.go(`${own.address}${await visitor.start()}`)
      assert.match(end.text, /没有从国家政务服务平台登录成功/)
      assert.equal((await visitor.session()).signedIn, false)
    }
  })
  test('what came back is used once, and only in the browser that began', async () => {
    await comes(own.national, own.resident)
    const [attacker, victim] = [browser(own.address), browser(own.address)]
    const begun = await fetch(`${own.address}${await attacker.start()}`, { redirect: 'manual' })
    assert.equal(begun.headers.get('location'), '/sign-in', 'without the cookie of the sign-in nothing begins')
    const uid = (await attacker.start()).split('/')[3]!
    const end = await victim.go(`${own.address}/sign-in/page/${uid}/upstream/done`)
    assert.match(end.text, /name="password"/)
    assert.equal((await victim.session()).signedIn, false)
    const again = await victim.go(`${own.address}/sign-in/upstream?state=${'x'.repeat(32)}&code=y&ticket=z`)
    assert.match(again.text, /name="password"/)
  })
  if (kind === 'oidc') test('whoever says no there is told so, and signs in otherwise', async () => {
    await comes(own.national, { ...own.resident, denies: true })
    const visitor = browser(own.address)
    assert.match((await visitor.go(`${own.address}${await visitor.start()}`)).text, /没有从国家政务服务平台登录成功/)
  })
})

test('when the platform above does not answer, the page says so and the password still works', async () => {
  const { province, address } = await listeningProvince({ UPSTREAM_ADDRESS: `http://localhost:${await freePort()}` })
  const visitor = browser(address)
  const end = await visitor.go(`${address}${await visitor.start()}`)
  assert.match(end.text, /国家政务服务平台暂时登录不了/)
  assert.match(end.text, /name="password"/)
  await province.end()
})
