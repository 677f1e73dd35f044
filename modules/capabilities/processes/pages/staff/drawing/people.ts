import { call } from '#design/api.ts'
import { useSession } from '#design/session.ts'
import { readVocabulary } from '../../../contract.ts'

let asked: Promise<Readonly<Record<string, string>>> | undefined

/** What those who act are called, for whoever may read these words; for others the lanes' names stay. */
export function peopleNames(): Promise<Readonly<Record<string, string>>> {
  asked ??= read().catch(() => { asked = undefined; return {} })
  return asked
}

async function read() {
  const { ready, may } = useSession()
  await ready
  if (!may('processes:read')) return {}
  return Object.fromEntries((await call(readVocabulary, {})).people.map(({ id, name }) => [id, name]))
}
