import type { Answers } from '@xiangyun/forms/form'

const steps = (pointer: string) => pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The value at a JSON pointer. */
export function read(root: unknown, pointer: string): unknown {
  let here = root
  for (const step of steps(pointer)) {
    if (here === null || typeof here !== 'object') return undefined
    here = (here as Record<string, unknown>)[step]
  }
  return here
}

/** A copy with the value at the pointer; what is above is copied, the rest is shared. */
export function write(root: Answers, pointer: string, value: unknown): Answers {
  return place(root, steps(pointer), value) as Answers
}

function place(here: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value
  const isList = Array.isArray(here) || (here === undefined && /^\d+$/.test(step))
  const copy: Record<string, unknown> | unknown[] = isList ? [...(here as unknown[] | undefined) ?? []] : { ...(here as object | undefined) }
  const next = place((copy as Record<string, unknown>)[step], rest, value)
  if (next === undefined && !isList) delete (copy as Record<string, unknown>)[step]
  else (copy as Record<string, unknown>)[step] = next
  return copy
}

/** The value at a dotted path of facts: operator.premises. */
export const readPath = (root: unknown, path: string): unknown => read(root, `/${path.replaceAll('.', '/')}`)

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

export const isSame = (left: unknown, right: unknown): boolean => left === right || JSON.stringify(left) === JSON.stringify(right)
