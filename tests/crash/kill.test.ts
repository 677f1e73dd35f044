import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { seededRandom, unit } from '@xiangyun/kernel/ids'
import { drive, person, submittedCase, withFee } from '../support/cases.ts'
import { freePort, openPlace, patientApi, startProcess } from '../support/servers.ts'
import type { Place, Running } from '../support/servers.ts'
import { isWhole, quiet } from '../support/wholeness.ts'

const KILLS = 5
const seed = Number(process.env['KILL_SEED'] ?? 20261122)

let place: Place
let running: Running | undefined
before(async () => { place = await openPlace() })
after(async () => {
  running?.child.kill('SIGKILL')
  await running?.ended
  await place.end()
})

test(`a server killed ${KILLS} times at any moment loses nothing, doubles nothing and leaves nothing stuck (seed ${seed})`, { timeout: 240_000 }, async (context) => {
  const random = seededRandom(seed)
  const port = await freePort()
  running = await startProcess(place, port)
  const counted = { retries: 0 }
  const api = patientApi(() => `http://127.0.0.1:${port}`, counted)
  const acknowledged: string[] = []
  const said: string[] = []
  let isOver = false
  const client = async (skip: number) => {
    for (let n = 0; !isOver; n++) {
      const me = await person(api, skip + (n * 7) % 280)
      const id = await submittedCase(api, me, withFee)
      acknowledged.push(id)
      assert.equal((await drive(api, me, id)).outcome, 'granted')
    }
  }
  const clients = Promise.all([client(3), client(5), client(6)])
  clients.catch(() => { isOver = true })
  for (let kills = 0; kills < KILLS && !isOver; kills++) {
    await new Promise((done) => setTimeout(done, 500 + unit(random) * 2500))
    running.child.kill('SIGKILL')
    await running.ended
    said.push(running.said())
    running = await startProcess(place, port)
  }
  await new Promise((done) => setTimeout(done, 1000))
  isOver = true
  await clients
  await quiet(place.database)
  context.diagnostic(`${acknowledged.length} cases, ${counted.retries} requests sent again`)
  assert.ok(acknowledged.length >= 3)
  await isWhole(place.database, api, acknowledged)
  assert.deepEqual([...said, running.said()].flatMap((text) => text.split('\n').filter((line) => line.includes('"level":"error"'))), [], 'no process met an error')
})
