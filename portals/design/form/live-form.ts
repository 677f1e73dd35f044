import { shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { Validate } from '@xiangyun/forms/check'
import type { Answers, Facts, Json, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { openSession, type Changes, type Session } from '@xiangyun/forms/session'
import { read } from './pointers.ts'
import type { Mistake } from './published.ts'

/** A form being filled in, of which each part of the screen follows only what it shows. */
export interface LiveForm {
  readonly session: Session
  answers: () => Answers
  read: (pointer: string) => unknown
  set: (pointer: string, value: unknown) => void
  setAnswers: (answers: Answers) => void
  setFacts: (facts: Facts) => void
  isShown: (place: string | PublishedAsk) => boolean
  isSectionShown: (index: number) => boolean
  isRequired: (ask: PublishedAsk, pointer: string) => boolean
  optionsOf: (ask: PublishedAsk, pointer: string) => ReturnType<Session['optionsOf']>
  /** All that is wrong now; follows every change. */
  mistakes: () => readonly Mistake[]
}

/** Who looks at what: each key is a signal of its own. `v` the answer at a place, `s` whether it is shown, `r` required, `o` its options. */
function signals() {
  const watched = new Map<string, ShallowRef<number>>()
  const signs = {
    track(key: string) {
      let found = watched.get(key)
      if (!found) watched.set(key, (found = shallowRef(0)))
      void found.value
    },
    wake(key: string) {
      const found = watched.get(key)
      if (found) triggerRef(found)
    },
    wakeBelow(start: string) {
      for (const key of watched.keys()) if (key.startsWith(start)) signs.wake(key)
    },
    /** `*` in a pointer stands for every row. */
    wakeRows(kind: string, pointer: string) {
      if (!pointer.includes('*')) return signs.wake(kind + pointer)
      const fits = new RegExp(`^${kind}${pointer.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '\\d+')}$`)
      for (const key of watched.keys()) if (fits.test(key)) signs.wake(key)
    },
  }
  return signs
}

type Signals = ReturnType<typeof signals>

/** Wakes who shows a place, what holds it, and what it holds. */
function wakeValue(signs: Signals, session: Session, pointer: string): void {
  if (pointer.includes('*')) {
    signs.wakeRows('v', pointer)
    return wakeValue(signs, session, pointer.slice(0, pointer.indexOf('/*')))
  }
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) signs.wake(`v${at}`)
  const value = read(session.answers, pointer)
  if (typeof value === 'object' || value === undefined) signs.wakeBelow(`v${pointer}/`)
}

function follow(signs: Signals, session: Session, changes: Changes): void {
  changes.values.forEach((at) => wakeValue(signs, session, at))
  changes.shown.forEach((at) => signs.wakeRows('s', at))
  changes.required.forEach((at) => signs.wakeRows('r', at))
  changes.options.forEach((at) => signs.wakeRows('o', at))
  changes.sections.forEach((index) => signs.wake(`section${index}`))
  if (changes.texts.length) signs.wake('texts')
  signs.wake('all')
}

/** Opens a form so that a change wakes only who looked at what it changed. */
export function openLive(form: PublishedForm, answers: Answers, facts: Facts, validate: Validate | undefined): LiveForm {
  const session = openSession(form, answers, facts, validate)
  const signs = signals()
  const { track } = signs
  return {
    session,
    answers: () => session.answers,
    read(pointer) {
      track(`v${pointer}`)
      return read(session.answers, pointer)
    },
    set(pointer, value) {
      const changes = session.set(pointer, value as Json | undefined)
      follow(signs, session, { ...changes, values: [pointer, ...changes.values] })
    },
    setAnswers(next) {
      session.setAnswers(next)
      signs.wakeBelow('')
    },
    setFacts(next) {
      session.setFacts(next)
      signs.wakeBelow('')
    },
    isShown(place) {
      track(typeof place === 'string' ? `s${place}` : place.at === '' ? 'texts' : `s${place.at}`)
      return session.isShown(place)
    },
    isSectionShown(index) {
      track(`section${index}`)
      return session.isSectionShown(index)
    },
    isRequired(ask, pointer) {
      if (ask.required || !ask.require) return ask.required
      track(`r${pointer}`)
      return session.isRequired(ask, pointer)
    },
    optionsOf(ask, pointer) {
      if (!ask.options) track(`o${pointer}`)
      return session.optionsOf(ask, pointer)
    },
    mistakes() {
      track('all')
      return session.errors()
    },
  }
}
