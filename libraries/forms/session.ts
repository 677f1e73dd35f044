import { toJson } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import { evaluate, freshBounds } from './bounds.ts'
import type { Validate } from './check.ts'
import { errorsOf, labelled } from './check.ts'
import type { AnswerError, Answers, Facts, Json, PublishedAsk, PublishedForm } from './form.ts'
import { beyondLimits } from './limits.ts'
import type { Plan } from './plan.ts'
import { planOf } from './plan.ts'
import { pathOf } from './pointer.ts'
import { isSame } from './same.ts'
import type { Final } from './readers.ts'
import { readersOf } from './readers.ts'
import { cellContext, isObject } from './settle-rows.ts'
import { Standing } from './standing.ts'

/** What one change brought about, beyond the answer itself: pointers; `*` stands for every row. */
export interface Changes {
  /** Answers whose value is another: what was set, and figures. */
  readonly values: readonly string[]
  /** Questions and cells that have come or gone. */
  readonly shown: readonly string[]
  /** Questions that must be answered now and need not before, or the other way round. */
  readonly required: readonly string[]
  /** Questions whose options may be others now. */
  readonly options: readonly string[]
  /** Sections, by index, that have come or gone. */
  readonly sections: readonly number[]
  /** Texts that have come or gone, by their place in the published form. */
  readonly texts: readonly string[]
}

type Offered = readonly { readonly value: Json; readonly label: string }[]

/** A form that somebody fills in. A change reckons anew only what can depend on it; what it says is what `settle` and `check` say. */
export interface Session {
  /** As kept: with figures, and with what is hidden for now. */
  readonly answers: Answers
  /** Sets one answer, or takes it away (undefined). */
  set(pointer: string, value: Json | undefined): Changes
  /** Puts other answers in the place of all. */
  setAnswers(answers: Answers): Changes
  setFacts(facts: Facts): Changes
  /** A question or a cell by its pointer, a text by itself. */
  isShown(place: string | PublishedAsk): boolean
  isSectionShown(index: number): boolean
  /** With the pointer of a cell, as it is in that row. */
  isRequired(ask: PublishedAsk, pointer?: string): boolean
  optionsOf(ask: PublishedAsk, pointer?: string): Offered
  /** Answers to what is shown, as they would be submitted. */
  settled(): Answers
  /** Everything that is wrong now; shapes only when the session was opened with the form's validator. */
  errors(): readonly AnswerError[]
  /** What is wrong in one section. */
  errorsOf(section: number): readonly AnswerError[]
}

/** Opens a form with the answers that there are. */
export function openSession(published: PublishedForm, answers: Answers = {}, facts: Facts = {}, validate?: Validate): Session {
  return new OpenForm(planOf(published), answers, facts, validate)
}

class OpenForm implements Session {
  private readonly plan: Plan
  private readonly validate: Validate | undefined
  private readonly standing: Standing
  private readonly required = new Map<string, boolean>()
  private readonly texts = new Map<PublishedAsk, boolean>()
  private readonly sections: boolean[] = []
  private readonly options = new Map<Tree, Offered>()
  private found: readonly AnswerError[] | undefined

  constructor(plan: Plan, answers: Answers, facts: Facts, validate: Validate | undefined) {
    this.plan = plan
    this.validate = validate
    this.standing = new Standing(plan, answers, facts)
    for (const final of readersOf(plan).allFinals) this.decide(final)
  }

  get answers(): Answers {
    return this.standing.kept()
  }

  set(pointer: string, value: Json | undefined): Changes {
    return this.changed(this.standing.set(pathOf(pointer), value))
  }

  setAnswers(answers: Answers): Changes {
    return this.changed(this.standing.restart(answers, this.standing.facts))
  }

  setFacts(facts: Facts): Changes {
    return this.changed(this.standing.restart(this.standing.kept(), facts))
  }

  isShown(place: string | PublishedAsk): boolean {
    if (typeof place !== 'string' && place.at === '') return place.when === undefined || this.holds(place.when, '')
    return this.standing.isShownAt(typeof place === 'string' ? place : place.at)
  }

  isSectionShown(index: number): boolean {
    return this.sections[index] ?? false
  }

  isRequired(ask: PublishedAsk, pointer?: string): boolean {
    if (ask.required || !ask.require) return ask.required
    return (pointer === undefined || pointer === ask.at ? this.required.get(ask.at) : undefined) ?? this.holds(ask.require, ask.at, this.cellAt(pointer))
  }

