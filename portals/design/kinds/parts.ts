import { computed } from 'vue'
import { fieldId } from '../field.ts'
import { useAsk, type AskProps } from '../form/asking.ts'
import { isBlank } from '../form/pointers.ts'

/** An answer of several parts: each is read and written by itself, and an empty one is left out of the answer. */
export function useParts<Value extends object>(props: Readonly<AskProps>) {
  const asked = useAsk<Value>(props)
  function put(change: Partial<Value>) {
    const next = Object.entries({ ...asked.value.value, ...change }).filter(([, one]) => !isBlank(one))
    asked.value.value = next.length ? Object.fromEntries(next) as Value : undefined
  }
  const part = <Name extends keyof Value>(name: Name) => computed<Value[Name] | undefined>({
    get: () => asked.value.value?.[name],
    set: (next) => put({ [name]: next } as unknown as Partial<Value>),
  })
  /** What the control of a part takes beside its value. */
  const fieldFor = (name: string, label: string, needed = true) => ({
    id: fieldId(`${props.at}/${name}`), label, error: asked.form.errorAt(`${props.at}/${name}`), required: needed,
  })
  return { ...asked, put, part, fieldFor }
}
