import type { JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'

/** Bounds that the schema sets on a list or a text, and the schema itself; a column's is found in the rows it belongs to. */
export function boundsOf(form: PublishedForm, ask: PublishedAsk): { least?: number, most?: number, longest?: number, schema?: JsonSchema } {
  const rows = form.sections.flatMap(({ asks }) => asks).find(({ columns }) => columns?.includes(ask))
  const table = rows && inside(form.schema, rows.path)
  const node = rows ? inside((table?.items ?? {}) as JsonSchema, ask.path) : inside(form.schema, ask.path)
  const limit = (name: string) => (typeof node?.[name] === 'number' ? node[name] : undefined)
  return { least: limit('minItems'), most: limit('maxItems'), longest: limit('maxLength'), schema: node }
}

const inside = (schema: JsonSchema, path: readonly string[]): JsonSchema | undefined =>
  path.reduce<JsonSchema | undefined>((node, part) => (node?.properties as Record<string, JsonSchema> | undefined)?.[part], schema)
