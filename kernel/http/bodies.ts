import type { Failure } from '../contract/index.ts'

const strict = new TextDecoder('utf-8', { fatal: true })

/** JSON from the wire: strict UTF-8, no keys that reach into prototypes. Failures carry their code. */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  let text: string
  try {
    text = strict.decode(body)
  } catch {
    throw carrying({ ok: false, code: 'kernel/invalid-encoding' })
  }
  try {
    return JSON.parse(text, refusePrototype)
  } catch (error) {
    throw carrying({ ok: false, code: 'kernel/invalid-json', detail: (error as Error).message.slice(0, 120) })
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('__proto__ is not a field')
  return value
}

const carrying = (failure: Failure): Error => Object.assign(new Error(failure.code), { failure, statusCode: 400 })
