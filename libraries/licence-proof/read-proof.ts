import { fail, ok } from '@xiangyun/gm/result'
import type { Result } from '@xiangyun/gm/result'
import { EVENTS, STATES } from './entry.ts'
import { FORMAT } from './proof.ts'
import type { LogHead, Proof, ProvedEntry } from './proof.ts'

/** No licence has as many changes, no tree as many levels; more only keeps a checker busy. */
export const MOST_ENTRIES = 1_000
const MOST_LEVELS = 64

/** Reads a proof from the text of its file. Whatever is not one is refused with what is wrong; nothing is thrown. */
export function readProof(text: string): Result<Proof, 'proof-unreadable'> {
  try {
    return ok(proofOf(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown))
  } catch (cause) {
    return fail('proof-unreadable', cause instanceof Wrong ? `核验凭据里的“${cause.message}”读不出` : '这不是核验凭据文件')
  }
}

class Wrong extends Error {}
const refuse = (what: string): never => { throw new Wrong(what) }
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const record = (value: unknown, what: string): Record<string, unknown> => (isRecord(value) ? value : refuse(what))
const list = (value: unknown, most: number, what: string): readonly unknown[] => (Array.isArray(value) && value.length <= most ? value : refuse(what))
const text = (value: unknown, longest: number, what: string): string => (typeof value === 'string' && value.length <= longest ? value : refuse(what))
const whole = (value: unknown, what: string): number => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : refuse(what))
const oneOf = <T extends string>(value: unknown, words: readonly T[], what: string): T => words.find((word) => word === value) ?? refuse(what)
const matching = (value: unknown, shape: RegExp, what: string): string => (typeof value === 'string' && shape.test(value) ? value : refuse(what))

const hash = (value: unknown, what: string) => matching(value, /^[A-Za-z0-9+/]{43}=$/, what)
const moment = (value: unknown, what: string) => matching(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, what)
const path = (value: unknown, what: string) => list(value, MOST_LEVELS, what).map((one) => hash(one, what))

function proofOf(value: unknown): Proof {
  const given = record(value, 'format')
  if (given['format'] !== FORMAT) refuse('format')
  const since = given['since'] === undefined ? undefined : record(given['since'], 'since')
  return {
    format: FORMAT, identifier: text(given['identifier'], 200, 'identifier'), at: moment(given['at'], 'at'), entries: list(given['entries'], MOST_ENTRIES, 'entries').map(entryOf), head: headOf(given['head']),
    statement: text(given['statement'], 400, 'statement'), certificate: text(given['certificate'], 8_000, 'certificate'),
    ...(since ? { since: { size: whole(since['size'], 'since'), path: path(since['path'], 'since') } } : {}),
  }
}

function headOf(value: unknown): LogHead {
  const given = record(value, 'head')
  return { size: whole(given['size'], 'head.size'), at: moment(given['at'], 'head.at'), root: hash(given['root'], 'head.root'), signature: text(given['signature'], 400, 'head.signature') }
}

function entryOf(value: unknown): ProvedEntry {
  const given = record(value, 'entries')
  return {
    position: whole(given['position'], 'entries.position'), event: oneOf(given['event'], EVENTS, 'entries.event'), state: oneOf(given['state'], STATES, 'entries.state'), at: moment(given['at'], 'entries.at'),
    fileHash: given['fileHash'] === null ? null : matching(given['fileHash'], /^[0-9a-f]{64}$/, 'entries.fileHash'),
    validUntil: given['validUntil'] === null ? null : matching(given['validUntil'], /^\d{4}-\d\d-\d\d$/, 'entries.validUntil'), path: path(given['path'], 'entries.path'),
  }
}
