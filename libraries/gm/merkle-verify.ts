import { equalBytes } from './sm3.ts'
import { merkleParent } from './merkle-tree.ts'

/** RFC 9162 clause 2.1.3.2: whether a leaf hash lies at `index` in the tree of this size and head. */
export function verifyInclusion(proof: {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly path: readonly Uint8Array[]
  readonly head: Uint8Array
}): boolean {
  const { index, size, path, head } = proof
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash: Uint8Array = proof.leafHash
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = merkleParent(sibling, hash)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else hash = merkleParent(hash, sibling)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(hash, head)
}

/** RFC 9162 clause 2.1.4.2: whether the second head only appended to the first. */
export function verifyConsistency(proof: {
  readonly first: number
  readonly second: number
  readonly firstHead: Uint8Array
  readonly secondHead: Uint8Array
  readonly path: readonly Uint8Array[]
}): boolean {
  const { first, second, firstHead, secondHead, path } = proof
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second) return false
  if (first === second) return path.length === 0 && equalBytes(firstHead, secondHead)
  if (first === 0) return path.length === 0
  const [seed, ...rest] = isPowerOfTwo(first) ? [firstHead, ...path] : path
  if (!seed) return false
  return foldConsistency({ first, second, seed, rest, firstHead, secondHead })
}

function foldConsistency(input: {
  first: number; second: number; seed: Uint8Array; rest: readonly Uint8Array[]; firstHead: Uint8Array; secondHead: Uint8Array
}): boolean {
  let node = input.first - 1
  let last = input.second - 1
  const climb = () => {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  while (node % 2 === 1) climb()
  let old = input.seed
  let grown = input.seed
  for (const sibling of input.rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      old = merkleParent(sibling, old)
      grown = merkleParent(sibling, grown)
      while (node % 2 === 0 && node !== 0) climb()
    } else grown = merkleParent(grown, sibling)
    climb()
  }
  return last === 0 && equalBytes(old, input.firstHead) && equalBytes(grown, input.secondHead)
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.round(Math.log2(value)) === value
}
