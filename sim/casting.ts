import { addDays } from '@xiangyun/kernel/time'
import type { Api } from './api.ts'
import type { Applicant, WalkCase } from './driver.ts'
import type { Cast } from './filling.ts'

type Figure = { identityNumber: string; name: string; firm: { creditCode: string; name: string; kind: string } | null }

export type Casting = { readonly applicant: Applicant; readonly cast: Cast; readonly firms: readonly { creditCode: string; name: string }[] }

/** Who plays a walk-through case: an applicant as `as` describes, and other synthetic people and firms for the form. `skip` chooses others. */
export async function castFor(api: Api, plan: WalkCase, skip = 0): Promise<Casting> {
  const as = (plan.as ?? { person: 'adult' }) as { firm?: string; kind?: string; person?: string; age?: [number, number]; household?: string; sex?: string; marital?: string }
  const wanted = new URLSearchParams({ count: as.kind ? '60' : '1', skip: String(skip) })
  const fits = (f: Figure) => !as.kind || f.firm?.kind === as.kind
  if (as.firm) wanted.set('firm', as.firm === 'any' ? 'valid' : as.firm)
  const [from, to] = as.age ?? (as.person === 'any' ? [0, 120] : [25, 55])
  if (!as.firm || as.age) { wanted.set('ageFrom', String(from)); wanted.set('ageTo', String(to)) }
  if (as.household === 'elsewhere') wanted.set('division', '2202')
  else if (as.household === 'here') wanted.set('division', '220102')
  else if (as.household) wanted.set('household', as.household)
  if (as.sex) wanted.set('sex', as.sex)
  if (as.marital) wanted.set('marital', as.marital)
  const main = (await find(api, wanted)).find(fits) ?? (await find(api, new URLSearchParams([...wanted].map(([k, v]) => [k, k === 'skip' ? '0' : v])))).find(fits)
  if (!main) throw new Error(`no synthetic person for ${wanted}`)
  const others = (await find(api, new URLSearchParams({ count: '10', skip: String(skip * 10), ageFrom: '25', ageTo: '55' }))).filter((p) => p.identityNumber !== main.identityNumber)
  const firms = (await find(api, new URLSearchParams({ count: '4', firm: 'valid', skip: String(skip + 1) }))).map((p) => p.firm!).filter(Boolean)
  return { applicant: { identityNumber: main.identityNumber, name: main.name, firm: main.firm?.creditCode ?? null }, cast: [{ identityNumber: main.identityNumber, name: main.name }, ...others], firms: main.firm ? [main.firm, ...firms] : [{ creditCode: '', name: '' }, ...firms] }
}

async function find(api: Api, wanted: URLSearchParams): Promise<Figure[]> {
  const answer = await api.call(undefined, 'GET', `/demonstration/people?${wanted}`)
  if (answer.status !== 200) throw new Error(`no demonstration people: ${answer.status} ${answer.value.detail ?? answer.value.code ?? ''}`)
  return answer.value['people'] as Figure[]
}

/** The case with `{person:n}`, `{name:n}`, `{firm:n}`, `{firm-name:n}`, `{days-ago:n}`, `{days-ahead:n}` filled in; 1 is the applicant. */
export function withCast(plan: WalkCase, casting: Casting, today: string): WalkCase {
  const one = (text: string): string => text
    .replace(/\{person:(\d+)\}/g, (_, n: string) => casting.cast[Number(n) - 1]?.identityNumber ?? '')
    .replace(/\{name:(\d+)\}/g, (_, n: string) => casting.cast[Number(n) - 1]?.name ?? '')
    .replace(/\{firm:(\d+)\}/g, (_, n: string) => casting.firms[Number(n) - 1]?.creditCode ?? '')
    .replace(/\{days-(ago|ahead):(\d+)\}/g, (_, way: string, n: string) => addDays(today, way === 'ago' ? -Number(n) : Number(n)))
    .replace(/\{firm-name:(\d+)\}/g, (_, n: string) => casting.firms[Number(n) - 1]?.name ?? '')
  const all = (value: unknown): unknown => (typeof value === 'string' ? one(value) : Array.isArray(value) ? value.map(all) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, all(v)])) : value)
  return all(plan) as WalkCase
}

/** Puts the register entries that make a case what it is; only where the demonstration allows it. */
export async function giveRecords(api: Api, plan: WalkCase, casting: Casting): Promise<void> {
  for (const given of plan.given ?? []) {
    const isApplicant = ['applicant', 'representative'].includes(given.of)
    const named = numbersIn(plan.form?.[given.of])
    const rows = named.length > 0 ? named : numbersIn(plan.form)
    for (const of of isApplicant || rows.length === 0 ? [casting.applicant.identityNumber] : rows) await giveRecord(api, given.register, of, given.values)
  }
}

/** A record's number that the case does not care about is made up from whose it is. */
async function giveRecord(api: Api, register: string, of: string, values: Record<string, unknown>): Promise<void> {
  const send = (more: Record<string, unknown>) => api.call('operator', 'POST', '/demonstration/records', { register, of, values: { ...values, ...more } })
  let put = await send({})
  if (put.status === 400 && put.value.errors?.every((e) => e.message.includes('必须填写'))) put = await send(Object.fromEntries(put.value.errors.map((e) => [e.at.slice(1), `示例${of.slice(6)}${e.at.slice(1)}`])))
  if (put.status !== 200) throw new Error(`register ${register}: ${put.status} ${put.value.detail ?? ''} ${(put.value.errors ?? []).map((e) => `${e.at} ${e.message}`).join('; ')}`)
}

/** Every identity number that the form names. */
function numbersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(numbersIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'identityNumber' && typeof inner === 'string' ? [inner] : numbersIn(inner)))
}
