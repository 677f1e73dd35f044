import { shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import type { LoadDivisions } from '../addresses.ts'
import { valueWords } from '../kinds/kind.ts'
import { kindOf } from '../kinds/fields.ts'
import { placeName } from '../place-names.ts'
import type { SendOptions, KeptFile } from '../uploads.ts'
import { boundsOf } from './bounds.ts'
import type { FormContext } from './context.ts'
import type { LiveForm } from './live-form.ts'
import type { LookState } from './looking.ts'
import type { Known } from './published.ts'
import type { FormSources } from './sources.ts'

/** Sends one file for the question at a place. */
export type SendFor = (file: File, options: SendOptions, at?: string) => Promise<KeptFile>

interface From {
  form: () => PublishedForm
  live: () => LiveForm
  set: (pointer: string, value: unknown) => void
  knownAt: (pointer: string) => Known | undefined
  errors: () => ReadonlyMap<string, string>
  lookAt: (pointer: string) => LookState | undefined
  dispute: (pointer: string) => void
  send: () => SendFor
  fileLink?: (id: string) => string | undefined
  sources: () => FormSources
  loadDivisions: LoadDivisions
  place: () => string | undefined
  dense: ComputedRef<boolean>
}

/** What the fields of one form share. */
export function contextFor(from: From): FormContext {
  const errorAt = errorsByPlace(from)
  const isChoice = (ask: PublishedAsk) => ask.role === 'choice' || ask.role === 'choices'
  const optionsOf = (ask: PublishedAsk, pointer = ask.at) => from.live().optionsOf(ask, pointer).map(({ value, label }) => ({ value: String(value), label }))
  return {
    read: (pointer) => from.live().read(pointer),
    set: from.set,
    isShown: (ask, pointer) => from.live().isShown(pointer ?? (ask.at === '' ? ask : ask.at)),
    isRequired: (ask, pointer = ask.at) => from.live().isRequired(ask, pointer),
    optionsOf,
    chosen(ask, text, pointer = ask.at) {
      const found = from.live().optionsOf(ask, pointer).find(({ value }) => String(value) === text)?.value
      return typeof found === 'number' ? found : text
    },
    boundsOf: (ask) => boundsOf(from.form(), ask),
    words(ask, pointer = ask.at) {
      const kind = kindOf(ask.kind)
      if (kind === undefined) return '…'
      return valueWords(kind ?? undefined, from.live().read(pointer), { ask, options: isChoice(ask) ? optionsOf(ask, pointer) : [], placeOf: placeName })
    },
    errorAt,
    knownAt: from.knownAt,
    lookAt: from.lookAt,
    dispute: from.dispute,
    send: (file, options, at) => from.send()(file, options, at),
    fileLink: from.fileLink,
    get sources() { return from.sources() },
    loadDivisions: from.loadDivisions,
    get place() { return from.place() },
    dense: from.dense,
  }
}

/** A mistake wakes the field that it is about and no other. One inside an answer of several parts is told at the answer. */
function errorsByPlace({ form, errors }: From): (pointer: string) => string | undefined {
  const told = new Map<string, ShallowRef<string | undefined>>()
  const at = (pointer: string) => {
    let found = told.get(pointer)
    if (!found) told.set(pointer, (found = shallowRef(folded(form(), errors()).get(pointer))))
    return found
  }
  watch(errors, (now) => {
    const next = folded(form(), now)
    for (const [pointer, message] of told) message.value = next.get(pointer)
    for (const pointer of next.keys()) at(pointer)
  })
  return (pointer) => at(pointer).value
}

function folded(form: PublishedForm, errors: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map(errors)
  if (errors.size === 0) return found
  const asks = form.sections.flatMap((section) => section.asks)
  for (const [pointer, message] of errors) {
    const ask = asks.find((one) => one.at !== '' && pointer.startsWith(`${one.at}/`))
    if (!ask) continue
    const cell = ask.columns ? /^\/\d+\/[^/]+/.exec(pointer.slice(ask.at.length))?.[0] : ''
    const place = cell === undefined ? undefined : `${ask.at}${cell}`
    if (place !== undefined && !found.has(place)) found.set(place, message)
  }
  return found
}
