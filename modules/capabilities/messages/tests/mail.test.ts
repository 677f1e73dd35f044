import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { sql } from '@xiangyun/kernel/database'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { free, isProblem, must, person, submittedCase } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { freePort } from '#tests/support/servers.ts'
import type { Subscriptions } from '../contract.ts'

/** A mail server as there are, on this machine: takes letters, or refuses them while it is busy. */
type Got = { readonly from: string; readonly to: string; readonly raw: string }
const got: Got[] = []
let isBusy = false
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      if (isBusy) return done(Object.assign(new Error('busy'), { responseCode: 451 }))
      got.push({ from: String(session.envelope.mailFrom && session.envelope.mailFrom.address), to: session.envelope.rcptTo.map(({ address }) => address).join(), raw: Buffer.concat(parts).toString('utf8') })
      return done()
    })
  },
})
const clock = movable()
let province: TestProvince
let api: Api
before(async () => {
  const port = await freePort()
  await once(server.listen(port, '127.0.0.1') as Server, 'listening')
  province = await testProvince({ clock, environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: '祥云 <no-reply@jilin.example>' } })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(async () => {
  await province.end()
  await new Promise<void>((done) => { server.close(() => done()) })
})

type Person = Awaited<ReturnType<typeof person>>
/** The words of a letter: its body is base64 or quoted, its subject too. */
const bodyOf = ({ raw }: Got): string => {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8')
}
const codeIn = (letter: Got): string => /\d{6}/.exec(bodyOf(letter))![0]
const ask = (who: Person, address: string) => api.call(who.identityNumber, 'POST', '/my/mail-address', { address })
const prove = async (who: Person, code: string) => (await must(api.call(who.identityNumber, 'POST', '/my/mail-address/proof', { code }), 'prove')).value['accepted']
const ownMail = async (who: Person) => ((await must(api.call(who.identityNumber, 'GET', '/my/subscriptions'), 'subscriptions')).value as unknown as Subscriptions).mail
async function withMail(skip: number, address: string): Promise<Person> {
  const me = await person(api, skip)
  await must(ask(me, address), 'ask')
  assert.equal(await prove(me, codeIn(got.at(-1)!)), true)
  return me
}
/** Those with messages, not the ones with a code. */
const lettersTo = (address: string) => got.filter((letter) => letter.to === address && !bodyOf(letter).includes('验证码是'))

describe('an address for messages', () => {
  test('is proved by a code that was sent there; the code is not shown and opens once', async () => {
    const me = await person(api, 3)
    const asked = await must(ask(me, 'first@example.com'), 'ask')
    assert.equal(asked.value['demonstrationCode'], null)
    const code = codeIn(got.at(-1)!)
    assert.equal(got.at(-1)!.from, 'no-reply@jilin.example')
    assert.equal(await prove(me, code === '000000' ? '000001' : '000000'), false)
    assert.equal((await ownMail(me)).address, null)
    assert.equal(await prove(me, code), true)
    assert.equal(await prove(me, code), false)
    assert.deepEqual(await ownMail(me), { address: 'fir***@example.com', can: true })
    assert.equal((await province.platform.environment.database.rows(sql`select 1 from messages.mail_address where position('first' in encode(sealed, 'escape')) > 0`)).length, 0)
  })
  test('guessing: after five wrong codes the right one is refused; after ten minutes too; five codes an hour', async () => {
    const me = await person(api, 10)
    await must(ask(me, 'second@example.com'), 'ask')
    const code = codeIn(got.at(-1)!)
    for (let tries = 0; tries < 5; tries++) await prove(me, code === '000000' ? '000001' : '000000')
    assert.equal(await prove(me, code), false)
    await must(ask(me, 'second@example.com'), 'ask again')
    const late = codeIn(got.at(-1)!)
    clock.move(11 * 60_000)
    assert.equal(await prove(me, late), false)
    for (let asks = 2; asks < 5; asks++) await must(ask(me, 'second@example.com'), 'ask')
    isProblem(await ask(me, 'second@example.com'), 429, 'messages/too-many-codes')
    clock.move(3_600_000)
    await must(ask(me, 'second@example.com'), 'an hour later')
  })
  test('several addresses, lines and names in one are refused: nobody else gets a letter by it', async () => {
    const me = await person(api, 17)
    const before_ = got.length
    for (const address of ['a@example.com,b@example.com', 'a@example.com\r\nBcc: b@example.com', '<a@example.com>', 'Name <a@example.com>', '"a b"@example.com', 'a@localhost', 'nobody', '@example.com', `${'a'.repeat(65)}@example.com`]) isProblem(await ask(me, address), 400, 'messages/not-an-address')
    assert.equal(got.length, before_)
  })
})

describe('a message goes out', () => {
  test('once, with why it came and where to leave it; to nobody who has left the topic or the address', async () => {
    const me = await withMail(24, 'third@example.com')
    await submittedCase(api, me, free)
    await province.platform.background.settle()
    await province.platform.background.settle()
    const [letter, ...more] = lettersTo('third@example.com')
    assert.equal(more.length, 0)
    const words = bodyOf(letter!)
    assert.match(words, /已提交/)
    assert.match(words, /您申请了这件事，所以告诉您/)
    assert.match(words, /\/my\/subscriptions/)
    await must(api.call(me.identityNumber, 'PUT', '/my/subscriptions/progress', { isOn: false }), 'leave')
    await submittedCase(api, me)
    await province.platform.background.settle()
    assert.equal(lettersTo('third@example.com').length, 1)
    await must(api.call(me.identityNumber, 'PUT', '/my/subscriptions/progress', { isOn: true }), 'take')
    await must(api.call(me.identityNumber, 'POST', '/my/mail-address/removal', {}), 'drop')
    assert.equal((await ownMail(me)).address, null)
  })
  test('again and again while the server is busy, and is told as failed after eight tries; none is lost in between', async () => {
    const me = await withMail(31, 'fourth@example.com')
    isBusy = true
    await submittedCase(api, me, free)
    await province.platform.background.settle()
    const state = async () => (await province.platform.environment.database.one<{ state: string; tries: number }>(sql`select state, tries from messages.letter order by message desc limit 1`))!
    assert.deepEqual(await state(), { state: 'waiting', tries: 1 })
    isBusy = false
    clock.move(61_000)
    await province.platform.background.settle()
    assert.deepEqual([await state(), lettersTo('fourth@example.com').length], [{ state: 'sent', tries: 2 }, 1])
    isBusy = true
    await submittedCase(api, me)
    for (let tries = 0; tries < 9; tries++, clock.move(3 * 3_600_000)) await province.platform.background.settle()
    assert.deepEqual(await state(), { state: 'failed', tries: 8 })
    isBusy = false
  })
  test('whoever took a letter and fell leaves it to the next', async () => {
    api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
    const me = await withMail(38, 'fifth@example.com')
    await submittedCase(api, me, free)
    const { database } = province.platform.environment
    await province.platform.background.settle()
    await database.run(sql`update messages.letter set state = 'waiting', due = ${new Date(new Date(clock.now()).getTime() + 120_000)} where message in (select message from messages.letter order by message desc limit 1)`)
    await province.platform.background.settle()
    assert.equal(lettersTo('fifth@example.com').length, 1)
    clock.move(121_000)
    await province.platform.background.settle()
    assert.equal(lettersTo('fifth@example.com').length, 2)
  })
})
