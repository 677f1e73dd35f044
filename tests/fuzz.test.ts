import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pick, seededRandom, unit, whole } from '@xiangyun/kernel/ids'
import type { Random } from '@xiangyun/kernel/ids'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { samplePdf, samplePng } from '#sim/sample-files.ts'
import { county, drive, elsewhere, free, must, person, readyDraft, submittedCase, taskOf, viewOf, withFee } from './support/cases.ts'
import { fitting, mutated } from './support/inputs.ts'
import type { Pool, Schema } from './support/inputs.ts'
import { newPerson, raw, tokenOf } from './support/raw.ts'
import { replyProblem } from './support/replies.ts'
import { testProvince } from './support/province.ts'
import type { TestProvince } from './support/province.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 20261122)
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 45)

type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }
type Operation = { method: string; path: string; parameters: Parameter[]; body?: Schema; bytes: boolean }

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(() => province.end())

/** Every operation as the published document tells it. */
async function operations(): Promise<Operation[]> {
  const document = (await raw(province, { method: 'GET', url: '/openapi.json' })).value as unknown as { paths: Record<string, Record<string, { parameters: Parameter[]; requestBody?: { content: Record<string, { schema?: Schema }> } }>> }
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({
    method: method.toUpperCase(), path: path.replace(/^\/api/, ''), parameters: one.parameters, bytes: one.requestBody?.content['application/octet-stream'] !== undefined,
    ...(one.requestBody?.content['application/json']?.schema ? { body: one.requestBody.content['application/json'].schema } : {}),
  })))
}

type Secret = { readonly owner: string; readonly text: string }
/** Ids of real things by kind; what replies tell of is added, so that the walk goes on from where it came. */
type Known = { readonly drafts: string[]; readonly cases: string[]; readonly tasks: string[]; readonly payments: string[]; readonly licences: string[]; readonly delegations: string[]; readonly seals: string[]; readonly audit: string[]; readonly rectifications: string[]; readonly my: string[]; readonly versions: Map<string, number> }
type Stage = { readonly people: Record<string, string | undefined>; readonly secrets: readonly Secret[]; readonly pool: Pool; readonly known: Known; readonly thirdName: string }

/** Two residents with everything one can have, and a third who is only known to the register. Their names, telephones and words are unmistakable. */
async function setStage(): Promise<Stage> {
  const cast = (await person(api, 20)).cast
  const residents = { one: await newPerson(api, 501, '记号壹𠮷', '19911110001'), two: await newPerson(api, 502, '记号贰㛃', '19922220002') }
  const third = await newPerson(api, 503, '记号叁·阿', '19933330003')
  const known: Known = { drafts: [], cases: [], tasks: [], payments: [], licences: [], delegations: [], seals: [], audit: [], rectifications: [], my: [], versions: new Map() }
  const identifiers: string[] = []
  const materials = new Set<string>(['photo', 'identity'])
  for (const who of Object.values(residents)) {
    const me = { ...who, firm: null, cast: [who, ...cast] }
    const paying = await drive(api, me, await submittedCase(api, me, withFee), (v) => v.fee?.order != null)
    const ended = await drive(api, me, await submittedCase(api, me, free))
    const open = await viewOf(api, me, await submittedCase(api, me, withFee))
    const drafts = [await readyDraft(api, me, free), await readyDraft(api, me, withFee)]
    const licence = (await must(api.call(me.identityNumber, 'GET', `/licences/${ended.result!.licences[0]!}`), 'licence')).value
    if (who === residents.two) await must(api.call(me.identityNumber, 'POST', `/cases/${ended.id}/rating`, { grade: 1, words: `秘密评价${who.name}` }), 'rate')
    known.cases.push(paying.id, ended.id, open.id)
    known.payments.push(paying.fee!.order!)
    known.rectifications.push(ended.id)
    known.tasks.push((await taskOf(api, open)).id)
    known.drafts.push(...drafts.map((d) => d.id))
    known.licences.push(String(licence['id']))
    known.my.push(String(licence['id']))
    for (const material of [...open.materials, ...ended.materials]) materials.add(material.material)
    identifiers.push(String(licence['identifier']), String(licence['number']), open.number)
  }
  const secrets = [['one', residents.one], ['two', residents.two], ['three', third]] as const
  return {
    known, thirdName: third.name,
    people: { anonymous: undefined, one: residents.one.identityNumber, two: residents.two.identityNumber, clerk: `window-clerk.government-service.${county}`, approver: `decider.public-security.${county}`, 'approver elsewhere': `decider.public-security.${elsewhere}`, head: `department-head.public-security.${county}`, manager: 'manager', auditor: 'auditor' },
    secrets: secrets.flatMap(([owner, who]) => [who.name, who.phone, ...(owner === 'three' ? [] : [who.identityNumber])].map((text) => ({ owner, text }))),
    pool: {
      item: ['passport', 'veteran-card', 'marriage-registration', 'food-business-licence', 'minimum-living-allowance', 'id-card-renewal'], material: [...materials], materials: [...materials], number: [1, 2, 0], version: [1, 2, 3],
      division: ['220102', '220102001', elsewhere, '220000', '220102001001'], code: [...identifiers, '220102', '220000'], situations: [withFee.situations, free.situations], identityNumber: [third.identityNumber], agent: [third.identityNumber], decision: ['accepted', 'granted', 'refused', 'pass', 'supplement', 'returned', 'done', 'signed'],
      to: [`window-clerk.government-service.${county}.1`], instead: [`decider.public-security.${county}.1`], grade: [1, 5], action: ['accept', 'review', 'decide'], lamp: ['green', 'red'], key: ['minor', 'stateStaff', 'who', 'filed', 'applicantName', 'contactMobile', 'constructor', 'toString', 'spouse', 'buyers'],
      text: ['passport', '记号', '护照', '220102'], actor: ['auditor', 'system'], act: ['cases.', 'cases.read'], any: ['示例', 7, null, true, ['a'], { a: 1 }, third.identityNumber, '2026-11-22'],
    },
  }
}

