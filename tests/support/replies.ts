import { fail } from 'node:assert/strict'
import { ajv, closed } from '@xiangyun/kernel/http'
import { machineClock } from '@xiangyun/kernel/time'
import { provinceModules } from '#server/modules.ts'
import type { Answer, Api } from '#sim/api.ts'

const routes = provinceModules(machineClock).flatMap((module) => module.routes.map(({ route }) => route))
  .map((route) => ({ route, pattern: new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`), check: ajv.compile(closed(route.reply) as object) }))
  .sort((a, b) => a.route.path.split(':').length - b.route.path.split(':').length)

/** What is wrong with a reply by its route's own words: a shape that the schema does not tell, or a failure that nobody explains. */
export function replyProblem(method: string, path: string, answer: Answer, type: string): string | undefined {
  const known = routes.find(({ route, pattern }) => route.method === method && pattern.test(path.split('?')[0]!))
  if (!known) return undefined
  if (answer.status >= 500 && answer.value.code === 'kernel/bug') return `a bug: ${JSON.stringify(answer.value)}`
  if (answer.status >= 300) return answer.value['title'] === '不能办理' ? `nobody explains the failure ${answer.value.code}` : undefined
  if (!type.startsWith('application/json') || known.check(answer.value)) return undefined
  return `the reply is not as its schema says: ${ajv.errorsText(known.check.errors)} in ${JSON.stringify(answer.value).slice(0, 300)}`
}

/** The same API, every reply held against its schema. */
export function checked(api: Api): Api {
  return {
    ...api,
    async call(who, method, path, body, headers) {
      const answer = await api.call(who, method, path, body, headers)
      const isJson = answer.bytes[0] === 0x7b
      const wrong = replyProblem(method, path, answer, isJson ? 'application/json' : 'application/octet-stream')
      if (wrong) fail(`${method} ${path} as ${who ?? 'anonymous'}: ${wrong}`)
      return answer
    },
  }
}
