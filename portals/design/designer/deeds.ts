import { pathOf } from '@xiangyun/forms/pointer'
import { addAsk, addConcept, addSection, askAt, duplicateAsk, freeName, mentionsOf, moveAsk, moveSection, readSetting, removeAsk, removeSection, renameAnswer, retitle, setSection } from '@xiangyun/forms/editing'
import type { Form } from '@xiangyun/forms/form'
import { kindFor } from '@xiangyun/forms/kind'
import type { Surroundings } from '@xiangyun/forms/publish'
import type { Deeds, Entry } from './context.ts'
import type { Chosen, Design } from './designing.ts'
import { freshQuestion, nameFor } from './fresh.ts'

/** What deeds need of the designer. */
export interface Hands {
  readonly form: () => Form
  readonly chosen: () => Chosen | undefined
  readonly edit: (next: Form, said?: string, key?: string) => void
  readonly choose: (chosen: Chosen | undefined) => void
  /** Opens the title of what was just made. */
  readonly name: (at: Chosen) => void
  readonly design: () => Design
  readonly surroundings: () => Surroundings
  /** Tells who speaks of what is about to go. */
  readonly warn: (title: string, mentions: readonly string[], go: () => void) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly openPalette: () => void
  readonly gone: (title: string) => void
}

/** Each deed: an edit of the form, what is chosen after it, and what is said. */
export function deedsOf(hands: Hands): Deeds {
  const { undo, redo, openPalette } = hands
  return { ...making(hands), ...moving(hands), ...removing(hands), undo, redo, openPalette }
}

function titleOf({ form }: Hands, at: Chosen): string {
  if (at.ask === undefined) return form().ui[at.section]?.section ?? ''
  const place = { section: at.section, ask: at.ask }
  return String(readSetting(form(), place, 'title') ?? askAt(form(), place)?.text ?? '这道题')
}

function making(hands: Hands): Pick<Deeds, 'add' | 'addSection' | 'title' | 'duplicate'> {
  const { form, chosen, edit, choose } = hands
  /** Answers made here that still wait for a readable name. */
  const nameless = new Set<string>()
  const behind = (): { section: number, ask: number } => {
    const at = chosen() ?? { section: Math.max(form().ui.length - 1, 0) }
    return { section: at.section, ask: at.ask === undefined ? form().ui[at.section]?.ask.length ?? 0 : at.ask + 1 }
  }
  function add(entry: Entry, to = behind()) {
    const base = form().ui.length ? form() : addSection(form(), 0, '新的一节')
    const at = { section: to.section, ask: to.ask }
    if (entry.concept) return askConcept(hands, base, entry, at)
    if (!entry.kind) return
    const isNote = hands.design().kinds[entry.kind]?.role === 'note'
    const draft = freshQuestion(base, entry.kind, hands.design(), hands.surroundings())
    edit(addAsk(base, at, draft, isNote), `加了“${entry.title}”，请写题目`)
    if (!isNote) nameless.add(`/${draft.name}`)
    hands.name(at)
  }
  function title(at: Chosen, text: string) {
    if (at.ask === undefined) return edit(setSection(form(), at.section, 'section', text), `这一节改叫“${text}”`)
    const place = { section: at.section, ask: at.ask }
    edit(retitle(form(), place, text), `题目改成“${text}”`, 'naming')
    const pointer = askAt(form(), place)?.at
    if (pointer === undefined || !nameless.delete(pointer)) return
    void nameFor(text).then((name) => edit(renameAnswer(form(), pointer, freeName(form(), name)), undefined, 'naming'))
  }
  function duplicate() {
    const at = chosen()
    if (at?.ask === undefined) return
    const next = duplicateAsk(form(), { section: at.section, ask: at.ask })
    if (next === form()) return
    edit(next, `复制了“${titleOf(hands, at)}”`)
    const copy = { section: at.section, ask: at.ask + 1 }
    const pointer = askAt(form(), copy)?.at
    if (pointer !== undefined) nameless.add(pointer)
    choose(copy)
  }
  function newSection() {
    const at = (chosen()?.section ?? form().ui.length - 1) + 1
    edit(addSection(form(), at, '新的一节'), '加了一节，请写标题')
    hands.name({ section: at })
  }
  return { add, addSection: newSection, title, duplicate }
}

const camel = (name: string) => name.replaceAll(/-(.)/g, (_, sign: string) => sign.toUpperCase())

