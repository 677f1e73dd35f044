import { defineAsyncComponent, shallowReactive, type Component } from 'vue'
import type { PublishedForm } from '@xiangyun/forms/form'
import ChooseOne from './choose-one/Field.vue'
import { chooseOne } from './choose-one/kind.ts'
import DateField from './date/Field.vue'
import { date } from './date/kind.ts'
import type { FormKind } from './kind.ts'
import LongText from './long-text/Field.vue'
import { longText } from './long-text/kind.ts'
import Mobile from './mobile/Field.vue'
import { mobile } from './mobile/kind.ts'
import NumberField from './number/Field.vue'
import { number } from './number/kind.ts'
import PersonName from './person-name/Field.vue'
import { personName } from './person-name/kind.ts'
import Statement from './statement/Field.vue'
import { statement } from './statement/kind.ts'
import TextField from './text/Field.vue'
import { text } from './text/kind.ts'
import YesNo from './yes-no/Field.vue'
import { yesNo } from './yes-no/kind.ts'
import FieldMissing from '../form/FieldMissing.vue'
import FieldWaiting from '../form/FieldWaiting.vue'

/** Those that nearly every form has come with it; the others, and even their list, when a form asks for them. */
const common: readonly (readonly [FormKind, Component])[] = [
  [chooseOne, ChooseOne], [date, DateField], [longText, LongText], [mobile, Mobile], [number, NumberField], [personName, PersonName], [statement, Statement], [text, TextField], [yesNo, YesNo],
]
const fields = new Map<string, Component>(common.map(([kind, field]) => [kind.name, field]))
const kinds = shallowReactive(new Map<string, FormKind | null>(common.map(([kind]) => [kind.name, kind])))
const coming = new Map<string, Promise<void>>()

/** How a kind is asked. */
export function fieldOf(name: string): Component {
  const known = fields.get(name)
  if (known) return known
  const found = defineAsyncComponent({ loader: () => fetchField(name), loadingComponent: FieldWaiting, delay: 150, errorComponent: FieldMissing })
  fields.set(name, found)
  return found
}

/** What a kind says of itself: undefined until it has come, which wakes who asked; null when there is none. */
export function kindOf(name: string): FormKind | null | undefined {
  const known = kinds.get(name)
  if (known === undefined) void fetchKind(name)
  return known
}

/** Fetches the fields of a whole form ahead, so that it can be filled in to its end though the line is cut on the way. */
export function prepareFields({ sections }: PublishedForm): void {
  const names = new Set(sections.flatMap(({ asks }) => asks.flatMap((ask) => [ask, ...ask.columns ?? []])).map((ask) => ask.kind))
  for (const name of names) if (!fields.has(name)) fetchField(name).catch(() => undefined)
}

/** The words of an answer may be wanted as soon as its field is drawn, so both come together. */
async function fetchField(name: string): Promise<Component> {
  const { loadField } = await import('./rare.ts')
  const [field] = await Promise.all([loadField(name), fetchKind(name)])
  return field ?? FieldMissing
}

function fetchKind(name: string): Promise<void> {
  let found = coming.get(name)
  if (!found) coming.set(name, (found = import('./rare.ts').then(({ loadKind }) => loadKind(name)).then((kind) => void kinds.set(name, kind), () => void kinds.set(name, null))))
  return found
}
