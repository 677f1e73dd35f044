import type { Module } from '../modules/index.ts'
import { closed } from './validation.ts'

/** The whole API as OpenAPI 3.1, from the same schemas that check it. */
export function openApi(modules: readonly Module[], address: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const module of modules) {
    for (const { route } of module.routes) {
      const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(module, route) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '祥云 Xiangyun', version: '0.1.0', license: { name: 'Apache-2.0' } },
    servers: [{ url: address }],
    paths,
    components: { schemas: { Problem: problemSchema }, securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'xy_session', description: '修改类请求还要带 x-xiangyun: 1' }, bearer: { type: 'http', scheme: 'bearer' },
    } },
  }
}

type Properties = Record<string, Record<string, unknown>>

function operation(module: Module, route: Module['routes'][number]['route']) {
  const schema = closed(route.input) as { properties?: Properties; required?: string[] }
  const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map((m) => m[1]!))
  const names = Object.keys(schema.properties ?? {})
  const isBody = (name: string) => !inPath.has(name) && route.method !== 'GET' && route.body !== 'bytes'
  const body = names.filter(isBody)
  return {
    tags: [module.name], summary: route.summary,
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[/:]+(\w)/g, (_, c: string) => c.toUpperCase()).replace(/-(\w)/g, (_, c: string) => c.toUpperCase())}`,
    'x-permission': route.permission, security: route.permission === 'public' ? [] : [{ session: [] }, { bearer: [] }],
    parameters: names.filter((n) => !isBody(n)).map((name) => ({ name, in: inPath.has(name) ? 'path' : 'query', required: inPath.has(name) || (schema.required ?? []).includes(name), schema: schema.properties![name] })),
    ...(body.length > 0 ? { requestBody: { required: true, content: { 'application/json': { schema: {
      type: 'object', additionalProperties: false, properties: Object.fromEntries(body.map((n) => [n, schema.properties![n]])), required: (schema.required ?? []).filter((n) => body.includes(n)),
    } } } } } : {}),
    ...(route.body === 'bytes' ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    responses: { 200: { description: '办成', content: { 'application/json': { schema: route.reply } } }, default: { description: [...(route.failures ?? []), 'kernel/invalid-input'].join('、'), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
  }
}

const problemSchema = {
  type: 'object', required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' }, trace: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { at: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } } } },
  },
}
