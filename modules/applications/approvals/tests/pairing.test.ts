import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PublishedForm } from '@xiangyun/forms/form'
import { pairEvidence } from '../pages/staff/case/pairing.ts'

const ask = (at: string, more: object = {}) => ({ at, path: [at.slice(1)], kind: 'text', title: at, required: true, correctable: false, ...more })
const form = { sections: [
  { title: '申请人', asks: [ask('/name', { prefill: 'applicant.name' })] },
  { title: '经营场所', evidence: ['layout'], asks: [ask('/area')] },
  { title: '人员', asks: [ask('/staff'), ask('/photo', { material: 'picture' })] },
] } as unknown as PublishedForm

test('evidence stands where form and item say, never by likeness of words', () => {
  const pairs = pairEvidence(form, [{ id: 'layout', of: null }, { id: 'picture', of: null }, { id: 'identity', of: 'applicant' }, { id: 'health', of: 'staff' }, { id: '经营场所证明', of: null }])
  assert.deepEqual([...pairs.values()], [1, 2, 0, 2, -1])
})