type Sent = { readonly url: string; readonly body: string | Buffer | undefined; readonly type: string | undefined }

/** What an operation's ids may be: mostly of its own kind. */
function poolOf(operation: Operation, random: Random, { pool, known, thirdName }: Stage): Pool {
  const kind = operation.path.split('/')[operation.path.startsWith('/counter/drafts') ? 2 : 1] as keyof Omit<Known, 'versions'>
  const all = Object.values({ ...known, versions: [] }).flat() as string[]
  const own = unit(random) < 0.85 && known[kind]?.length > 0 ? known[kind] : all
  return { ...pool, id: own, before: all, tasks: known.tasks, ...(operation.path.startsWith('/counter') ? { name: [thirdName] } : {}) }
}

/** Learns ids from a reply, and forgets the oldest. */
function learn(known: Known, operation: Operation, answer: Answer): void {
  const { value } = answer
  const ids = (list: unknown) => (Array.isArray(list) ? list.map((one: { id?: string }) => one.id ?? '').filter(Boolean) : [])
  const key = `${operation.method} ${operation.path}`
  if (typeof value['version'] === 'number' && operation.path.includes('drafts')) known.versions.set(String(value['id']), value['version'])
  if (key === 'POST /drafts' || key === 'POST /counter/drafts') known.drafts.push(String(value['id']))
  if (key === 'POST /drafts/{id}/submission') known.cases.push(String(value['case']))
  if (key === 'POST /delegations') known.delegations.push(String(value['id']))
  if (key === 'GET /queue') known.tasks.push(...ids(value['tasks']))
  if (key === 'GET /seals') known.seals.push(...ids(value['seals']))
  if (key === 'GET /audit') known.audit.push(...ids(value['lines']))
  for (const list of [known.drafts, known.cases, known.tasks, known.seals, known.audit, known.delegations]) if (list.length > 60) list.splice(4, list.length - 60)
}

/** Steps that end what others are tried on are taken seldom. */
const endings = new Set(['DELETE /drafts/{id}', 'POST /cases/{id}/withdrawal', 'POST /seals/{id}/cancellation', 'POST /seals/{id}/freezing', 'POST /licences/{id}/revocation', 'POST /licences/{id}/cancellation', 'POST /licences/{id}/suspension'])

/** One request for an operation: mostly one that fits, sometimes with something wrong. */
function make(operation: Operation, random: Random, stage: Stage): Sent {
  const pool = poolOf(operation, random, stage)
  const isWild = unit(random) < 0.45
  const part = (schema: Schema, name: string): unknown => (isWild && unit(random) < 0.4 ? mutated(fitting(schema, random, pool, name), random) : fitting(schema, random, pool, name))
  let { path } = operation
  const query = new URLSearchParams()
  for (const parameter of operation.parameters) {
    if (!parameter.required && unit(random) < 0.5) continue
    const value = part(parameter.schema, parameter.name)
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encoded(text))
    else query.append(parameter.name, text)
  }
  if (isWild && unit(random) < 0.1) query.append(String(pick(random, ['x', 'constructor', '__proto__'])), 'y')
  const url = `${path}${query.size > 0 ? `?${query}` : ''}`
  if (operation.bytes) return { url, type: unit(random) < 0.9 ? 'application/octet-stream' : 'application/json', body: file(random) }
  if (operation.method === 'GET' || operation.method === 'DELETE') return { url, type: undefined, body: undefined }
  const body = (operation.body ? fitting(operation.body, random, pool) : {}) as Record<string, unknown>
  const version = stage.known.versions.get(path.split('/')[2] ?? '')
  if (operation.method === 'PUT' && version !== undefined && unit(random) < 0.8) body['version'] = version
  return { url, type: 'application/json', body: JSON.stringify(isWild ? mutated(body, random) : body) ?? 'null' }
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80').slice(0, 2000).replace(/%.?$/, '') || '%20'

