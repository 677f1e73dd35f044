import { sm3 } from './sm3.ts'

/**
 * A Merkle log over SM3 in the manner of RFC 6962 clause 2.1. Only complete subtrees are ever stored, by
 * level and index; every head and proof is folded from O(log n) of them.
 */

/** A complete subtree of 2^level leaves, the index-th of its level. Level 0 holds leaf hashes. */
export interface MerkleNode {
  readonly level: number
  readonly index: number
  readonly hash: Buffer
}

/** Reads a stored complete subtree's hash. */
export type MerkleReader = (level: number, index: number) => Buffer

/** The roots of the complete subtrees that make up the tree, largest first: all that appending needs. */
export interface MerkleFrontier {
  readonly size: number
  readonly roots: readonly Buffer[]
}

export const EMPTY_FRONTIER: MerkleFrontier = { size: 0, roots: [] }

/** RFC 6962 clause 2.1: the hash of one entry. */
export function merkleLeaf(entry: Uint8Array): Buffer {
  return sm3(Buffer.of(0), entry)
}

/** RFC 6962 clause 2.1: the hash of two subtrees. */
export function merkleParent(left: Uint8Array, right: Uint8Array): Buffer {
  return sm3(Buffer.of(1), left, right)
}

/**
 * Appends one leaf hash in O(log n). `nodes` are the subtrees it completed, the leaf first: store them and
 * the proofs can be made.
 */
export function appendMerkleLeaf(
  frontier: MerkleFrontier,
  leafHash: Buffer,
): { readonly frontier: MerkleFrontier; readonly nodes: readonly MerkleNode[] } {
  const roots = [...frontier.roots]
  let node: MerkleNode = { level: 0, index: frontier.size, hash: leafHash }
  const nodes = [node]
  while (node.index % 2 === 1) {
    const left = roots.pop()
    if (!left) throw new RangeError('the frontier lacks a root')
    node = { level: node.level + 1, index: (node.index - 1) / 2, hash: merkleParent(left, node.hash) }
    nodes.push(node)
  }
  roots.push(node.hash)
  return { frontier: { size: frontier.size + 1, roots }, nodes }
}

/** RFC 6962 clause 2.1: the head of a frontier's tree; of an empty one the hash of nothing. */
export function merkleHead(frontier: MerkleFrontier): Buffer {
  const [last, ...rest] = frontier.roots.toReversed()
  if (!last) return sm3(Buffer.alloc(0))
  return rest.reduce((right, left) => merkleParent(left, right), last)
}

/** The head when the log had `size` entries. */
export function merkleHeadAt(size: number, read: MerkleReader): Buffer {
  return size === 0 ? sm3(Buffer.alloc(0)) : rangeHash(0, size, read)
}

/** RFC 6962 clause 2.1.1: the audit path that shows entry `index` lies in the tree of `size` entries. */
export function inclusionProof(index: number, size: number, read: MerkleReader): Buffer[] {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) throw new RangeError('no such entry in the tree')
  const path = (start: number, length: number): Buffer[] => {
    if (length === 1) return []
    const left = largestPowerBelow(length)
    return index < start + left
      ? [...path(start, left), rangeHash(start + left, length - left, read)]
      : [...path(start + left, length - left), rangeHash(start, left, read)]
  }
  return path(0, size)
}

/** RFC 6962 clause 2.1.2: the proof that the tree of `second` entries only appended to that of `first`. */
export function consistencyProof(first: number, second: number, read: MerkleReader): Buffer[] {
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 0 && first <= second)) throw new RangeError('the first size is larger')
  if (first === 0 || first === second) return []
  const sub = (start: number, old: number, length: number, whole: boolean): Buffer[] => {
    if (old === length) return whole ? [] : [rangeHash(start, length, read)]
    const left = largestPowerBelow(length)
    if (old <= left) return [...sub(start, old, left, whole), rangeHash(start + left, length - left, read)]
    return [...sub(start + left, old - left, length - left, false), rangeHash(start, left, read)]
  }
  return sub(0, first, second, true)
}

/** The stored nodes an inclusion proof reads, so that a database can fetch them in one query. */
export function nodesForInclusion(index: number, size: number): { readonly level: number; readonly index: number }[] {
  return recordReads((read) => inclusionProof(index, size, read))
}

/** The stored nodes a consistency proof reads. */
export function nodesForConsistency(first: number, second: number): { readonly level: number; readonly index: number }[] {
  return recordReads((read) => consistencyProof(first, second, read))
}

function recordReads(prove: (read: MerkleReader) => unknown): { level: number; index: number }[] {
  const nodes: { level: number; index: number }[] = []
  const blank = Buffer.alloc(32)
  prove((level, index) => {
    nodes.push({ level, index })
    return blank
  })
  return nodes
}

/** The hash of `length` leaves from `start`; `start` is always a multiple of the next power of two. */
function rangeHash(start: number, length: number, read: MerkleReader): Buffer {
  const level = Math.round(Math.log2(length))
  if (2 ** level === length) return read(level, start / length)
  const left = largestPowerBelow(length)
  return merkleParent(rangeHash(start, left, read), rangeHash(start + left, length - left, read))
}

/** The largest power of two below a length of at least two. */
function largestPowerBelow(length: number): number {
  let power = 1
  while (power * 2 < length) power *= 2
  return power
}