  optionsOf(ask: PublishedAsk, pointer?: string): Offered {
    if (ask.options) return ask.options
    if (!ask.optionsFrom) return []
    const cell = this.cellAt(pointer)
    const known = cell ? undefined : this.options.get(ask.optionsFrom)
    if (known) return known
    const offered = labelled(toJson(evaluate(ask.optionsFrom, cell ?? this.standing.context, ask.at, freshBounds())))
    if (!cell) this.options.set(ask.optionsFrom, offered)
    return offered
  }

  settled(): Answers {
    return this.standing.settled()
  }

  errors(): readonly AnswerError[] {
    return (this.found ??= this.look())
  }

  errorsOf(section: number): readonly AnswerError[] {
    const places = (this.plan.published.sections[section]?.asks ?? []).filter(({ at }) => at !== '').map(({ at }) => at)
    return this.errors().filter(({ at }) => places.some((place) => at === place || at.startsWith(`${place}/`)))
  }

  private look(): readonly AnswerError[] {
    const beyond = beyondLimits(this.plan, this.answers)
    return beyond ? [beyond] : errorsOf(this.plan, this.standing.state(), this.validate, freshBounds())
  }

  private changed({ values, shown, finals }: ReturnType<Standing['set']>): Changes {
    this.found = undefined
    const changes = { values: [...new Set(values)], shown: [...shown], required: [] as string[], options: [] as string[], sections: [] as number[], texts: [] as string[] }
    for (const final of this.finalsAfter(shown, finals)) {
      if (!this.decide(final)) continue
      if (final.kind === 'section') changes.sections.push(final.index)
      else if (final.kind === 'text') changes.texts.push(final.at)
      else changes[final.kind].push(final.at)
    }
    return changes
  }

  /** A section comes and goes also with its questions. */
  private finalsAfter(shown: ReadonlySet<string>, finals: ReadonlySet<Final>): readonly Final[] {
    const sections = new Set<number>()
    for (const at of shown) {
      const planned = this.plan.byPlace.get(at)
      if (planned) sections.add(planned.section)
    }
    for (const final of finals) {
      if (final.kind === 'section') sections.add(final.index)
      if (final.kind === 'text') sections.add(Number(final.at.split('/')[2]))
    }
    return [...[...finals].filter((final) => final.kind !== 'section'), ...[...sections].map((index) => ({ kind: 'section', index }) as const)]
  }

  /** Decides anew what is decided last of all; true when it is other than before. */
  private decide(final: Final): boolean {
    switch (final.kind) {
      case 'required': return final.isCell || this.note(this.required, final.at, this.holds(final.ask.require!, final.at))
      case 'text': return this.note(this.texts, final.ask, this.holds(final.ask.when!, ''))
      case 'section': {
        const before = this.sections[final.index]
        this.sections[final.index] = this.hasSomething(final.index)
        return before !== this.sections[final.index]
      }
      case 'options': {
        const before = this.options.get(final.ask.optionsFrom!)
        this.options.delete(final.ask.optionsFrom!)
        return final.isCell || !before || !isSame(before as unknown as Json, this.optionsOf(final.ask) as unknown as Json)
      }
    }
  }

  private note<K>(map: Map<K, boolean>, key: K, now: boolean): boolean {
    const before = map.get(key)
    map.set(key, now)
    return before !== now
  }

  private hasSomething(index: number): boolean {
    const section = this.plan.published.sections[index]
    if (!section || (section.when && !this.holds(section.when, ''))) return false
    return section.asks.some((ask) => this.isShown(ask))
  }

  private holds(tree: Tree, at: string, context: Facts = this.standing.context): boolean {
    return evaluate(tree, context, at, freshBounds()) === true
  }

  /** What the expressions of a cell's row see; undefined for what is no cell. */
  private cellAt(pointer: string | undefined): Facts | undefined {
    const cell = pointer === undefined ? null : /^(.+)\/(\d+)\/[^/]+$/.exec(pointer)
    const planned = cell ? this.plan.byPlace.get(cell[1]!) : undefined
    if (!planned?.table) return undefined
    const row = this.standing.rowsOf(planned)?.[Number(cell![2])]
    return cellContext(planned.table, this.standing.context, isObject(row) ? row : {})
  }
}
