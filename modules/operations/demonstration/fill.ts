import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import type { StateHeld } from '#modules/capabilities/licences/contract.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { Record_ } from '#modules/data/registers/contract.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { namedResidents } from './named-residents.ts'
import { makeChance } from './population/chance.ts'
import { generate } from './population/generate.ts'
import type { Plan, Portion } from './population/generate.ts'
import { holdingsOf } from './population/holdings.ts'
import type { Holdings } from './population/holdings.ts'
import type { Marriage, Person } from './population/people.ts'
import { firmRecord, personRecord, recordsOf } from './population/records.ts'
import { readSources } from './population/sources.ts'
import type { Sources } from './population/sources.ts'
import { demonstrationStore } from './store.ts'

type Work = <T>(act: (context: Context) => Promise<T>) => Promise<T>

const SEED = 20_260_302
/** Portions written at the same time: one is being sealed while the database takes in the other. */
const AT_ONCE = 2

const sourcesKnown = new Map<string, Sources>()

export function sourcesOf(context: Context): Sources {
  const catalogue = context.config.catalogue[0]!
  const known = sourcesKnown.get(catalogue) ?? readSources(catalogue, context.ask(organisationsPort))
  sourcesKnown.set(catalogue, known)
  return known
}

/** Fills an empty province; goes on where it was interrupted; leaves a province alone that has people of its own. */
export async function fillProvince(work: Work): Promise<number> {
  const begun = await work(async (context) => {
    if (!context.config.demonstration || context.config.scale === 0) return undefined
    const store = demonstrationStore(context.db)
    const known = await store.plan()
    if (known) return known.isFinished ? undefined : { plan: known, done: await store.portions(), sources: sourcesOf(context) }
    if ((await context.ask(registersPort).count('people')) > 0) return undefined
    const plan: Plan = { seed: SEED, today: localDate(context.now), people: context.config.scale }
    await store.addPlan(plan, context.now)
    await writeNamed(context, plan)
    return { plan, done: new Set<number>(), sources: sourcesOf(context) }
  })
  if (!begun) return 0
  let people = 0
  const running = new Set<Promise<void>>()
  for (const portion of generate(begun.plan, begun.sources)) {
    if (begun.done.has(portion.number)) continue
    people += portion.people
    const task = work((context) => writePortion(context, portion, begun.plan)).finally(() => running.delete(task))
    running.add(task)
    if (running.size >= AT_ONCE) await Promise.race(running)
  }
  await Promise.all(running)
  await work((context) => demonstrationStore(context.db).finish(context.now))
  return people
}

/** One portion in one transaction, so that it is in whole or not at all. */
async function writePortion(context: Context, portion: Portion, plan: Plan): Promise<void> {
  const chance = makeChance(portion.seed)
  const records = recordsOf(portion, chance, plan.today)
  await writeRecords(context, records)
  const holdings = holdingsOf(context.keys, context.ask(organisationsPort), plan.today)
  const people = new Map(portion.households.flatMap((h) => h.people).map((p) => [p.number, p]))
  const licences: StateHeld[] = [...portion.firms.map(holdings.businessLicence), ...[...people.values()].filter((p) => p.age >= 16).map((p) => holdings.idCard(chance, p)), ...marriageLicences(holdings, portion.marriages)]
  for (const record of records['driving-licences']) licences.push(holdings.drivingLicence(people.get(String(record['person']))!, record))
  for (const record of records.vehicles) licences.push(holdings.vehicleLicence(people.get(String(record['owner']))!, record))
  await context.ask(licencesPort).fill(licences)
  await demonstrationStore(context.db).addPortion(portion.number, portion.people)
}

async function writeNamed(context: Context, plan: Plan): Promise<void> {
  const named = namedResidents(context.config.catalogue, sourcesOf(context), plan.today)
  const marriages = named.marriages.flatMap(({ husband, wife, registered, number, state }) => [[husband, wife, 1], [wife, husband, 2]].map(([one, other, n]) => (
    { number: `${number}-${n as number}`, person: (one as Person).number, personName: (one as Person).name, spouse: (other as Person).number, spouseName: (other as Person).name, state, registered })))
  await writeRecords(context, { people: named.people.map(personRecord), 'legal-persons': named.firms.map(firmRecord), marriages, ...named.extra })
  const holdings = holdingsOf(context.keys, context.ask(organisationsPort), plan.today)
  const chance = makeChance(plan.seed)
  const people = new Map(named.people.map((p) => [p.number, p]))
  await context.ask(licencesPort).fill([
    ...named.firms.map(holdings.businessLicence), ...named.people.map((p) => holdings.idCard(chance, p)), ...marriageLicences(holdings, named.marriages),
    ...named.extra['driving-licences'].map((r) => holdings.drivingLicence(people.get(String(r['person']))!, r)),
  ])
}

const marriageLicences = (holdings: Holdings, marriages: readonly Marriage[]): StateHeld[] => marriages.filter((m) => m.state === '已登记').flatMap(holdings.marriage)

/** Registers that a catalogue does not have are passed over. */
async function writeRecords(context: Context, records: Readonly<Record<string, readonly Record_[]>>): Promise<void> {
  const registers = context.ask(registersPort)
  for (const [register, rows] of Object.entries(records)) {
    const definition = registers.definition(register)
    if (!definition) continue
    for (let at = 0; at < rows.length; at += 2000) await registers.fill(register, rows.slice(at, at + 2000), { department: definition.owner })
  }
}
