import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTest, projectFiles, readSources } from '#tools/architecture/sources.ts'
import { registers } from '../module.ts'

const sources = readSources(projectFiles()).filter((s) => s.file.startsWith('modules/') && s.file.endsWith('.ts') && !isTest(s.file) && !s.file.startsWith('modules/data/registers/'))

test('the registers are opened to no route: they are written by a result or a correction, or not at all', () => {
  assert.deepEqual(registers.routes, [])
})

test('only the result of a case and an accepted correction write, and only the demonstration fills and puts', () => {
  const asking = sources.filter((s) => s.imports.some((i) => i === 'modules/data/registers/port.ts'))
  const calling = (verb: RegExp) => asking.filter((s) => verb.test(s.text)).map((s) => s.file).sort()
  assert.deepEqual(calling(/registers\.write\(|ask\(registersPort\)\.write\(/), ['modules/capabilities/cases/results/register-changes.ts', 'modules/capabilities/corrections/use-cases/answer-correction.ts'])
  assert.deepEqual(calling(/registers\.(put|fill)\(|ask\(registersPort\)\.(put|fill)\(/), ['modules/operations/demonstration/fill.ts', 'modules/operations/demonstration/records.ts'])
})

test('no other module says SQL on the registers\' tables', () => {
  const saying = sources.filter((s) => /\b(from|into|update|join|table)\s+registers\.[a-z"$]|name\('registers'/i.test(s.text)).map((s) => s.file)
  assert.deepEqual(saying, [])
})
