import { dayWords } from '#design/words/dates.ts'
import type { Reach } from '../../contract.ts'

/** How far a duty reaches, in the words of screens. */
export const reachNames: Readonly<Record<Reach, string>> = { unit: '本单位', department: '本单位和下级同类单位', below: '本级和下级所有单位' }

/** From when to when. */
export const termWords = ({ since, until }: { since: string, until: string | null }): string => `${dayWords(since)}起${until ? `，到 ${dayWords(until)}（含）` : ''}`
