import { computed, useId } from 'vue'

/** What every control of a form takes beside its value. */
export interface FieldProps {
  label: string
  hint?: string
  error?: string
  required?: boolean
  /** The control's id; error summaries link to it. */
  id?: string
  /** For controls in tables, whose column already says the label. */
  labelHidden?: boolean
  disabled?: boolean
}

export interface Option {
  value: string
  label: string
  hint?: string
  disabled?: boolean
}

export interface FieldMistake {
  /** Id of the control, or a JSON pointer when the controls were named by `fieldId`. */
  at: string
  message: string
}

/** Ids that tie label, hint and error to the control. */
export function useField(props: Readonly<FieldProps>) {
  const own = useId()
  const id = computed(() => props.id ?? own)
  const hintId = computed(() => `${id.value}-hint`)
  const errorId = computed(() => `${id.value}-error`)
  const describedBy = computed(() =>
    [props.hint && hintId.value, props.error && errorId.value].filter(Boolean).join(' ') || undefined)
  return { id, hintId, errorId, describedBy }
}

/** The control id that stands for a place in the answers: '/staff/0/name' → 'at-staff-0-name'. */
export const fieldId = (pointer: string) => `at${pointer.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`
