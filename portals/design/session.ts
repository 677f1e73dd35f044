import { computed, reactive } from 'vue'
import { chooseFace, endSession, readSession, type Session } from '#modules/capabilities/identity/contract.ts'
import { asProblem, call, type Problem } from './api.ts'

const nobody: Session = {
  signedIn: false, name: '', kind: 'anonymous', detail: '', assurance: '', permissions: [], actsFor: null, actsForPerson: null, firms: [], unit: null, posts: [], demonstration: false, now: '',
}

const state = reactive({ session: nobody, problem: undefined as Problem | undefined })
let asking: Promise<void> | undefined

async function ask() {
  try {
    state.session = await call(readSession, {})
    state.problem = undefined
  } catch (cause) {
    state.problem = asProblem(cause)
    state.session = nobody
  }
}

const session = computed(() => state.session)
const isSignedIn = computed(() => state.session.signedIn)

/** Who is signed in and for whom they act; asked once for all screens. */
export function useSession() {
  asking ??= ask()
  return {
    ready: asking,
    session,
    isSignedIn,
    may: (permission: string) => state.session.permissions.includes(permission),
    async refresh() { asking = ask(); await asking },
    signInLink: (back = location.pathname + location.search) => `/sign-in?return=${encodeURIComponent(back)}`,
    /** Acts for a firm, for oneself when null, for another person, or in another post; every screen starts anew. */
    async actFor(face: { firm: string | null } | { person: string } | { post: string }) {
      await call(chooseFace, face)
      location.reload()
    },
    async signOut(to = '/') {
      const [{ flushPending }, { forgetKept }] = await Promise.all([import('./form/pending.ts'), import('./form/keeping.ts')])
      await flushPending()
      await call(endSession, {})
      forgetKept()
      location.assign(to)
    },
  }
}
