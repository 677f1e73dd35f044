import type { FastifyInstance } from 'fastify'
import type { Environment } from '@xiangyun/kernel/platform'
import { failed } from '../provider/pages.ts'
import { addCas, toService, withoutTicket } from './cas.ts'
import { callbackPath, finish, pendingIn } from './flow.ts'
import { addSaml, toConsumer } from './saml.ts'

/** Elder systems sign people in by CAS 3 or SAML 2.0; behind both stands the province's own OpenID provider. */
export function addBridges(app: FastifyInstance, environment: Environment): void {
  addCas(app, environment)
  addSaml(app, environment)
  app.get(callbackPath, async (request, reply) => {
    const pending = pendingIn(request)
    const page = (why: string) => reply.status(400).type('text/html; charset=utf-8').send(failed(why))
    if (!pending) return page('登录过了时间，请回到原来的系统重新登录。')
    const { error } = request.query as { error?: unknown }
    if (error === 'login_required' || error === 'consent_required' || error === 'interaction_required') return pending.kind === 'cas' ? withoutTicket(environment, reply, pending) : toConsumer(environment, reply, pending, undefined)
    if (error === 'access_denied') return page('您没有同意这个系统使用您的账号。')
    try {
      const told = await finish(environment, request, pending)
      return await (pending.kind === 'cas' ? toService(environment, reply, pending, told) : toConsumer(environment, reply, pending, told))
    } catch (cause) {
      environment.log.warn('a sign-in by a bridge was not finished', { error: cause })
      return page('登录没有完成，请回到原来的系统重新登录。')
    }
  })
}
