import { computed, reactive } from 'vue'
import { asProblem, Problem } from './api.ts'

/** One of the roles a person may act in: oneself, a firm, someone cared for, an office. */
export interface Face { id: string, kind: string, name: string, current?: boolean }

export interface Session {
  signedIn: boolean
  name?: string
  faces: readonly Face[]
  permissions: readonly string[]
}

const state = reactive({ session: undefined as Session | undefined, problem: undefined as Problem | undefined })
let asking: Promise<void> | undefined

async function ask() {
  try {
    const reply = await fetch('/api/session', { headers: { accept: 'application/json' }, credentials: 'same-origin' })
    if (!reply.ok) throw new Problem({ title: '无法确认登录状态', status: reply.status })
    const got = await reply.json() as Partial<Session>
    state.session = { signedIn: false, faces: [], permissions: [], ...got }
    state.problem = undefined
  } catch (cause) {
    state.problem = asProblem(cause)
    state.session = { signedIn: false, faces: [], permissions: [] }
  }
}

/** Who is signed in; asked once for all screens. */
export function useSession() {
  asking ??= ask()
  return {
    ready: asking,
    session: computed(() => state.session),
    isSignedIn: computed(() => state.session?.signedIn ?? false),
    may: (permission: string) => state.session?.permissions.includes(permission) ?? false,
    async refresh() { asking = ask(); await asking },
    signInLink: (back = location.pathname + location.search) => `/sign-in?return=${encodeURIComponent(back)}`,
    async signOut() {
      await fetch('/api/session/end', { method: 'POST', headers: { 'x-xiangyun': '1', 'content-type': 'application/json', 'idempotency-key': crypto.getRandomValues(new Uint32Array(4)).join('-') }, credentials: 'same-origin', body: '{}' })
      location.assign('/')
    },
  }
}
