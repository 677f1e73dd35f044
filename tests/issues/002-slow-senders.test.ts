import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { ClientRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { testProvince } from '../support/province.ts'

/** Files came in inside a transaction: as many slow senders as the process had connections, and it answered nobody. */
test('many who send a file slowly keep nobody else waiting', { timeout: 60_000 }, async () => {
  const province = await testProvince()
  const senders: ClientRequest[] = []
  try {
    await province.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = province.app.server.address() as AddressInfo
    for (let n = 0; n < 24; n++) {
      const sender = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/verification/file', agent: false, headers: { 'x-xiangyun': '1', 'content-type': 'application/octet-stream', 'content-length': '1000000' } })
      sender.on('error', () => {})
      await new Promise<void>((sent) => { sender.write(Buffer.alloc(600_000), () => sent()) })
      senders.push(sender)
    }
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(`http://127.0.0.1:${port}/api/items?text=${encodeURIComponent('食品')}`).then((r) => r.status)))
    assert.deepEqual(new Set(answers), new Set([200]))
  } finally {
    for (const sender of senders) sender.destroy()
    await province.end()
  }
})
