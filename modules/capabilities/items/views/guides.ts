import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { readCatalogue } from '../catalogue.ts'
import { failedConditions, materialsFor, situationProblems } from '../checklist.ts'
import type { askChecklist, readForm, searchItems } from '../contract.ts'
import { readEverydayWords } from '../everyday-words.ts'
import { guideOf, materialGuide } from '../guide.ts'
import type { GuideInput } from '../guide.ts'
import { guideSteps } from '../guide-steps.ts'
import { claimOf, itemsOn } from '../items.ts'
import { questions, scopeOf } from '../scope.ts'
import { makeIndex } from '../search.ts'
import type { Index } from '../search.ts'
import { emitValidator } from '@xiangyun/forms'

const PROVINCE = '220000'
const indexes = new Map<string, Index>()

function indexOf(context: Context): Index {
  const key = context.config.catalogue.join(':')
  const catalogue = readCatalogue(context.config.catalogue)
  const own = indexes.get(key) ?? makeIndex([...catalogue.items].map(([id, d]) => ({ id, definition: d.value })), catalogue.undescribed, readEverydayWords(context.config.catalogue))
  indexes.set(key, own)
  return own
}

export async function search(context: Context, input: InputOf<typeof searchItems>) {
  const fits = (entry: { theme: string; described: boolean; for: readonly string[] }) => (!input.theme || entry.theme === input.theme)
    && (input.described === undefined || entry.described === input.described)
    && (!input.for || entry.for.length === 0 || (input.for === 'person' ? entry.for.includes('person') : entry.for.some((f) => f !== 'person')))
  const index = indexOf(context)
  const found = index.find(input.text ?? '', input.limit ?? 20, input.offset ?? 0, fits)
  const counts = new Map<string, number>()
  for (const entry of index.find('', 5000, 0, (e) => e.described).entries) counts.set(entry.theme, (counts.get(entry.theme) ?? 0) + 1)
  return ok({ total: found.total, handled: found.handled, items: found.entries.map((e) => ({ ...e, for: [...e.for] })), themes: [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count) })
}

export async function guide(context: Context, input: GuideInput) {
  const own = await itemsOn(context).current(input.item)
  if (!own.ok) return own
  const division = input.division ?? PROVINCE
  return ok(guideOf(own.value, division, await claimOf(context, own.value, division), context.ask(organisationsPort), await guideSteps(context, own.value.process)))
}

/** The personal checklist after some answers; works without signing in, so nothing is known of the person yet. */
export async function checklist(context: Context, input: InputOf<typeof askChecklist>) {
  const items = itemsOn(context)
  const own = await items.current(input.item)
  if (!own.ok) return own
  const item = own.value.definition
  const functions = items.functions(input.division ?? PROVINCE)
  const scope = scopeOf(item, { situations: input.situations, form: {}, parties: {}, facts: {}, now: context.now }, functions)
  const problems = situationProblems(item, input.situations, scope, functions)
  const obstacles = failedConditions(item, scope, functions, ['guide']).map((c) => ({ id: c.id, say: c.refuse, clause: c.clause, go: c.go ?? null }))
  return ok({ questions: questions(item, scope, functions).map((q) => q.id), complete: problems.length === 0, problems, materials: materialsFor(item, scope, functions).map(materialGuide), obstacles })
}

export async function form(context: Context, input: InputOf<typeof readForm>) {
  const own = await versionOr404(context, input)
  return own ? ok(own.form as unknown) : fail('items/no-item')
}

/** The very program that the server checks with, as a module for the browser. */
export async function validator(context: Context, input: InputOf<typeof readForm>) {
  const own = await versionOr404(context, input)
  if (!own) return fail('items/no-item')
  return ok({ file: { name: 'validator.js', type: 'text/javascript; charset=utf-8', inline: true, bytes: Buffer.from(emitValidator(own.form)) } } as unknown)
}

const versionOr404 = (context: Context, input: { item: string; version: number }) => itemsOn(context).version(input.item, input.version).catch(() => undefined)
