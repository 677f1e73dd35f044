import type { AdapterPayload } from 'oidc-provider'

/** As long as a session is known without asking (`sessions.ts`): what another process takes back is taken back here after it. */
const KNOWN_FOR = 5_000
const MOST = 20_000

const all = new Set<Moments<unknown>>()

/** What this process has read or written a moment ago. */
export class Moments<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly until: number }>()
  constructor() { all.add(this as Moments<unknown>) }

  keep(key: string, value: Value): void {
    if (this.#entries.size >= MOST) this.forgetAll()
    this.#entries.set(key, { value, until: Date.now() + KNOWN_FOR })
  }

  find(key: string): Value | undefined {
    const found = this.#entries.get(key)
    if (!found || found.until > Date.now()) return found?.value
    this.#entries.delete(key)
    return undefined
  }

  /** What is known, else what is read, which is then known. Nothing found is not known: it may be there the next moment. */
  async orRead(key: string, read: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const known = this.find(key)
    if (known !== undefined) return known
    const found = await read()
    if (found !== undefined) this.keep(key, found)
    return found
  }

  forget(key: string): void { this.#entries.delete(key) }

  /** After something was taken back by what it belongs to. */
  forgetAll(): void { this.#entries.clear() }
}

/** Kinds that never change but by being used up or taken back; both are done in the database, whatever is known here. */
const fixed = new Set(['AuthorizationCode', 'RefreshToken', 'AccessToken', 'Grant'])

/** The provider's things as a text, since the library changes what it is given; the next step of the same person asks for them. */
export class Lately {
  readonly #texts = new Moments<string>()

  keep(kind: string, id: string, text: string): void { if (fixed.has(kind)) this.#texts.keep(`${kind} ${id}`, text) }
  find(kind: string, id: string): AdapterPayload | undefined {
    const text = this.#texts.find(`${kind} ${id}`)
    return text === undefined ? undefined : (JSON.parse(text) as AdapterPayload)
  }
  forget(kind: string, id: string): void { this.#texts.forget(`${kind} ${id}`) }
  forgetAll(): void { this.#texts.forgetAll() }
}

/** Called by whoever takes back grants, tokens, clients or sessions behind the provider's back. */
export function forgetLately(): void {
  for (const one of all) one.forgetAll()
}
