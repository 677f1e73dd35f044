import { defineAsyncComponent, type Component } from 'vue'
import ChooseOne from './choose-one/Field.vue'
import DateField from './date/Field.vue'
import LongText from './long-text/Field.vue'
import Mobile from './mobile/Field.vue'
import NumberField from './number/Field.vue'
import PersonName from './person-name/Field.vue'
import Statement from './statement/Field.vue'
import TextField from './text/Field.vue'
import YesNo from './yes-no/Field.vue'
import FieldMissing from '../form/FieldMissing.vue'
import FieldWaiting from '../form/FieldWaiting.vue'

/** Those that nearly every form has come with it; the others when a form asks for them. */
const common: Readonly<Record<string, Component>> = {
  'choose-one': ChooseOne, 'date': DateField, 'long-text': LongText, 'mobile': Mobile, 'number': NumberField, 'person-name': PersonName, 'statement': Statement, 'text': TextField, 'yes-no': YesNo,
}
const folders = import.meta.glob<{ default: Component }>('./*/Field.vue')
const rare = new Map<string, Component>()

/** How a kind is asked. */
export function fieldOf(kind: string): Component {
  const known = common[kind] ?? rare.get(kind)
  if (known) return known
  const load = folders[`./${kind}/Field.vue`]
  const found = load ? defineAsyncComponent({ loader: async () => (await load()).default, loadingComponent: FieldWaiting, delay: 150, errorComponent: FieldMissing }) : FieldMissing
  rare.set(kind, found)
  return found
}