function file(random: Random): Buffer {
  const base = Buffer.from(pick(random, [samplePdf, samplePng, Buffer.from('PK\x03\x04'), Buffer.alloc(0)]))
  if (base.length > 4 && unit(random) < 0.5) for (let n = 0; n < 5; n++) base[whole(random, base.length)] = whole(random, 256)
  return unit(random) < 0.2 ? base.subarray(0, whole(random, base.length + 1)) : base
}

test(`no request breaks the server or shows a resident what is another's (seed ${seed})`, { timeout: (seconds + 60) * 1000 }, async (context) => {
  const random = seededRandom(seed)
  const all = await operations()
  const stage = await setStage()
  const { people, secrets } = stage
  const tokens = new Map<string, string | undefined>()
  const tokenFor = async (who: string) => { if (!tokens.has(who)) tokens.set(who, people[who] ? await tokenOf(province, people[who]) : undefined); return tokens.get(who) }
  const found = new Map<string, string>()
  const done = new Set<string>()
  const refusals = new Map<string, number>()
  const statuses = new Map<number, number>()
  const until = Date.now() + seconds * 1000
  let sent = 0
  for (let round = 0; Date.now() < until; round++) {
    // What changes things needs more tries to succeed than what reads.
    for (const operation of [...all, ...all.filter((one) => one.method !== 'GET' && one.path.includes('{id}'))]) {
      if (Date.now() > until) break
      for (const who of Object.keys(people)) {
        // A door that turned somebody away twice is tried again only now and then.
        const door = `${who} ${operation.method} ${operation.path}`
        if ((refusals.get(door) ?? 0) > 1 && unit(random) < 0.95) continue
        if (endings.has(`${operation.method} ${operation.path}`) && unit(random) < 0.9) continue
        const request = make(operation, random, stage)
        const answer = await raw(province, { method: operation.method, url: request.url, token: await tokenFor(who), ...(request.type ? { type: request.type } : {}), ...(request.body === undefined ? {} : { payload: request.body }) })
        sent++
        if (['kernel/forbidden', 'kernel/not-signed-in'].includes(answer.value.code ?? '')) refusals.set(door, (refusals.get(door) ?? 0) + 1)
        if (answer.status === 200) { done.add(`${operation.method} ${operation.path}`); learn(stage.known, operation, answer) }
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (operation.path === '/session/end') tokens.delete(who)
        for (const wrong of problems(operation, who, request, answer, secrets)) if (!found.has(`${operation.method} ${operation.path} ${wrong.slice(0, 60)}`)) found.set(`${operation.method} ${operation.path} ${wrong.slice(0, 60)}`, `${operation.method} ${request.url} as ${who}, body ${String(request.body).slice(0, 400)}\n    ${wrong}`)
      }
    }
    await province.platform.background.settle()
  }
  context.diagnostic(`${sent} requests over ${all.length} operations; ${[...statuses].sort(([a], [b]) => a - b).map(([s, n]) => `${s}: ${n}`).join(', ')}`)
  context.diagnostic(`never done: ${all.map((o) => `${o.method} ${o.path}`).filter((o) => !done.has(o)).join(', ')}`)
  assert.deepEqual([...found.values()], [])
  assert.ok(sent > all.length * 3, 'every operation had its turn')
})

/** What a reply must never be: a bug, a shape nobody promised, somebody else's secret. */
function problems(operation: Operation, who: string, request: Sent, answer: Answer, secrets: readonly Secret[]): string[] {
  const list: string[] = []
  const wrong = replyProblem(operation.method, request.url, answer, answer.bytes[0] === 0x7b ? 'application/json' : 'other')
  if (answer.status >= 500 && answer.status !== 503) list.push(`status ${answer.status}`)
  if (wrong) list.push(wrong)
  if (!['anonymous', 'one', 'two', 'approver elsewhere'].includes(who)) return list
  const text = answer.bytes.toString('utf8')
  for (const secret of secrets) if (secret.owner !== who && text.includes(secret.text)) list.push(`shows ${secret.text}, which is ${secret.owner}'s`)
  return list
}
