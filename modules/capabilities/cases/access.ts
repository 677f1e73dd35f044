import type { Actor } from '@xiangyun/kernel/permissions'
import { unitsOf } from '#modules/data/organisations/port.ts'
import type { Identity } from '#modules/capabilities/identity/contract.ts'
import type { CaseRow, DraftRow, TaskRow } from './store.ts'

type StandsInFor = Awaited<ReturnType<Identity['standsInFor']>>

/** One's own case: as the applicant, or for the firm that one acts for now. Filed for another person: `isOwn` in authority.ts. */
export const isApplicant = (actor: Actor, row: Pick<CaseRow, 'applicant_index' | 'firm'>): boolean =>
  actor.kind === 'person' && (actor.id === row.applicant_index || (row.firm !== null && actor.traits['firm'] === row.firm))

/** An office that handles the case: the deciding one, the window, one that has a task in it, or whichever carries on for one of these. */
export function isHandling(actor: Actor, row: Pick<CaseRow, 'unit' | 'window_unit'>, tasks: readonly Pick<TaskRow, 'unit'>[]): boolean {
  if (actor.kind !== 'official' || !actor.permissions.has('cases:read')) return false
  const units = unitsOf(actor)
  return [row.unit, row.window_unit, ...tasks.map((task) => task.unit)].some((unit) => units.includes(unit))
}

/** Whether this person may do this task: of the unit and the kind of people it is for, or its party; never what they asked for themselves. */
export function mayDo(actor: Actor, task: Pick<TaskRow, 'unit' | 'people' | 'party' | 'given_to' | 'asked_by' | 'action'>, row: Pick<CaseRow, 'applicant_index' | 'firm' | 'item'>, absent: StandsInFor): boolean {
  if (actor.kind === 'person') return task.people === 'party' && task.party === actor.id
  if (actor.kind !== 'official' || actor.traits['unit'] !== task.unit || task.asked_by === actor.id) return false
  if (task.given_to !== null && task.given_to !== actor.id && !absent.some(({ account, items }) => account === task.given_to && (items === null || items.includes(row.item)))) return false
  const people = peopleOf(actor)
  const needed = task.people === 'window' || task.people === 'party' ? 'cases:accept' : 'cases:decide'
  return people.includes(task.people) && actor.permissions.has(needed)
}

/** Kinds of people that an official's roles make them; the window also has parties sign at the counter. */
export const peopleOf = (actor: Actor): string[] => withParties((actor.traits['people'] ?? '').split(',').filter(Boolean))

export const withParties = (people: readonly string[]): string[] => (people.includes('window') ? [...people, 'party'] : [...people])

/** A draft is its applicant's, and the window's that began or continues it with the person present. */
export function mayEdit(actor: Actor, draft: Pick<DraftRow, 'applicant_index' | 'opened_by' | 'firm'>): boolean {
  if (actor.kind === 'person') return actor.id === draft.applicant_index || (draft.firm !== null && draft.firm === actor.traits['firm']) || (draft.opened_by === actor.id && draft.applicant_index === actor.traits['principal'])
  return actor.kind === 'official' && actor.permissions.has('cases:counter') && draft.opened_by === actor.id
}
