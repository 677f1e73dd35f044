import type { Ask, Choice, PublishedForm } from './published.ts'

interface SchemaNode {
  type?: string
  required?: readonly string[]
  properties?: Record<string, SchemaNode>
  items?: SchemaNode
  enum?: readonly string[]
  oneOf?: readonly { const?: string, title?: string }[]
  maxLength?: number
  minItems?: number
  maxItems?: number
}

function nodeAt(form: PublishedForm, pointer: string): { node?: SchemaNode, parent?: SchemaNode, name: string } {
  let parent: SchemaNode | undefined
  let node: SchemaNode | undefined = form.schema as SchemaNode
  let name = ''
  for (const step of pointer.split('/').slice(1)) {
    parent = node
    name = step
    node = /^\d+$/.test(step) && node?.items ? node.items : node?.properties?.[step]
  }
  return { node, parent, name }
}

/** The schema says what is required unless the ask says it itself. */
export function isRequired(form: PublishedForm, ask: Ask, pointer: string): boolean {
  if (ask.required !== undefined) return ask.required
  const { node, parent, name } = nodeAt(form, pointer)
  return (parent?.required?.includes(name) ?? false) || (node?.minItems ?? 0) > 0
}

export function choicesOf(form: PublishedForm, ask: Ask, pointer: string): readonly Choice[] {
  if (ask.options) return ask.options
  const { node } = nodeAt(form, pointer)
  const list = node?.items ?? node
  if (list?.oneOf) return list.oneOf.map((one) => ({ value: one.const ?? '', title: one.title ?? one.const ?? '' }))
  return (list?.enum ?? []).map((value) => ({ value, title: value }))
}

export function boundsOf(form: PublishedForm, ask: Ask, pointer: string): { least?: number, most?: number, longest?: number } {
  const { node } = nodeAt(form, pointer)
  return { least: ask.least ?? node?.minItems, most: ask.most ?? node?.maxItems, longest: ask.longest ?? node?.maxLength }
}
