import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { seededRandom, unit } from '@xiangyun/kernel/ids'
import { localDate } from '@xiangyun/kernel/time'
import { replayAll } from '#modules/capabilities/processes/running/replaying-all.ts'
import { withSecondReview } from '#sim/reforming.ts'
import { drive, must, person, submittedCase, withFee } from '../support/cases.ts'
import { freePort, openPlace, patientApi, startProcess } from '../support/servers.ts'
import type { Place, Running } from '../support/servers.ts'
import { isWhole, quiet } from '../support/wholeness.ts'

const CASES = 24
const KILLS = 4
const seed = Number(process.env['KILL_SEED'] ?? 20261125)

let place: Place
let running: Running | undefined
before(async () => { place = await openPlace() })
after(async () => {
  running?.child.kill('SIGKILL')
  await running?.ended
  await place.end()
})

test(`a server killed ${KILLS} times while cases move to another version leaves none half moved, and every one is granted in the end (seed ${seed})`, { timeout: 240_000 }, async (context) => {
  const random = seededRandom(seed)
  const port = await freePort()
  running = await startProcess(place, port)
  const api = patientApi(() => `http://127.0.0.1:${port}`, { retries: 0 })
  const people = await Promise.all(Array.from({ length: CASES }, (_, i) => person(api, 3 + i * 7)))
  const cases: string[] = []
  for (const me of people) cases.push(await submittedCase(api, me, withFee))
  const { key, definition } = await theirProcess()
  const today = localDate(new Date(String((await api.call(undefined, 'GET', '/session')).value['now'])))
  const published = (await must(api.call('manager', 'POST', `/processes/${key}/versions`, { xml: withSecondReview(key), effectiveFrom: today, note: '增加复核一步' }), 'publish')).value['definition'] as string
  let [from, to] = [definition, published]
  for (let kills = 0; kills < KILLS; kills++) {
    const { id } = (await must(api.call('manager', 'POST', '/process-migrations', { from, to, mapping: {}, choice: {}, reason: '复核办法施行' }), 'rehearse')).value as { id: string }
    await until(id, 'rehearsed')
    await must(api.call('manager', 'POST', `/process-migrations/${id}/execution`, {}), 'execute')
    await new Promise((done) => setTimeout(done, unit(random) * 150))
    running.child.kill('SIGKILL')
    await running.ended
    running = await startProcess(place, port)
    await until(id, 'done')
    const states = await place.database.rows<{ state: string; n: number }>(sql`select state, count(*)::int as n from processes.move where migration = ${id} group by state`)
    assert.deepEqual(states.map((one) => ({ ...one })), [{ state: 'moved', n: CASES }])
    assert.equal((await place.database.one<{ n: number }>(sql`select count(*)::int as n from processes.history where event->>'migration' = ${id}`))!.n, CASES, 'each moved once');
    [from, to] = [to, from]
  }
  assert.deepEqual((await replayAll(place.database)).different, [])
  for (const [i, id] of cases.entries()) assert.equal((await drive(api, people[i]!, id)).outcome, 'granted')
  await quiet(place.database)
  context.diagnostic(`${CASES} cases moved ${KILLS} times`)
  await isWhole(place.database, api, cases)

  async function theirProcess(): Promise<{ key: string; definition: string }> {
    const listed = (await must(api.call('manager', 'GET', '/process-instances?status=active'), 'list')).value['instances'] as { key: string; definition: string }[]
    return listed[0]!
  }
  async function until(id: string, status: string): Promise<void> {
    for (let waited = 0; waited < 300; waited++) {
      if ((await must(api.call('manager', 'GET', `/process-migrations/${id}`), 'read')).value['status'] === status) return
      await new Promise((done) => setTimeout(done, 100))
    }
    assert.fail(`the migration did not become ${status}`)
  }
})
