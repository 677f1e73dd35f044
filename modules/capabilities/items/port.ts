import { definePort } from '@xiangyun/kernel/modules'
import type { Result } from '@xiangyun/kernel/contract'
import type { Functions } from '@xiangyun/feel'
import type { PublishedForm } from '@xiangyun/forms'
import type { Unit } from '#modules/data/organisations/contract.ts'
import type { ItemDefinition } from './definition.ts'

/** One published version, ready to be executed. */
export type ItemVersion = {
  readonly item: string
  readonly version: number
  readonly definition: ItemDefinition
  readonly form: PublishedForm
  readonly rules: string | null
  /** Fingerprint of the deployed process. */
  readonly process: string
  readonly effectiveFrom: string
}

export type Offices = { readonly window: Unit; readonly decide: Unit; readonly level: string; readonly implementationCode: string }

export type Items = {
  /** The version in force today. */
  readonly current: (item: string) => Promise<Result<ItemVersion>>
  readonly version: (item: string, version: number) => Promise<ItemVersion>
  /** Who accepts and who decides for a division; nothing where the item is not offered. */
  readonly offices: (version: ItemVersion, division: string) => Offices | undefined
  /** The office that acts in a lane. */
  readonly lane: (version: ItemVersion, offices: Offices, people: string, division: string) => Unit
  /** Promise in force for a division, with its claim. */
  readonly promise: (version: ItemVersion, division: string) => Promise<string>
  readonly telephone: (version: ItemVersion, division: string) => Promise<string>
  /** `parameter()` and the like for expressions of this division and day. */
  readonly functions: (division: string) => Functions
  readonly ids: () => readonly string[]
  /** Items with the process that their newest version was published with. */
  readonly uses: () => Promise<readonly { readonly id: string; readonly name: string; readonly definition: string }[]>
}

export const itemsPort = definePort<Items>('items')

export { publishSource, readConcepts } from './forms.ts'
export { catalogueLists } from './lists.ts'
