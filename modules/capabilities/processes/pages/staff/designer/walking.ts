import { computed, reactive, ref, shallowRef } from 'vue'
import type { InputOf, ReplyOf } from '@xiangyun/kernel/contract'
import { asProblem, call, type Problem } from '#design/api.ts'
import { simulateProcess } from '../../../contract.ts'
import { registryOf, type Badges, type Business, type Marks } from '../drawing/marks.ts'
import { savedXml, type Editor } from './editor.ts'
import type { Vocabulary } from './fields.ts'
import { namesIn } from './naming.ts'

export type Walked = ReplyOf<typeof simulateProcess>
export type Waiting = Walked['waiting'][number]
export type Step = InputOf<typeof simulateProcess>['events'][number]
/** `isOwn`: the drawing names it, without a word of the house. */
export interface Variable { name: string, title: string, text: string, isOwn?: boolean }
/** One thing that can be done next. */
export interface Possible { label: string, step: Step }

/** What stands in a box: JSON where it is some, else the text itself. */
export function valueOf(text: string): unknown {
  try { return JSON.parse(text) as unknown } catch { return text }
}

/** `limits.review` is a field of `limits`. */
export function valuesOf(variables: readonly Variable[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name, text } of variables) {
    if (!name.trim() || !text.trim()) continue
    const path = name.trim().split('.')
    const last = path.pop()!
    let at = values
    for (const part of path) at = (at[part] ??= {}) as Record<string, unknown>
    at[last] = valueOf(text.trim())
  }
  return values
}

/** What the outside can do where the process waits, as buttons. */
export function possibleAt(waiting: Waiting, words: Vocabulary, now: string): Possible[] {
  const { element, name, kind } = waiting
  const action = words.actions.find((one) => one.id === waiting.action)
  if (kind === 'task' && action?.decisions.length) return action.decisions.map((one) => ({ label: `${name}：${one.name}`, step: { complete: element, variables: one.gives } }))
  if (kind === 'timer' && waiting.due) return [{ label: `时间到：${name}`, step: { advance: `PT${Math.max(0, Math.ceil((Date.parse(waiting.due) - Date.parse(now)) / 1000))}S` } }]
  if (kind === 'timer') return [{ label: `过一天（${name}）`, step: { advance: 'P1D' } }]
  if (kind === 'message') return waiting.message ? [{ label: `消息到：${words.messages.find((one) => one.id === waiting.message)?.name ?? waiting.message}（${name}）`, step: { message: waiting.message } }] : [{ label: `${name}：消息到`, step: { complete: element } }]
  if (kind === 'signal') return [{ label: `信号到：${name}`, step: { signal: waiting.message ?? '' } }]
  if (kind === 'condition') return []
  return [{ label: `${kind === 'service' ? '服务做完' : kind === 'decision' ? '规则算完' : kind === 'choice' ? '做' : '办完'}：${name}`, step: { complete: element } }]
}

/** A walk through the drawing from its start; every step plays it anew on the server, so one can go back. */
export function useWalk(editor: Editor, words: Vocabulary) {
  const variables = reactive<Variable[]>(words.variables.map((one) => ({ name: one.id, title: one.name, text: '' })))
  const steps = shallowRef<{ step: Step, label: string }[]>([])
  const walked = shallowRef<Walked>()
  const problem = ref<Problem>()
  const isBusy = ref(false)
  const named = shallowRef<ReadonlySet<string>>(new Set())

  /** Which variables matter to the drawing as it is now. */
  async function look(): Promise<void> {
    named.value = namesIn(await savedXml(editor), words.variables.map((one) => one.id))
    const stale = variables.filter((one) => one.isOwn && !one.text && !named.value.has(one.name))
    for (const one of stale) variables.splice(variables.indexOf(one), 1)
    for (const name of named.value) if (!variables.some((one) => one.name === name)) variables.push({ name, title: '', text: '', isOwn: true })
  }
  async function play(next: { step: Step, label: string }[]): Promise<void> {
    isBusy.value = true
    problem.value = undefined
    try {
      walked.value = await call(simulateProcess, { xml: await savedXml(editor), variables: valuesOf(variables), events: next.map((one) => one.step) })
      steps.value = next
    } catch (cause) {
      problem.value = asProblem(cause)
    }
    isBusy.value = false
  }
  const marks = computed<Marks>(() => (walked.value ? walkMarks(editor, walked.value) : {}))
  const badges = computed<Badges>(() => {
    const tokens = walked.value?.tokens ?? []
    const count = (id: string): number => tokens.filter((one) => one === id).length
    return Object.fromEntries(tokens.map((id) => [id, count(id) > 1 ? `在这里 ×${count(id)}` : '在这里']))
  })
  return reactive({
    variables, named, steps, walked, problem, isBusy, marks, badges, look,
    start: () => play([]),
    act: (possible: Possible, extra: Record<string, unknown> = {}) => {
      const { step } = possible
      const full = 'complete' in step && Object.keys(extra).length ? { ...step, variables: { ...step.variables, ...extra } } : step
      return play([...steps.value, { step: full, label: possible.label }])
    },
    back: () => play(steps.value.slice(0, -1)),
    stop: () => { walked.value = undefined; steps.value = []; problem.value = undefined },
  })
}

/** Where it stands, and the way gone so far: between what was done lie the gateways and events that it went through. */
function walkMarks(editor: Editor, walked: Walked): Marks {
  const flows = registryOf(editor).filter((one) => one.type === 'bpmn:SequenceFlow').map((one) => one.businessObject)
  const into = new Map<string, Business[]>()
  for (const flow of flows) into.set(idAt(flow, 'targetRef'), [...into.get(idAt(flow, 'targetRef')) ?? [], flow])
  const done = new Set(walked.completed)
  const way = [...new Set([...walked.trace, ...walked.tokens, ...walked.end ? [walked.end] : []])].flatMap((id) => wayTo(id, into, done))
  const reached = walked.end && walked.ended ? [walked.end] : []
  return { ...Object.fromEntries([...way, ...done, ...reached].map((id) => [id, 'done' as const])), ...Object.fromEntries(walked.tokens.map((id) => [id, 'here' as const])) }
}
const idAt = (part: Business, name: string): string => (part.get(name) as Business | undefined)?.id ?? ''

/** The shortest way to an element from what was done before it, or from the start, through what nobody does. */
function wayTo(id: string, into: ReadonlyMap<string, readonly Business[]>, done: ReadonlySet<string>): string[] {
  const seen = new Set([id])
  let ways: { at: string, way: string[] }[] = [{ at: id, way: [] }]
  while (ways.length > 0) {
    const next = ways.flatMap(({ at, way }) => (into.get(at) ?? []).map((flow) => ({ flow, at: idAt(flow, 'sourceRef'), way: [flow.id, ...at === id ? [] : [at], ...way] })))
    const found = next.find(({ flow, at }) => done.has(at) || (flow.get('sourceRef') as Business).$type === 'bpmn:StartEvent')
    if (found) return [found.at, ...found.way]
    ways = next.filter(({ flow, at }) => /Gateway$|ThrowEvent$/.test((flow.get('sourceRef') as Business).$type) && !seen.has(at) && seen.add(at))
  }
  return []
}
