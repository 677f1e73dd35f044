import type { Config } from '@xiangyun/kernel/config'

/** An institution that compares a face with the state's record of a person. Nothing of the face comes to us, only its word. */
export type FaceProvider = {
  /** Begins a check of a person; gives the page on which they show their face. */
  readonly begin: (person: { readonly name: string; readonly identityNumber: string }) => Promise<FaceCheck | undefined>
  /** What came of it; undefined when the institution cannot be reached or does not know it. */
  readonly result: (check: string) => Promise<FaceResult | undefined>
}
export type FaceCheck = { readonly id: string; readonly page: string }
export type FaceResult = 'waiting' | 'passed' | 'failed'

/** How long somebody waits for the institution, in milliseconds. */
const PATIENCE = 5_000

/** The institution of the configuration, through its adapter (`docs/guides/operate.md`); none where no address is given. */
export function faceProviderOf({ faceUrl, faceKey }: Config): FaceProvider | undefined {
  if (!faceUrl) return undefined
  const ask = async (path: string, body?: object): Promise<Record<string, unknown> | undefined> => {
    try {
      const answer = await fetch(`${faceUrl}${path}`, {
        redirect: 'error', signal: AbortSignal.timeout(PATIENCE), headers: { authorization: `Bearer ${faceKey}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      })
      const said: unknown = answer.ok ? await answer.json() : undefined
      return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined
    } catch {
      return undefined
    }
  }
  return {
    begin: async (person) => checkIn(await ask('/checks', person)),
    result: async (check) => resultIn(await ask(`/checks/${encodeURIComponent(check)}`)),
  }
}

/** Only a page of the web is opened, and only a plain id is kept. */
function checkIn(said: Record<string, unknown> | undefined): FaceCheck | undefined {
  const { id, page } = said ?? {}
  return typeof id === 'string' && /^[\w-]{8,100}$/.test(id) && typeof page === 'string' && /^https?:\/\//.test(page) ? { id, page } : undefined
}

const resultIn = (said: Record<string, unknown> | undefined): FaceResult | undefined => {
  const state = said?.['state']
  return state === 'waiting' || state === 'passed' || state === 'failed' ? state : undefined
}
