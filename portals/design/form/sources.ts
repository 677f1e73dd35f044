import type { Json } from '@xiangyun/forms/form'

/** One of what the state offers to choose from. */
export interface Offer {
  /** What stands in the answers when it is chosen. */
  value: Json
  label: string
  /** A second line: number, office, until when. */
  hint?: string
  /** Why it cannot be chosen: 已过期, 已注销. */
  refused?: string
}

/** Where a field finds what can be chosen; each may fail, and the field then says so and offers to try again or to type. */
export interface FormSources {
  /** Entries of a dictionary of the province; below `parent` when it has levels; those that match `text`, the likeliest first. */
  dictionary: (name: string, ask?: { parent?: string, text?: string }) => Promise<readonly Offer[]>
  /** Licences that the state holds of the applicant, of these types when some are named: `{ id, type, name, number }`. */
  licences: (types: readonly string[]) => Promise<readonly Offer[]>
  /** The applicant's registered family: `{ name, identityNumber, relation }`. */
  family: () => Promise<readonly Offer[]>
  /** Firms that the person may act for: `{ creditCode, name }`. */
  firms: () => Promise<readonly Offer[]>
  /** Offices and their staff, by name: `{ unit, unitName, post?, name? }`. */
  officials: (text: string) => Promise<readonly Offer[]>
}

const none = () => Promise.reject(new Error('这里查不到，请直接填写'))

/** Where a form stands alone, nothing can be looked up and everything is typed. */
export const noSources: FormSources = { dictionary: none, licences: none, family: none, firms: none, officials: none }
