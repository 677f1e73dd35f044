import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import type { Figure, findPeople } from './contract.ts'
import { sourcesOf } from './fill.ts'
import { generate } from './population/generate.ts'
import type { Portion } from './population/generate.ts'
import type { Firm } from './population/firms.ts'
import type { Household, Person } from './population/people.ts'
import { demonstrationStore } from './store.ts'

type Query = InputOf<typeof findPeople>
type Candidate = { readonly person: Person; readonly household: Household; readonly firm: Firm | undefined }

/** Portions made again from the plan, as many as were asked for so far. */
type Made = { readonly portions: Portion[]; readonly rest: Generator<Portion> }
const made = new Map<string, Made>()

const demonstrationRead = { purpose: 'sign-in', law: '示例数据' }

/** Synthetic people that fit, by the plan that made them; those whom the registers have changed since are passed over. */
export async function figures(context: Context, query: Query): Promise<Result<{ people: Figure[] }>> {
  if (!context.config.demonstration) return fail('demonstration/not-here')
  const plan = await demonstrationStore(context.db).plan()
  if (!plan) return ok({ people: [] })
  const key = `${plan.seed}/${plan.today}/${plan.people}`
  const source = made.get(key) ?? { portions: [], rest: generate(plan, sourcesOf(context)) }
  made.set(key, source)
  let skip = query.skip ?? 0
  const people: Figure[] = []
  for (const candidate of candidatesIn(source)) {
    if (!fits(candidate, query) || skip-- > 0) continue
    if (await isAsMade(context, candidate)) people.push(figureOf(candidate))
    if (people.length >= (query.count ?? 1)) break
  }
  return ok({ people })
}

function* candidatesIn(source: Made): Generator<Candidate> {
  for (let i = 0; ; i++) {
    if (i >= source.portions.length) {
      const next = source.rest.next()
      if (next.done) return
      source.portions.push(next.value)
    }
    const portion = source.portions[i]!
    const firms = new Map(portion.firms.map((f) => [f.representative.number, f]))
    for (const household of portion.households) for (const person of household.people) yield { person, household, firm: firms.get(person.number) }
  }
}

/** Without an age a person is of working age; without a firm one who has none, so that a walk is about the person. */
function fits({ person, firm }: Candidate, query: Query): boolean {
  if (query.firm === undefined && firm) return false
  if (query.firm !== undefined && !firm) return false
  if (query.firm === 'valid' && (firm!.state !== '存续' || firm!.kind === '个体工商户')) return false
  if (query.firm === 'individual' && (firm!.state !== '存续' || firm!.kind !== '个体工商户')) return false
  if (query.firm === 'revoked' && firm!.state !== '吊销') return false
  if (query.household && person.hukou !== (query.household === 'rural' ? '农村' : '城镇')) return false
  if (query.sex && person.sex !== query.sex) return false
  if (query.marital && person.marital !== query.marital) return false
  if (query.division && !(firm?.county ?? person.place.village).startsWith(query.division)) return false
  return person.age >= (query.ageFrom ?? 18) && person.age <= (query.ageTo ?? (query.ageFrom === undefined ? 65 : 120))
}

async function isAsMade(context: Context, { person, firm }: Candidate): Promise<boolean> {
  const registers = context.ask(registersPort)
  const known = await registers.find('people', person.number, demonstrationRead)
  if (!known || known.values['deathDate'] || known.values['maritalState'] !== person.marital) return false
  if (!firm) return true
  const now = await registers.find('legal-persons', firm.creditCode, demonstrationRead)
  return now?.values['state'] === firm.state && now.values['representative'] === person.number && now.values['name'] === firm.name
}

const figureOf = ({ person, household, firm }: Candidate): Figure => ({
  identityNumber: person.number, name: person.name, sex: person.sex, age: person.age, hukou: person.hukou, division: person.place.village, maritalState: person.marital,
  firm: firm ? { creditCode: firm.creditCode, name: firm.name, kind: firm.kind, state: firm.state, division: firm.county } : null,
  household: household.people.map((p) => ({ identityNumber: p.number, name: p.name, relation: p.relation, age: p.age })),
})
