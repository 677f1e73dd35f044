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
  const errorOf = (name: string) => asked.form.errorAt(`${props.at}/${name}`)
  /** What the control of a part takes beside its value. */
  const fieldFor = (name: string, label: string, needed = true) => ({ id: fieldId(`${props.at}/${name}`), label, error: errorOf(name), required: needed })
  /** The whole, which keeps quiet about a mistake that one of its parts tells. */
  const field = computed(() => {
    const names = Object.keys((asked.bounds.value.schema?.properties ?? {}) as object)
    const isTold = names.some((name) => errorOf(name) !== undefined && errorOf(name) === asked.field.value.error)
    return isTold ? { ...asked.field.value, error: undefined } : asked.field.value
  })
  return { ...asked, field, whole: asked.field, put, part, fieldFor }
}
