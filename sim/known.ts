import { withKnown } from '@xiangyun/forms'
import type { Answers } from '@xiangyun/forms'
import { pathOf, valueAt, withValue } from '@xiangyun/forms/pointer'

type Known = Readonly<Record<string, { readonly value: unknown; readonly correctable: boolean }>>

/** A form as it stands when it has been opened: what the state knows is there, what somebody wrote stays. */
export function opened(answers: Readonly<Record<string, unknown>>, known: Known): Record<string, unknown> {
  const filled = Object.entries(known).reduce<Answers>((all, [at, { value }]) => {
    const standing = valueAt(all, pathOf(at))
    return standing === undefined || standing === null || standing === '' ? withValue(all, pathOf(at), value as never) : all
  }, withKnown(answers as Answers, known))
  return filled as Record<string, unknown>
}
