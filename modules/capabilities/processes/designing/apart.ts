import { checkSoundness, deploy } from '@xiangyun/bpmn'
import type { Definition } from '@xiangyun/bpmn'
import type { PlayRequest } from '@xiangyun/bpmn/play/play'
import type { Problem } from '../contract.ts'
import type { Vocabulary } from '../ports.ts'
import { plain } from '../running/definitions.ts'
import { drawn } from './diagrams.ts'
import { simulated } from './simulating.ts'
import type { Simulated } from './simulating.ts'
import { bindingProblems } from './vocabulary.ts'

/** What runs in a thread of its own, with bounds: reading, judging, drawing and playing what people send in. Plain data in and out. */
export type Judged = { readonly problems: Problem[]; readonly definition: Definition | null; readonly isDeployable: boolean; readonly method: 'reduction' | 'search' | 'bounded' | null; readonly name: string }

/** Everything wrong with a drawing: the standard, the house's rules, soundness, and what it binds. One that breaks the house's rules is read all the same, so that the rest is told as well. */
export async function judge(key: string, xml: string, called: Readonly<Record<string, string>>, words: Vocabulary): Promise<Judged> {
  const strict = await deploy(xml, { called })
  const read = strict.ok ? strict : await deploy(xml, { rules: 'standard', called })
  const problems = strict.ok ? [] : strict.problems.map(plain)
  if (!read.ok) return { problems, definition: null, isDeployable: false, method: null, name: '' }
  const { method } = checkSoundness(read.value)
  if (read.value.id !== key) problems.push({ element: read.value.id, code: 'processes/other-key', message: `流程的编号应为“${key}”，图里是“${read.value.id}”` })
  if (method === 'bounded') problems.push({ element: read.value.id, code: 'processes/too-complex', message: '这张图走法太多，查不完会不会走不通，请把一部分画成子流程' })
  return { problems: [...problems, ...bindingProblems(read.value, words)], definition: strict.ok ? strict.value : null, isDeployable: strict.ok, method, name: read.value.name }
}

/** Whether a file can be read as a drawing at all, and what it is called. */
export async function glance(xml: string): Promise<{ readonly unreadable: Problem | null; readonly name: string }> {
  const read = await deploy(xml, { rules: 'standard' })
  if (read.ok) return { unreadable: null, name: read.value.name }
  const unreadable = read.problems.find((one) => ['unreadable', 'not-bpmn', 'too-large'].includes(one.code))
  return { unreadable: unreadable ? plain(unreadable) : null, name: '' }
}

export const draw = (xml: string): Promise<string> => drawn(xml)

export type Played = { readonly ok: true; readonly value: Simulated } | { readonly ok: false; readonly code: 'processes/mistakes' | 'processes/not-possible'; readonly problems: Problem[] }

export const play = (xml: string, called: Readonly<Record<string, string>>, request: PlayRequest): Promise<Played> => simulated(xml, called, request)
