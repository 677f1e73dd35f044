import type { JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'

/** Bounds that the schema sets on a list or a text. */
export function boundsOf(form: PublishedForm, ask: PublishedAsk): { least?: number, most?: number, longest?: number } {
  let node: JsonSchema | undefined = form.schema
  for (const part of ask.path) node = (node?.properties as Record<string, JsonSchema> | undefined)?.[part]
  const limit = (name: string) => (typeof node?.[name] === 'number' ? node[name] : undefined)
  return { least: limit('minItems'), most: limit('maxItems'), longest: limit('maxLength') }
}
