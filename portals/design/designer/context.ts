import { inject, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import type { Ask, Form } from '@xiangyun/forms/form'
import type { Surroundings } from '@xiangyun/forms/publish'
import type { Chosen, Design, Subject } from './designing.ts'
import type { Drawn } from './drawn.ts'
import type { Found } from './finding.ts'

/** What the parts of the designer share. */
export interface DesignerContext {
  form: ComputedRef<Form>
  /** A new form; `said` is spoken, edits with one `key` in a row are one step back. */
  edit: (next: Form, said?: string, key?: string) => void
  /** An edit of one setting is over. */
  settle: () => void
  chosen: ShallowRef<Chosen | undefined>
  /** Chooses and, unless told otherwise, brings the focus there. */
  choose: (chosen: Chosen | undefined, stay?: boolean) => void
  design: ComputedRef<Design>
  surroundings: ComputedRef<Surroundings>
  /** What conditions may mention: answers first, then facts. */
  answers: ComputedRef<readonly Subject[]>
  facts: ComputedRef<readonly Subject[]>
  drawn: (ask: Ask) => Drawn
  found: ComputedRef<readonly Found[]>
  readonly: ComputedRef<boolean>
  say: (words: string) => void
  /** Whether the version that is in force asks it, so that drafts may have its answer. */
  wasAsked: (pointer: string) => boolean
  deeds: Deeds
}

/** What can be done to what is chosen, by key, button or hand. */
export interface Deeds {
  add: (entry: Entry, at?: { section: number, ask: number }) => void
  addSection: () => void
  move: (by: 1 | -1) => void
  drop: (from: Chosen, to: { section: number, ask: number }) => void
  dropSection: (from: number, to: number) => void
  duplicate: () => void
  remove: () => void
  /** A title written in place; an answer that has no readable name yet gets one. */
  title: (at: Chosen, title: string) => void
  undo: () => void
  redo: () => void
  openPalette: () => void
}

/** One of what the palette offers. */
export interface Entry {
  readonly key: string
  readonly title: string
  readonly use: string
  readonly kind?: string
  readonly concept?: { readonly name: string, readonly source?: string }
}

export const designerKey: InjectionKey<DesignerContext> = Symbol('designer')

export function useDesigner(): DesignerContext {
  const context = inject(designerKey)
  if (!context) throw new Error('a part of the designer stands outside FormDesigner')
  return context
}

export const nodeId = ({ section, ask }: Chosen) => (ask === undefined ? `node-${section}` : `node-${section}-${ask}`)
