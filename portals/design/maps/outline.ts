/** A prefecture's border, longitude and latitude by turns. */
export interface Prefecture { code: string, name: string, centre: number[], ring: number[] }

let kept: Promise<readonly Prefecture[]> | undefined

/** The outline comes only when a form asks for a map. */
export function loadOutline(): Promise<readonly Prefecture[]> {
  kept ??= import('./province-outline.json').then((found) => found.default, (cause: unknown) => {
    kept = undefined
    throw cause
  })
  return kept
}