function askConcept(hands: Hands, base: Form, entry: Entry, at: { section: number, ask: number }) {
  const { design, edit, choose } = hands
  const { name, source } = entry.concept!
  const found = design().concepts[name]
  const kind = found && kindFor(found.schema, design().kinds)
  if (found && kind) {
    // A concept that one kind asks as a whole, such as an address, is one question.
    const draft = { name: freeName(base, camel(name)), title: found.name, ask: { kind, ...source ? { prefill: source } : {} }, schema: { $ref: `concept:${name}` }, required: true }
    edit(addAsk(base, at, draft), `加了“${found.name}”，请写题目`)
    return hands.name(at)
  }
  const properties = (found?.schema['properties'] ?? {}) as object
  const fields = (found?.asks ?? Object.keys(properties)).filter((field) => Object.hasOwn(properties, field))
  const fixed = found?.correctable ? fields.filter((field) => !found.correctable!.includes(field)) : []
  edit(addConcept(base, at, { name: freeName(base, camel(name)), concept: name, fields, fixed, ...source ? { prefill: source } : {} }), `加了“${entry.title}”的 ${fields.length} 道题`)
  choose(at)
}

function moving(hands: Hands): Pick<Deeds, 'move' | 'drop' | 'dropSection'> {
  const { form, chosen, edit, choose } = hands
  function move(by: 1 | -1) {
    const at = chosen()
    if (!at) return
    if (at.ask === undefined) return dropSection(at.section, by > 0 ? at.section + 2 : at.section - 1)
    const asks = form().ui[at.section]?.ask.length ?? 0
    const inside = at.ask + by >= 0 && at.ask + by < asks
    const other = form().ui[at.section + by]
    if (!inside && !other) return
    carry({ section: at.section, ask: at.ask }, inside ? { section: at.section, ask: at.ask + by } : { section: at.section + by, ask: by > 0 ? 0 : other!.ask.length })
  }
  /** `to` counts without the question itself. */
  function carry(from: { section: number, ask: number }, to: { section: number, ask: number }) {
    const words = titleOf(hands, from)
    edit(moveAsk(form(), from, to), `“${words}”移到了“${form().ui[to.section]?.section ?? ''}”的第 ${to.ask + 1} 题`)
    choose(to)
  }
  function drop(from: Chosen, to: { section: number, ask: number }) {
    if (from.ask === undefined) return
    const shifted = from.section === to.section && to.ask > from.ask ? { ...to, ask: to.ask - 1 } : to
    if (shifted.section === from.section && shifted.ask === from.ask) return choose(from)
    carry({ section: from.section, ask: from.ask }, shifted)
  }
  /** `to` counts the gaps between sections. */
  function dropSection(from: number, to: number) {
    const at = to > from ? to - 1 : to
    if (at === from || at < 0 || at >= form().ui.length) return
    edit(moveSection(form(), from, at), `“${form().ui[from]?.section ?? ''}”移到了第 ${at + 1} 节`)
    choose({ section: at })
  }
  return { move, drop, dropSection }
}

function removing(hands: Hands): Pick<Deeds, 'remove'> {
  const { form, chosen, edit, choose } = hands
  function remove() {
    const at = chosen()
    if (!at) return
    const own = at.ask === undefined ? form().ui[at.section]?.ask ?? [] : [askAt(form(), { section: at.section, ask: at.ask })!]
    const place = at.ask === undefined ? `/ui/${at.section}/` : `/ui/${at.section}/ask/${at.ask}/`
    const mentions = own.flatMap((ask) => (ask.at === undefined ? [] : mentionsOf(form(), ask.at))).filter((one) => !one.at.startsWith(place)).map((one) => whereIs(form(), one.at))
    if (mentions.length === 0) return take(at)
    hands.warn(titleOf(hands, at), [...new Set(mentions)], () => take(at))
  }
  function take(at: Chosen) {
    const words = titleOf(hands, at)
    edit(at.ask === undefined ? removeSection(form(), at.section) : removeAsk(form(), { section: at.section, ask: at.ask }), `删除了“${words}”，可以撤销`)
    hands.gone(words)
    const left = form().ui[at.section]?.ask.length ?? 0
    if (at.ask === undefined) choose(form().ui.length ? { section: Math.min(at.section, form().ui.length - 1) } : undefined)
    else choose(left ? { section: at.section, ask: Math.min(at.ask, left - 1) } : { section: at.section })
  }
  return { remove }
}

/** A place in the definition in words. */
export function whereIs(form: Form, at: string): string {
  const [, rule] = /^\/rules\/(\d+)/.exec(at) ?? []
  if (rule !== undefined) return `第 ${Number(rule) + 1} 条规则“${form.rules?.[Number(rule)]?.say ?? ''}”`
  const [, section, ask] = /^\/ui\/(\d+)(?:\/ask\/(\d+))?/.exec(at) ?? []
  const own = form.ui[Number(section)]
  if (ask === undefined) return `“${own?.section ?? ''}”这一节的条件`
  const asked = own?.ask[Number(ask)]
  const title = asked?.title ?? readSetting(form, { section: Number(section), ask: Number(ask) }, 'title') ?? (asked?.at ? pathOf(asked.at).at(-1) : '')
  return `“${String(title)}”的${at.endsWith('/compute') ? '算式' : '条件'}`
}
