import { listDivisions } from '#modules/data/organisations/contract.ts'
import type { Division } from './addresses.ts'
import { call } from './api.ts'

const kept = new Map<string, readonly Division[]>()

/** A division and those that it lies in. */
export const findDivision = (code: string) => call(listDivisions, { code })

/** The divisions directly below one, from the public list of the province. */
export async function loadDivisions(parent: string): Promise<readonly Division[]> {
  const known = kept.get(parent)
  if (known) return known
  const { children } = await call(listDivisions, { code: parent })
  kept.set(parent, children)
  return children
}
