import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { seededRandom } from '@xiangyun/kernel/ids'
import { machineClock } from '@xiangyun/kernel/time'
import { provinceModules } from '#server/modules.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { walkCases, walkItem } from '#sim/walk-item.ts'
import { join } from 'node:path'
import { county, isProblem, person } from './support/cases.ts'
import { movable } from './support/clock.ts'
import { fitting } from './support/inputs.ts'
import type { Schema } from './support/inputs.ts'
import { raw, tokenOf } from './support/raw.ts'
import { checked } from './support/replies.ts'
import { root, testProvince } from './support/province.ts'
import type { TestProvince } from './support/province.ts'

type Parameter = { name: string; in: string; required: boolean; schema: Schema }
type Operation = { operationId: string; summary: string; tags: string[]; 'x-permission': string; parameters: Parameter[]; requestBody?: { required: boolean; content: Record<string, { schema?: Schema }> }; responses: Record<string, unknown> }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

const modules = provinceModules(machineClock)
const listed = modules.flatMap((m) => m.routes.map(({ route }) => ({ module: m, route })))
const nobody = '01900000-0000-7000-8000-000000000000'

/** Somebody who may enter by each permission. */
const holders: Readonly<Record<string, string>> = {
  'cases:counter': `window-clerk.government-service.${county}`, 'cases:read': `reviewer.public-security.${county}`, 'cases:search': `reviewer.public-security.${county}`, 'cases:decide': `decider.public-security.${county}`, 'cases:batch': `decider.public-security.${county}`,
  'posts:delegate': `decider.public-security.${county}`, 'items:edit': 'manager', 'items:publish': 'manager', 'items:claim': 'manager', 'audit:read': 'auditor', 'audit:verify': 'auditor', 'operations:read': 'operator', 'operations:clock': 'operator',
  'seals:read': `department-head.public-security.${county}`, 'seals:manage': `department-head.public-security.${county}`, 'licences:revoke': `department-head.public-security.${county}`, 'ratings:handle': `department-head.public-security.${county}`, 'corrections:handle': `reviewer.public-security.${county}`, 'supervision:read': 'supervisor',
  'forms:read': 'manager', 'forms:design': 'manager', 'forms:publish': 'manager', 'forms:results': 'manager',
  'accounts:recover': `window-clerk.government-service.${county}`, 'connections:read': 'security', 'connections:open': 'operator', 'connections:decide': 'security', 'staff:read': 'security', 'staff:manage': 'operator', 'staff:grant': 'security', 'staff:confirm': 'security', 'reorganisations:read': 'security', 'reorganisations:plan': 'operator', 'reorganisations:confirm': 'security',
  'processes:read': 'manager', 'processes:design': 'manager', 'processes:publish': 'manager', 'processes:migrate': 'manager', 'processes:operate': 'process-operator',
}

let province: TestProvince
let api: Api
let resident: string
const clock = movable()
before(async () => {
  province = await testProvince({ clock })
  api = checked(innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move }))
  resident = (await person(api, 3)).identityNumber
})
after(() => province.end())

