import assert from 'node:assert/strict'
import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { drive, person, submittedCase, withFee } from './support/cases.ts'
import { freePort, openPlace, patientApi, startProcess } from './support/servers.ts'
import type { Place, Running } from './support/servers.ts'
import { isWhole, quiet } from './support/wholeness.ts'

let place: Place
const processes: Running[] = []
before(async () => { place = await openPlace() })
after(async () => {
  for (const one of processes) one.child.kill('SIGKILL')
  await Promise.all(processes.map((one) => one.ended))
  await place.end()
})

/** A plain balancer: each request to the next process in service. One that is to stop is taken out before it is told. */
async function startBalancer(inService: () => number[]): Promise<Server> {
  let turn = 0
  const balancer = createServer((incoming, reply) => {
    const ports = inService()
    const onward = request({ host: '127.0.0.1', port: ports[turn++ % ports.length], method: incoming.method, path: incoming.url, headers: incoming.headers, agent: false }, (answer) => {
      reply.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(reply)
    })
    onward.on('error', () => { if (reply.headersSent) reply.destroy(); else reply.writeHead(503).end() })
    incoming.pipe(onward)
  })
  balancer.keepAliveTimeout = 60_000
  await new Promise<void>((done) => balancer.listen(0, '127.0.0.1', done))
  return balancer
}

test('two processes on one database serve; each drains and restarts without a failed request; events are delivered once', { timeout: 240_000 }, async (context) => {
  const ports = [await freePort(), await freePort()]
  const inService = new Set<number>()
  const balancer = await startBalancer(() => [...inService].map((index) => ports[index]!))
  const address = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`
  context.after(() => { balancer.closeAllConnections(); balancer.close() })
  for (const index of [0, 1]) {
    processes[index] = await startProcess(place, ports[index]!, address)
    inService.add(index)
  }
  const counted = { retries: 0, reasons: [] as string[] }
  const api = patientApi(() => address, counted)
  const acknowledged: string[] = []
  let isOver = false
  const client = async (skip: number) => {
    for (let n = 0; !isOver; n++) {
      const me = await person(api, skip + (n * 7) % 280)
      const id = await submittedCase(api, me, withFee)
      acknowledged.push(id)
      assert.equal((await drive(api, me, id)).outcome, 'granted')
    }
  }
  const clients = Promise.all([client(3), client(5)])
  clients.catch(() => { isOver = true })
  for (const index of [1, 0, 1]) {
    await new Promise((done) => setTimeout(done, 1500))
    inService.delete(index)
    processes[index]!.child.kill('SIGTERM')
    assert.equal(await processes[index]!.ended, 0, 'it ends by itself, in peace')
    assert.ok(!processes[index]!.said().includes('"level":"error"'), processes[index]!.said())
    processes[index] = await startProcess(place, ports[index]!, address)
    inService.add(index)
  }
  await new Promise((done) => setTimeout(done, 1000))
  isOver = true
  await clients
  await quiet(place.database)
  context.diagnostic(`${acknowledged.length} cases, ${counted.retries} requests sent again`)
  assert.deepEqual(counted.reasons, [], 'no request failed')
  await isWhole(place.database, api, acknowledged)
})
