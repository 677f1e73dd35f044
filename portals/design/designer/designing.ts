import type { Concept, FormProblem } from '@xiangyun/forms/form'
import { groups, type Group, type KindAbout } from '../kinds/about.ts'
import type { FormKind } from '../kinds/kind.ts'

/** What of an answer or fact can be asked in a condition. */
export type Sort = 'choice' | 'choices' | 'yes-no' | 'figure' | 'day' | 'text' | 'other'

/** A name that conditions may mention: an answer of the form, or a fact that stands before it is filled. */
export interface Subject {
  /** As FEEL names it: `kind`, `applicant.birthDate`. */
  readonly path: string
  readonly title: string
  readonly sort: Sort
  readonly options?: readonly { readonly value: string | number, readonly label: string }[]
}

/** A concept as the catalogue keeps it. */
export interface DesignConcept extends Concept {
  /** The fields that are mostly asked. */
  readonly asks?: readonly string[]
  readonly correctable?: readonly string[]
}

/** Somebody or something of whom registers know: the form may take what they know as first answers. */
export interface Source { readonly name: string, readonly title: string, readonly concept?: string, readonly fields: readonly { readonly name: string, readonly title: string }[] }

/** A register that a form may ask, by which fields, and what of an entry it may compare. */
export interface Register { readonly id: string, readonly name: string, readonly by: readonly { readonly name: string, readonly title: string }[], readonly tells: readonly { readonly name: string, readonly title: string }[] }

/** One of a list of the catalogue. */
export interface Listed { readonly id: string, readonly name: string }

/** What is told of kinds, and the kinds. */
export interface Design {
  readonly kinds: Readonly<Record<string, FormKind>>
  readonly abouts: Readonly<Record<string, KindAbout>>
  readonly concepts: Readonly<Record<string, DesignConcept>>
  readonly sources: readonly Source[]
  readonly facts: readonly Subject[]
  readonly dictionaries: readonly Listed[]
  readonly licenceTypes: readonly Listed[]
  readonly registers: readonly Register[]
}

/** What is told of kinds, in the order in which they are offered. */
export const aboutsInOrder = ({ kinds, abouts }: Design): [string, KindAbout][] => Object.keys(kinds).flatMap((name) => (abouts[name] ? [[name, abouts[name]] as [string, KindAbout]] : []))

/** Kinds to choose from, by group. */
export const kindChoices = (design: Design, fits: (name: string) => boolean) => (Object.keys(groups) as Group[]).flatMap((group) => aboutsInOrder(design).filter(([name, about]) => about.group === group && fits(name)).map(([value, about]) => ({ value, label: about.title, group: groups[group] as string })))

/** What somebody found wrong; `at` is a place in the form's definition. */
export type Wrong = Pick<FormProblem, 'at' | 'message'>

/** What is chosen on the sheet: a section, or a question in it. */
export interface Chosen { readonly section: number, readonly ask?: number }
export const isSameChosen = (left: Chosen | undefined, right: Chosen | undefined) => left?.section === right?.section && left?.ask === right?.ask
