import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { randomBytes } from 'node:crypto'

/** An institution that checks faces, as a process of its own for tests: it sees no face, whoever opens its page passes or fails as the parent has said last. */
const [port = '', key = ''] = process.argv.slice(2)
type Check = { name: string; identityNumber: string; state: 'waiting' | 'passed' | 'failed' }
const checks = new Map<string, Check>()
let outcome: Check['state'] = 'passed'
process.on('message', (next: Check['state']) => { outcome = next; process.send?.('known') })

createServer((request, response) => {
  const url = new URL(request.url ?? '/', `http://localhost:${port}`)
  const page = /^\/page\/([\w-]+)$/.exec(url.pathname)?.[1]
  if (page) {
    const check = checks.get(page)
    if (check) check.state = outcome
    return void response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><html lang="zh"><title>模拟核验</title><h1>模拟核验机构</h1><p>核验做完了，可以关掉这一页。</p>')
  }
  if (request.headers.authorization !== `Bearer ${key}`) return void response.writeHead(401).end()
  if (request.method === 'POST' && url.pathname === '/checks') return void begin(request).then((id) => response.end(JSON.stringify({ id, page: `http://localhost:${port}/page/${id}` })))
  const check = checks.get(/^\/checks\/([\w-]+)$/.exec(url.pathname)?.[1] ?? '')
  return void response.writeHead(check ? 200 : 404).end(JSON.stringify(check ? { state: check.state } : {}))
}).listen(Number(port), 'localhost', () => process.send?.('ready'))
process.on('disconnect', () => process.exit(0))

async function begin(request: IncomingMessage): Promise<string> {
  const { name, identityNumber } = JSON.parse(await text(request)) as Check
  const id = randomBytes(12).toString('hex')
  checks.set(id, { name, identityNumber, state: 'waiting' })
  return id
}