describe('the published document', () => {
  let document: Document
  before(async () => { document = (await raw(province, { method: 'GET', url: '/openapi.json' })).value as unknown as Document })

  test('it is OpenAPI 3.1 and lists every route of every module once', () => {
    assert.match(document.openapi, /^3\.1\./)
    const said = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path.replace(/^\/api/, '').replace(/\{(\w+)\}/g, ':$1')}`))
    assert.deepEqual(said.sort(), listed.map(({ route }) => `${route.method} ${route.path}`).sort())
  })
  test('every operation says who may, and how they show who they are', () => {
    for (const one of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
      assert.equal((one as { security?: unknown[] }).security?.length, one['x-permission'] === 'public' ? 0 : 2, one.operationId)
    }
  })
  test('every operation has a name of its own, words in Chinese, a permission and a problem', () => {
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    assert.equal(new Set(all.map((o) => o.operationId)).size, all.length)
    for (const one of all) {
      assert.match(one.summary, /[\u4e00-\u9fff]/, one.operationId)
      assert.ok(one['x-permission'] && one.tags.length === 1 && one.responses['200'] && one.responses['default'], one.operationId)
    }
  })
  test('every name in a path is a parameter, and no name stands twice', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const one of Object.values(methods)) {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1])
        assert.deepEqual(one.parameters.filter((p) => p.in === 'path').map((p) => p.name).sort(), inPath.sort(), path)
        const names = [...one.parameters.map((p) => p.name), ...Object.keys(one.requestBody?.content['application/json']?.schema?.properties ?? {})]
        assert.equal(new Set(names).size, names.length, path)
      }
    }
  })
  test('every failure that a route names is explained in Chinese with a 4xx or 503', () => {
    const explained: Record<string, readonly [number, string]> = Object.assign({}, ...modules.map((m) => m.failures))
    for (const { route } of listed) {
      for (const code of route.failures ?? []) {
        if (code.startsWith('kernel/')) continue
        const [status, title] = explained[code] ?? assert.fail(`${route.path}: nobody explains ${code}`)
        assert.ok((status >= 400 && status < 500) || status === 503, code)
        assert.match(title, /[\u4e00-\u9fff]/)
      }
    }
  })
})

describe('every operation keeps to its input', () => {
  const random = seededRandom(7)
  const pool = { wild: ['示例'], any: ['示例'], id: [nobody], item: ['passport'], division: [county], code: ['220102'], situations: [{}] }
  for (const { module, route } of listed) {
    const schema = route.input as unknown as Schema
    const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map((m) => m[1]!))
    const inQuery = (name: string) => !inPath.has(name) && (route.method === 'GET' || route.method === 'DELETE' || route.body === 'bytes')
    const path = (input: Record<string, unknown>) => route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(name === 'code' && route.path.startsWith('/divisions') ? county : input[name])))
    const whoFor = (): string | undefined => (route.permission === 'public' ? undefined : holders[route.permission] ?? resident)
    const send = (input: Record<string, unknown>) => {
      const names = Object.keys(input).filter((n) => !inPath.has(n))
      const query = new URLSearchParams(names.filter((n) => inQuery(n) || route.method === 'GET').map((n) => [n, String(input[n])]))
      const body = route.body === 'bytes' || route.method === 'GET' || route.method === 'DELETE' ? undefined : Object.fromEntries(names.map((n) => [n, input[n]]))
      return api.call(whoFor(), route.method, `${path(input)}?${query}`, body)
    }
    const key = `${route.method} ${route.path}`

    test(`${module.name}: ${key} refuses a field that it does not know`, async () => {
      const answer = await send({ ...(fitting(schema, random, pool) as object), notAField: 'x' })
      isProblem(answer, 400, 'kernel/invalid-input')
      assert.ok(answer.value.errors?.some((e) => e.at === '/notAField'), JSON.stringify(answer.value.errors))
    })
    const needed = (schema.required ?? []).filter((name) => !inPath.has(name))
    if (needed.length > 0) {
      test(`${module.name}: ${key} names each of ${needed.join(', ')} when it is missing`, async () => {
        for (const name of needed) {
          const input = fitting(schema, random, pool) as Record<string, unknown>
          delete input[name]
          const answer = await send(input)
          isProblem(answer, 400, 'kernel/invalid-input')
          assert.ok(answer.value.errors?.some((e) => e.at === `/${name}`), `${name}: ${JSON.stringify(answer.value.errors)}`)
        }
      })
    }
  }
})

describe('replies are as their schemas say, through whole cases', () => {
  // Each goes another way: supplement and site check; means test and notice; two parties and tax; refusal; fee.
  for (const [item, index] of [['food-business-licence', 1], ['food-business-licence', 2], ['minimum-living-allowance', 0], ['second-hand-house-transfer', 0], ['driving-licence-renewal', 0]] as const) {
    test(`${item} (${index + 1})`, async () => {
      const plan = walkCases([join(root, 'catalogue')], item)[index]!
      const walked = await walkItem(api, item, plan, index * 3 + 50)
      assert.equal(walked.outcome, plan.expect.outcome, walked.code ?? '')
    })
  }
  test('every list and figure that somebody may look at', async () => {
    for (const { route } of listed.filter(({ route: r }) => r.method === 'GET' && !r.path.includes(':'))) {
      const schema = route.input as unknown as Schema
      const needed = new URLSearchParams((schema.required ?? []).map((name) => [name, schema.properties?.[name]?.type === 'integer' ? '1' : 'abcd2026']))
      const who = route.permission === 'public' ? undefined : route.path === '/licences' ? holders['cases:counter'] : holders[route.permission] ?? resident
      const answer = await api.call(who, 'GET', `${route.path}?${needed}`)
      // What wants a strong proof is read in its own tests.
      if (answer.value['code'] === 'kernel/step-up-needed' && route.failures?.includes('kernel/step-up-needed')) continue
      assert.equal(answer.status, 200, `${route.path}: ${JSON.stringify(answer.value)}`)
    }
  })
  test('a session is told truly to each kind of person', async () => {
    for (const who of [undefined, resident, 'operator', holders['cases:counter']]) assert.equal((await api.call(who, 'GET', '/session')).value['signedIn'], who !== undefined)
    assert.equal((await raw(province, { method: 'GET', url: '/session', token: await tokenOf(province, resident) })).status, 200)
    assert.equal((await raw(province, { method: 'GET', url: '/session', token: 'no-such-token' })).value['signedIn'], false)
  })
})
