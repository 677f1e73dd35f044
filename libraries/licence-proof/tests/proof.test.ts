import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sm3 } from '@xiangyun/gm'
import { unzipFiles } from '@xiangyun/ofd/zip-read'
import { zipFiles } from '@xiangyun/ofd/zip-write'
import { checkLicence, checkProof, EVENTS, readProof, STATES } from '../index.ts'
import type { Entry, Proof } from '../index.ts'
import { certify, identifier, licenceFile, logOf, moment, otherRoot, root, signer } from './example.ts'

const file = licenceFile()
const fileHash = sm3(file).toString('hex')
const entry = (event: Entry['event'], state: Entry['state'], changes: Partial<Entry> = {}): Entry => ({ identifier, event, state, at: '2026-03-02T02:00:00.000Z', fileHash, validUntil: '2031-03-01', ...changes })
const issued = entry('issued', 'valid')
const other = (serial: number): Entry => entry('issued', 'valid', { identifier: `OTHER${serial}`, fileHash: 'ab'.repeat(32) })
const around = [other(1), other(2), issued, other(3)]
const check = (proof: unknown, changes: Partial<Parameters<typeof checkLicence>[0]> = {}) => checkLicence({ file, roots: [root], at: moment('2026-06-02'), ...(proof === undefined ? {} : { proof: typeof proof === 'string' ? proof : JSON.stringify(proof) }), ...changes })

test('a licence and its proof are checked with nothing but the root', () => {
  const report = check(logOf(around).prove(identifier))
  assert.equal(report.verdict, 'valid', JSON.stringify(report))
  assert.equal(report.asOf, '2026-06-01T02:00:00.000Z')
  assert.deepEqual(report.history, [{ event: 'issued', state: 'valid', at: '2026-03-02T02:00:00.000Z' }])
  assert.deepEqual(report.proof.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id), ['append-only'])
})

test('without a proof the state is unknown, never revoked', () => {
  assert.equal(check(undefined).verdict, 'unchecked')
})

const later = (event: Entry['event'], state: Entry['state']) => entry(event, state, { at: '2026-05-01T02:00:00.000Z' })
for (const [event, state, verdict] of [['suspended', 'suspended', 'suspended'], ['revoked', 'revoked', 'revoked'], ['cancelled', 'cancelled', 'cancelled'], ['replaced', 'replaced', 'replaced'], ['restored', 'valid', 'valid']] as const) {
  test(`the last entry decides: ${event}`, () => { assert.equal(check(logOf([...around, later(event, state)]).prove(identifier)).verdict, verdict) })
}

test('a sealed letter is genuine, and no day ends it', () => {
  const letter = entry('lettered', 'valid', { validUntil: null })
  assert.equal(check(logOf([letter]).prove(identifier), { at: moment('2049-06-02') }).verdict, 'genuine')
})

test('a licence in force ends after its last day in China, by the calendar of whoever asks', () => {
  const proof = logOf(around).prove(identifier)
  assert.equal(check(proof, { at: new Date('2031-03-01T15:59:59Z') }).verdict, 'valid')
  assert.equal(check(proof, { at: new Date('2031-03-01T16:00:00Z') }).verdict, 'expired')
})

test('a proof older than asked for says nothing of the state, and is told apart from a revocation', () => {
  const proof = logOf(around).prove(identifier, { at: moment('2026-06-01') })
  assert.equal(check(proof, { at: moment('2026-06-30'), within: 30 }).verdict, 'valid')
  const old = check(proof, { at: moment('2026-07-02'), within: 30 })
  assert.deepEqual([old.verdict, old.asOf], ['too-old', '2026-06-01T02:00:00.000Z'])
})

test('a file made later than the entry is the file of the licence', () => {
  const held = entry('held', 'valid', { fileHash: null })
  assert.equal(check(logOf([held]).prove(identifier)).verdict, 'not-this-file')
  assert.equal(check(logOf([held, entry('filed', 'valid')]).prove(identifier)).verdict, 'valid')
})

test('a genuine file with the proof of another licence, and a second genuine file, are not this file', () => {
  assert.equal(check(logOf(around).prove('OTHER2')).verdict, 'not-this-file')
  assert.equal(check(logOf(around).prove(identifier), { file: licenceFile('食品经营许可证 副本') }).verdict, 'not-this-file')
})

test('whoever hides a revocation is found out: the statement names all entries', () => {
  const log = logOf([...around, later('revoked', 'revoked')])
  const whole = log.prove(identifier)
  const hidden = { ...whole, entries: whole.entries.slice(0, 1) }
  assert.deepEqual([check(hidden).verdict, check(hidden).reason], ['proof-altered', '声明的签名不符，记录可能被增删'])
})

test('a key that seals documents cannot speak for the log, nor can a log under another root', () => {
  assert.equal(check(logOf(around, signer).prove(identifier)).verdict, 'proof-untrusted')
  const own = certify(9, '仿冒的日志', '别的部门')
  assert.match(check(logOf(around, own).prove(identifier)).reason, /不是证照日志的证书/)
  assert.match(checkProof(logOf(around).prove(identifier), { roots: [otherRoot] }).reason, /不受信任/)
})

