import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { folderBlobs } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'blobs-'))
const blobs = folderBlobs(folder)
after(() => rmSync(folder, { recursive: true, force: true }))

const text = async function* (...parts: string[]) { for (const part of parts) yield Buffer.from(part) }
const put = async (owner?: string) => {
  const stored = await blobs.put(text('same ', 'bytes'), 100, owner)
  assert.ok(stored !== 'too-large')
  return stored.hash
}

test('the same bytes are kept once, and apart for an owner, who may remove them', async () => {
  const [one, same, owned, other] = [await put(), await put(), await put('a'), await put('b')]
  assert.equal(one, same)
  assert.equal(new Set([one, owned, other]).size, 3)
  await blobs.remove(owned)
  assert.equal(await blobs.get(owned), undefined)
  for (const hash of [one, other]) assert.equal((await blobs.get(hash))?.toString(), 'same bytes')
  await blobs.remove(owned)
  await blobs.remove('../../incoming')
})

test('what is too large, or breaks off, leaves nothing on the disk', async () => {
  assert.equal(await blobs.put(text('x'.repeat(101)), 100), 'too-large')
  await assert.rejects(blobs.put((async function* () { yield Buffer.from('x'); throw new Error('gone') })(), 100), /gone/)
  assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
})
