import { computed } from 'vue'
import type { PublishedAsk } from '@xiangyun/forms/form'
import { fieldId } from '../field.ts'
import { useForm } from './context.ts'
import { isBlank } from './pointers.ts'

/** What every kind's field gets. */
export interface AskProps {
  ask: PublishedAsk
  /** Its place in the answers, as a JSON pointer. */
  at: string
  /** The section's title says the same words. */
  saidAbove?: boolean
  inRow?: boolean
}

/**
 * One question to its field: `value` is the answer (set it to undefined, '' or an empty list to clear it), `field` what the controls of the
 * design take beside it, `form` all that the form can be asked.
 */
export function useAsk<Value>(props: Readonly<AskProps>) {
  const form = useForm()
  const value = computed<Value | undefined>({
    get: () => form.read(props.at) as Value | undefined,
    set: (next) => form.set(props.at, isBlank(next) ? undefined : next),
  })
  const field = computed(() => ({
    id: fieldId(props.at),
    label: props.ask.title,
    hint: [props.ask.help, props.ask.clause && `依据：${props.ask.clause}`].filter(Boolean).join('　') || undefined,
    error: form.errorAt(props.at),
    labelHidden: props.saidAbove ?? false,
    required: form.isRequired(props.ask, props.at),
  }))
  const bounds = computed(() => form.boundsOf(props.ask))
  const options = computed(() => form.optionsOf(props.ask, props.at))
  /** Narrow places want the control as wide as they are. */
  const fill = computed(() => form.dense.value || props.inRow === true)
  return { form, value, field, bounds, options, fill }
}
