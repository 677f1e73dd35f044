import type { Failure } from '../contract/index.ts'

const strict = new TextDecoder('utf-8', { fatal: true })

/** Deeper than any form; what walks over a body must never run out of stack. */
const DEPTH = 64

/** JSON from the wire: strict UTF-8, not too deep, no keys that reach into prototypes. Failures carry their code. */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  let text: string
  try {
    text = strict.decode(body)
  } catch {
    throw carrying({ ok: false, code: 'kernel/invalid-encoding' })
  }
  try {
    const value = JSON.parse(text) as unknown
    refuseDepths(value)
    return value
  } catch (error) {
    throw carrying({ ok: false, code: 'kernel/invalid-json', detail: (error as Error).message.slice(0, 120) })
  }
}

/** Level by level, so that no depth can exhaust it. */
function refuseDepths(value: unknown): void {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH) throw new Error(`内容最多 ${DEPTH} 层`)
    level = level.flatMap((one) => {
      if (typeof one !== 'object' || one === null) return []
      if (Object.hasOwn(one, '__proto__')) throw new Error('__proto__ is not a field')
      return Object.values(one)
    })
  }
}

const carrying = (failure: Failure): Error => Object.assign(new Error(failure.code), { failure, statusCode: 400 })
