import type { Division } from './addresses.ts'

const kept = new Map<string, readonly Division[]>()

/** The divisions directly below one, from the public list of the province. */
export async function loadDivisions(parent: string): Promise<readonly Division[]> {
  const known = kept.get(parent)
  if (known) return known
  const reply = await fetch(`/api/divisions?parent=${encodeURIComponent(parent)}`, { headers: { accept: 'application/json' } })
  if (!reply.ok) throw new Error('divisions')
  const { divisions } = await reply.json() as { divisions: readonly Division[] }
  kept.set(parent, divisions)
  return divisions
}
