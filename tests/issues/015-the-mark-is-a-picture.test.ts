import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fastify from 'fastify'
import { servePortals } from '../../server/portals.ts'

/** The browser asked for /mark.svg and /staff/mark.svg and got the page itself; no tab had its mark. */
test('the mark of each portal is served as a picture, and other names lead to the page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xiangyun-mark-'))
  const folders = { citizen: join(folder, 'citizen'), staff: join(folder, 'staff') }
  for (const [name, path] of Object.entries(folders)) {
    mkdirSync(path)
    writeFileSync(join(path, 'index.html'), `<!doctype html><title>${name}</title>`)
    writeFileSync(join(path, 'mark.svg'), `<svg xmlns="http://www.w3.org/2000/svg"><title>${name}</title></svg>`)
  }
  const app = fastify()
  await servePortals(app, Promise.resolve(folders))
  for (const [url, name] of [['/mark.svg', 'citizen'], ['/staff/mark.svg', 'staff']] as const) {
    const answer = await app.inject(url)
    assert.equal(answer.headers['content-type'], 'image/svg+xml')
    assert.ok(answer.body.includes(name), url)
  }
  assert.match((await app.inject('/other.svg')).body, /<!doctype html><title>citizen/)
  assert.equal((await app.inject('/verify-licence.mjs')).statusCode, 404)
  await app.close()
  rmSync(folder, { recursive: true })
})
