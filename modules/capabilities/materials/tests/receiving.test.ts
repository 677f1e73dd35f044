import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { folderBlobs } from '@xiangyun/kernel/blobs'
import type { Context } from '@xiangyun/kernel/modules'
import { samplePdf } from '#sim/sample-files.ts'
import { receive } from '../receiving.ts'

const folder = mkdtempSync(join(tmpdir(), 'materials-'))
const context = { blobs: folderBlobs(folder) } as Context
after(() => rmSync(folder, { recursive: true, force: true }))

const bytes = async function* (whole: Uint8Array, size = 1000) { for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size) }
const kept = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length

test('a file that is not what is asked for never reaches the disk', async () => {
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100_000, 1)])
  for (const source of [bytes(program), bytes(Buffer.from('plain words')), bytes(Buffer.alloc(0))]) assert.equal((await receive(context, source, 'a.pdf', ['pdf'])).ok, false)
  assert.equal((await receive(context, bytes(Buffer.from(samplePdf)), 'a.pdf', ['image'])).ok, false)
  assert.equal(kept(), 0)
})

test('one that is, is kept in whole, however it comes in', async () => {
  const whole = Buffer.concat([Buffer.from(samplePdf), Buffer.alloc(50_000, 32)])
  for (const size of [1, 7, 8192, 100_000]) {
    const received = await receive(context, bytes(whole, size), 'a.pdf', ['pdf'])
    assert.ok(received.ok)
    assert.deepEqual([received.value.size, received.value.media, (await context.blobs.get(received.value.blob))?.equals(whole)], [whole.length, 'application/pdf', true])
  }
  assert.equal(kept(), 1)
})

test('one that is too large leaves nothing behind', async () => {
  const endless = async function* () { yield Buffer.from(samplePdf); for (let n = 0; n < 21; n++) yield Buffer.alloc(1024 * 1024) }
  const received = await receive(context, endless(), 'a.pdf', ['pdf'])
  assert.equal(received.ok ? '' : received.code, 'materials/too-large')
  assert.equal(kept(), 1)
})
