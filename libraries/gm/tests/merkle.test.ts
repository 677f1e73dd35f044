import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  EMPTY_FRONTIER, appendMerkleLeaf, consistencyProof, inclusionProof, merkleHead, merkleHeadAt, merkleLeaf, merkleParent, nodesForConsistency,
  nodesForInclusion, sm3, verifyConsistency, verifyInclusion,
} from '../index.ts'
import type { MerkleReader } from '../index.ts'

const entry = (index: number) => Buffer.from(`row ${index}`)

/** A log of so many entries: every head on the way, and a reader of its complete subtrees. */
function growLog(size: number): { heads: Buffer[]; read: MerkleReader } {
  const stored = new Map<string, Buffer>()
  let frontier = EMPTY_FRONTIER
  const heads = [merkleHead(frontier)]
  for (let index = 0; index < size; index++) {
    const step = appendMerkleLeaf(frontier, merkleLeaf(entry(index)))
    frontier = step.frontier
    for (const node of step.nodes) stored.set(`${node.level}/${node.index}`, node.hash)
    heads.push(merkleHead(frontier))
  }
  return { heads, read: (level, index) => stored.get(`${level}/${index}`) ?? assert.fail(`node ${level}/${index} was not stored`) }
}

/** RFC 6962 clause 2.1 as it is written, for comparison. */
function plainHead(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sm3('')
  if (leaves.length === 1) return leaves[0] ?? sm3('')
  let left = 1
  while (left * 2 < leaves.length) left *= 2
  return merkleParent(plainHead(leaves.slice(0, left)), plainHead(leaves.slice(left)))
}

const most = 130
const log = growLog(most)
const headAt = (size: number) => log.heads[size] ?? assert.fail('no head')

test('the frontier gives the head of the definition at every size', () => {
  const leaves = Array.from({ length: most }, (_, index) => merkleLeaf(entry(index)))
  for (let size = 0; size <= most; size++) {
    assert.deepEqual(headAt(size), plainHead(leaves.slice(0, size)))
    assert.deepEqual(merkleHeadAt(size, log.read), headAt(size))
  }
})

test('every entry is proved in every tree that holds it, in no more than log2 steps', () => {
  for (let size = 1; size <= most; size += 7) {
    for (let index = 0; index < size; index++) {
      const path = inclusionProof(index, size, log.read)
      assert.ok(path.length <= Math.ceil(Math.log2(size)))
      assert.equal(verifyInclusion({ leafHash: merkleLeaf(entry(index)), index, size, path, head: headAt(size) }), true)
    }
  }
})

test('every earlier head is proved a beginning of every later one', () => {
  for (let second = 0; second <= most; second += 3) {
    for (let first = 0; first <= second; first++) {
      const path = consistencyProof(first, second, log.read)
      assert.equal(verifyConsistency({ first, second, path, firstHead: headAt(first), secondHead: headAt(second) }), true, `${first} in ${second}`)
    }
  }
})

test('a wrong entry, place, size, head or path is never proved', () => {
  const anyProof = fc.integer({ min: 2, max: most }).chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1), bit: fc.nat() }))
  fc.assert(fc.property(anyProof, ({ size, index, bit }) => {
    const path = inclusionProof(index, size, log.read)
    const right = { leafHash: merkleLeaf(entry(index)), index, size, path, head: headAt(size) }
    assert.equal(verifyInclusion({ ...right, leafHash: merkleLeaf(entry(index + 1)) }), false)
    assert.equal(verifyInclusion({ ...right, index: (index + 1) % size }), false)
    assert.equal(verifyInclusion({ ...right, head: headAt(size - 1) }), false)
    assert.equal(verifyInclusion({ ...right, path: path.slice(1) }), false)
    assert.equal(verifyInclusion({ ...right, path: [...path, sm3('more')] }), false)
    const bent = path.map((hash, place) => (place === bit % path.length ? sm3(hash) : hash))
    assert.equal(verifyInclusion({ ...right, path: bent }), false)
  }))
})

test('a rewritten past is never consistent', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: most - 1 }), fc.integer({ min: 1, max: most }), (first, added) => {
    const second = Math.min(most, first + added)
    const path = consistencyProof(first, second, log.read)
    const firstHead = sm3(headAt(first))
    return !verifyConsistency({ first, second, path, firstHead, secondHead: headAt(second) })
      && !verifyConsistency({ first, second, path, firstHead: headAt(first), secondHead: firstHead })
  }))
})

test('the nodes a proof needs are known beforehand', () => {
  for (const [index, size] of [[0, 1], [5, 100], [99, 100], [64, 130]] as const) {
    const nodes = nodesForInclusion(index, size)
    assert.ok(nodes.length <= 2 * Math.ceil(Math.log2(size + 1)) + 1)
    for (const node of nodes) assert.ok(log.read(node.level, node.index))
  }
  for (const node of nodesForConsistency(37, 130)) assert.ok(log.read(node.level, node.index))
})

test('sizes beyond 32 bits keep their meaning', () => {
  const size = 2 ** 40 + 3
  const blank: MerkleReader = () => sm3('x')
  assert.ok(inclusionProof(2 ** 40 + 1, size, blank).length <= 41)
  assert.ok(consistencyProof(2 ** 39 + 1, size, blank).length <= 82)
})
