import type { AdapterPayload } from 'oidc-provider'

/** As long as a session is known without asking (`sessions.ts`): what another process takes back is taken back here after it. */
const KNOWN_FOR = 5_000
const MOST = 20_000

/** Kinds that never change but by being used up or taken back; both are done in the database, whatever is known here. */
const fixed = new Set(['AuthorizationCode', 'RefreshToken', 'AccessToken', 'Grant'])

type Entry = { readonly text: string; readonly until: number }

/** What this process has written or read of the provider's things a moment ago: the next step of the same person asks for it. */
export class Lately {
  readonly #entries = new Map<string, Entry>()

  keep(kind: string, id: string, payload: AdapterPayload): void {
    if (!fixed.has(kind)) return
    if (this.#entries.size >= MOST) this.forgetAll()
    this.#entries.set(`${kind} ${id}`, { text: JSON.stringify(payload), until: Date.now() + KNOWN_FOR })
  }

  find(kind: string, id: string): AdapterPayload | undefined {
    const found = this.#entries.get(`${kind} ${id}`)
    if (!found) return undefined
    if (found.until > Date.now()) return JSON.parse(found.text) as AdapterPayload
    this.#entries.delete(`${kind} ${id}`)
    return undefined
  }

  forget(kind: string, id: string): void { this.#entries.delete(`${kind} ${id}`) }

  /** After something was taken back by what it belongs to. */
  forgetAll(): void { this.#entries.clear() }
}

const all = new Set<Lately>()

export function latelyOfProvider(): Lately {
  const own = new Lately()
  all.add(own)
  return own
}

/** Called by whoever takes back grants, tokens or sessions behind the provider's back. */
export function forgetLately(): void {
  for (const one of all) one.forgetAll()
}
