import type { Functions } from '@xiangyun/feel'
import type { Context } from '@xiangyun/kernel/modules'
import { scopeOf } from '#modules/capabilities/items/evaluation.ts'
import type { Scope } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import type { Content } from './content.ts'

export type Seen = { readonly scope: Scope; readonly functions: Functions }

/** The named facts of one application, as the item's expressions see them. */
export function seen(context: Context, own: ItemVersion, division: string, content: Content): Seen {
  const functions = context.ask(itemsPort).functions(division)
  const scope = scopeOf(own.definition, { situations: content.situations, form: content.answers, parties: content.parties, facts: content.facts, now: context.now }, functions)
  return { scope, functions }
}
