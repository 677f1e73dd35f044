import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasEnded } from '../parties.ts'

const firm = (state: string) => ({ applicant: { identityNumber: '22990119990715002X' }, operator: { creditCode: '92220102TTAAAAAA1X', state } })

test('a firm that was cancelled has ended; a revoked or abnormal one is still a firm', () => {
  assert.equal(hasEnded(firm('注销'), '92220102TTAAAAAA1X'), true)
  for (const state of ['存续', '吊销', '经营异常']) assert.equal(hasEnded(firm(state), '92220102TTAAAAAA1X'), false)
})
test('who applies for themselves is no firm that could have ended', () => {
  assert.equal(hasEnded(firm('注销'), null), false)
  assert.equal(hasEnded({ applicant: null }, '92220102TTAAAAAA1X'), false)
})
