import type { AnswerError, Answers, Json } from './form.ts'
import type { Plan } from './plan.ts'
import { pointerOf, valueAt } from './pointer.ts'
import type { State } from './settle.ts'
import { isObject } from './settle-rows.ts'

/** What no form's answers ever need; whoever sends more is refused before anything else is looked at. */
export const LIMITS = { text: 1_000_000, texts: 4_000_000, rows: 10_000, values: 500_000, depth: 32, choices: 1_000 } as const

type Path = (string | number)[]

interface Walk {
  readonly plan: Plan
  readonly path: Path
  values: number
  texts: number
}

/** The first general limit that answers go beyond; looks no further than the limit. */
export function beyondLimits(plan: Plan, answers: Answers): AnswerError | undefined {
  if (!isObject(answers)) return { at: '', code: 'type', message: '送来的内容不是一份表单的答案' }
  for (const { ask } of plan.asks) {
    const chosen = ask.role === 'choices' ? valueAt(answers, ask.path) : undefined
    if (Array.isArray(chosen) && chosen.length > LIMITS.choices) return { at: ask.at, code: 'too-many', message: `“${ask.title}”最多选 ${LIMITS.choices} 项` }
  }
  return walk(answers, { plan, path: [], values: 0, texts: 0 })
}

function walk(value: Json, here: Walk): AnswerError | undefined {
  here.values += 1
  if (here.values > LIMITS.values) return tell(here, 'too-much', `填写的内容太多，最多 ${LIMITS.values} 项`)
  if (typeof value === 'string') return text(value.length, here)
  if (typeof value !== 'object' || value === null) return undefined
  if (here.path.length > LIMITS.depth) return tell(here, 'too-deep', `嵌套太深，最多 ${LIMITS.depth} 层`)
  if (Array.isArray(value)) return value.length > LIMITS.rows ? tell(here, 'too-many-rows', `行数太多，最多 ${LIMITS.rows} 行`) : list(value as readonly Json[], here)
  const inside = value as Answers
  for (const name in inside) {
    if (!Object.hasOwn(inside, name)) continue
    here.path.push(name)
    const found = text(name.length, here) ?? walk(inside[name]!, here)
    if (found) return found
    here.path.pop()
  }
  return undefined
}

function list(value: readonly Json[], here: Walk): AnswerError | undefined {
  for (const [index, one] of value.entries()) {
    here.path.push(index)
    const found = walk(one, here)
    if (found) return found
    here.path.pop()
  }
  return undefined
}

function text(length: number, here: Walk): AnswerError | undefined {
  here.texts += length
  if (length > LIMITS.text) return tell(here, 'text-too-long', `文字太长，最多 ${LIMITS.text} 个字`)
  return here.texts > LIMITS.texts ? tell(here, 'too-much', `填写的文字太多，最多 ${LIMITS.texts} 个字`) : undefined
}

/** A long name is cut, so that the place can be said at all. */
function tell({ plan, path }: Walk, code: string, message: string): AnswerError {
  const at = pointerOf(path.map((step) => (typeof step === 'string' ? step.slice(0, 100) : step)))
  const title = titleAt(plan, at)
  return { at, code, message: title === undefined ? message : `“${title}”${message}` }
}

function titleAt(plan: Plan, at: string): string | undefined {
  for (let place = at; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = plan.byPlace.get(place)
    if (found) return found.ask.title
  }
  return undefined
}

/** Anything that plain writing has not; most texts have none of it. */
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffd<]/
/** Control characters, and the mark that stands for what could not be read; no database and no print takes them. */
/** Half of a sign beyond the basic plane. */
const LONE = /\p{Cs}/u
const BROKEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/
/** Commands to a browser: no answer needs them, and some reader further on may run them. */
const MARKUP = /<\s*\/?\s*(?:script|iframe|object|embed|svg|img|style|link|meta|base|form)\b/i

/** Texts that hold what is no writing. */
export function badTexts(plan: Plan, state: State, tellOf: (error: AnswerError) => void): void {
  const path: Path = []
  const look = (value: Json): void => {
    if (typeof value === 'string') {
      if (!SUSPECT.test(value)) return
      const why = BROKEN.test(value) || LONE.test(value) ? { code: 'bad-text', message: '里有无法识别的字符，请重新输入' } : MARKUP.test(value) ? { code: 'markup', message: '不能含有网页代码，请改用文字' } : undefined
      if (!why) return
      const at = pointerOf(path)
      return tellOf({ at, code: why.code, message: `“${titleAt(plan, at) ?? path.at(-1) ?? ''}”${why.message}` })
    }
    if (typeof value !== 'object' || value === null) return
    for (const [name, one] of Array.isArray(value) ? (value as readonly Json[]).entries() : Object.entries(value)) {
      path.push(name)
      look(one)
      path.pop()
    }
  }
  look(state.answers)
}
