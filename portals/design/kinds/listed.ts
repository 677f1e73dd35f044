/** One of a fixed list that a standard sets: its code, and what people call it. */
export interface Entry {
  readonly value: string
  readonly label: string
}

/** `10 未婚 20 已婚` → entries. */
export const entriesOf = (text: string): readonly Entry[] =>
  [...text.matchAll(/(\S+) (\S+)/g)].map(([, value, label]) => ({ value: value!, label: label! }))

/** The part of a kind whose answer is a code of a fixed list. */
export const listed = (entries: readonly Entry[]) => ({
  schema: { type: 'string', enum: entries.map((one) => one.value) },
  verb: '请选择',
  words: (value: unknown) => entries.find((one) => one.value === value)?.label ?? String(value),
}) as const