test('a log that was rewritten does not fit the head kept from before', () => {
  const [before, now] = [logOf(around), [...around, other(4), other(5)]]
  const kept = before.heads.at(-1)!
  assert.equal(check(logOf(now).prove(identifier, { since: 4 }), { earlier: kept }).proof.at(-1)!.outcome, 'passed')
  const rewritten = logOf([other(7), ...now.slice(1)]).prove(identifier, { since: 4 })
  assert.equal(check(rewritten, { earlier: kept }).verdict, 'log-rewritten')
  assert.equal(check(logOf(now).prove(identifier), { earlier: kept }).proof.at(-1)!.outcome, 'not-checked')
})

test('property: every entry of any log is proved in it, and what was proved once fits every later head', () => {
  const logs = fc.array(fc.record({ licence: fc.nat(5), event: fc.constantFrom(...EVENTS), state: fc.constantFrom(...STATES) }), { minLength: 1, maxLength: 24 })
  fc.assert(fc.property(logs, fc.nat(), (made, pick) => {
    const entries = made.map(({ licence, event, state }) => entry(event, state, { identifier: `L${licence}` }))
    const since = 1 + (pick % entries.length)
    const log = logOf(entries)
    const proof = readProof(JSON.stringify(log.prove(entries[pick % entries.length]!.identifier, { since })))
    assert.ok(proof.ok)
    const checked = checkProof(proof.value, { roots: [root], earlier: log.heads[since - 1]! })
    assert.equal(checked.verdict, 'sound', checked.reason)
    assert.ok(checked.checks.every(({ outcome }) => outcome === 'passed'))
  }), { numRuns: 30 })
})

/** Each value of the proof, changed by one letter or one number, with the verdict it must come to. */
const mutations = (value: unknown, at = ''): [string, unknown][] => {
  if (typeof value === 'string') return [[at, `${value.slice(0, 8)}${value[8] === 'A' ? 'B' : 'A'}${value.slice(9)}`]]
  if (typeof value === 'number') return [[at, value + 1]]
  if (value === null || typeof value !== 'object') return [[at, '2026-01-01']]
  return Object.entries(value).flatMap(([key, inner]) => mutations(inner, `${at}/${key}`))
}
function changed(proof: Proof, path: string, value: unknown): unknown {
  const copy = structuredClone(proof) as unknown as Record<string, unknown>
  const keys = path.slice(1).split('/')
  const holder = keys.slice(0, -1).reduce<Record<string, unknown>>((inside, key) => inside[key] as Record<string, unknown>, copy)
  holder[keys.at(-1)!] = value
  return copy
}

test('each value of a proof, changed, is refused for what it is', () => {
  const log = logOf([...around, other(4), later('suspended', 'suspended')])
  const proof = log.prove(identifier, { since: 4 })
  const told = mutations(proof).map(([path, value]) => [path.replace(/\d+/g, 'n'), check(changed(proof, path, value), { earlier: log.heads[3]! }).verdict] as const)
  const expected = (path: string): string[] => {
    if (path.startsWith('/since/size')) return ['suspended'] // a proof for another size proves nothing, and harms nothing
    if (path.startsWith('/since')) return ['log-rewritten']
    if (path === '/certificate') return ['proof-untrusted']
    return ['proof-altered', 'proof-unreadable']
  }
  for (const [path, verdict] of told) assert.ok(expected(path).includes(verdict), `${path}: ${verdict}`)
  assert.ok(told.length > 20)
})

test('one byte of any part of the file, changed at its begin, middle or end, is refused by a check that failed', () => {
  const parts = unzipFiles(file)
  assert.ok(parts.ok)
  const proof = logOf(around).prove(identifier)
  for (const [name, content] of parts.value) {
    for (const at of [0, content.length >> 1, content.length - 1]) {
      const bytes = Uint8Array.from(content)
      bytes[at]! ^= 1
      const report = check(proof, { file: Buffer.from(zipFiles(new Map([...parts.value, [name, bytes]]))) })
      assert.ok(['altered', 'unreadable', 'unknown-seal'].includes(report.verdict), `${name}@${at}: ${report.verdict}`)
      const failed = report.file.checks.concat(report.file.seals.flatMap(({ checks }) => checks)).filter(({ outcome }) => outcome === 'failed')
      assert.ok(failed.length > 0, `${name}@${at}`)
    }
  }
})

test('property: whatever is handed in as a proof, there is an answer', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    assert.equal(check(text).verdict, 'proof-unreadable')
  }), { numRuns: 60 })
  const sound = logOf(around).prove(identifier)
  fc.assert(fc.property(fc.constantFrom(...mutations(sound).map(([path]) => path)), fc.anything(), (path, value) => {
    assert.ok(check(JSON.stringify(changed(sound, path, value)) ?? '').line)
  }), { numRuns: 200 })
})
