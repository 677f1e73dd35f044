import type { Functions, Json } from '@xiangyun/feel'
import type { RegisterDefinition } from '#modules/data/registers/contract.ts'
import type { ItemDefinition, RegisterChangeDefinition } from './definition.ts'
import { evaluate, isTrue } from './expressions.ts'
import type { Scope } from './scope.ts'

/** One write that a result makes: `id` names it within its case, `scope` is what `must` is judged by. */
export type PlannedChange = { readonly id: string; readonly definition: RegisterChangeDefinition; readonly key: string; readonly values: Readonly<Record<string, Json>>; readonly scope: Scope }

/** The writes of one result, in the item's order: those whose `when` holds, once for each element of `each`. */
export function plannedChanges(item: ItemDefinition, scope: Scope, functions: Functions): PlannedChange[] {
  return (item.registerChanges ?? []).flatMap((definition) => {
    const scopes = definition.each ? listOf(evaluate(definition.each, scope, functions)).map((one) => ({ ...scope, one })) : [scope]
    return scopes.flatMap((own, index): PlannedChange[] => {
      if (definition.when && !isTrue(definition.when, own, functions)) return []
      const key = evaluate(definition.key, own, functions)
      const values = Object.entries(definition.fields ?? {}).map(([field, source]) => [field, evaluate(source, own, functions)] as const).filter(([, value]) => value !== null)
      return [{ id: definition.each ? `${definition.id}.${index + 1}` : definition.id, definition, key: key === null ? '' : String(key as string | number), values: Object.fromEntries(values), scope: own }]
    })
  })
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : value === null ? [] : [value])

/** What will be written, by the names that people read: for the item's manager. */
export function describedChanges(item: ItemDefinition, register: (name: string) => RegisterDefinition | undefined) {
  return (item.registerChanges ?? []).map((change) => {
    const definition = register(change.register)
    const names = Object.keys(change.fields ?? {}).map((field) => definition?.fields[field]?.name ?? field)
    return { id: change.id, register: definition?.name ?? change.register, does: change.do, fields: names, law: change.law, sometimes: change.when !== undefined, several: change.each !== undefined }
  })
}
