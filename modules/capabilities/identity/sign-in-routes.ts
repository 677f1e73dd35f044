import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { perMinute } from '@xiangyun/kernel/http'
import type { Context } from '@xiangyun/kernel/modules'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { anonymous } from '@xiangyun/kernel/permissions'
import { askSigned, proveSigned } from './certificates/certificates.ts'
import type { SmsGateway } from './contract.ts'
import { inTurn } from './in-turn.ts'
import { answerConsent, consentOf } from './provider/consent.ts'
import { promptOf } from './provider/adapter.ts'
import { inOneCommit, joined } from './provider/one-commit.ts'
import { secondPage } from './provider/pages.ts'
import { portalClient } from './provider/portal-client.ts'
import { wantsStrong } from './provider/strong.ts'
import { askSecond, provePasskeyIn, proveSecond } from './security/at-sign-in.ts'
import { deviceOf } from './security/device.ts'
import type { Device } from './security/device.ts'
import { askSignature } from './security/passkeys.ts'
import { recoveryCode } from './security/recovery-code.ts'
import { relyingParty } from './security/relying-party.ts'
import { checkPassword, countFailure } from './sign-in.ts'
import type { Proved } from './sign-in.ts'
import { signInPage } from './sign-in-page.ts'
import { addUpstream } from './upstream/routes.ts'

/** All steps lie below the page: the provider's cookie of an interaction goes no farther. */
const page = '/sign-in/page/:uid'

type Ground = { readonly environment: Environment; readonly provider: Provider; readonly gateway: SmsGateway }
/** Where a step leads: on, or to a page. */
type Answer = { readonly to: string } | { readonly page: string; readonly status?: number }
type Asked = Awaited<ReturnType<Provider['interactionDetails']>>

/** The pages of signing in: password or passkey, a second step where a system asks for it, and consent. */
export function addSignInPages(app: FastifyInstance, environment: Environment, provider: Provider, gateway: SmsGateway): void {
  const ground = { environment, provider, gateway }
  const { root } = environment.config
  const library = createRequire(import.meta.url).resolve('@simplewebauthn/browser').replace(/(script|esm)\/index\.js$/, 'dist/bundle/index.umd.min.js')
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, async (_: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)))
  app.get('/sign-in/style.css', async (_, reply) => reply.type('text/css').send(styles(root)))
  app.get('/sign-in/webauthn.js', async (_, reply) => reply.type('text/javascript').send(readFileSync(library, 'utf8')))
  app.get('/sign-in/passkey.js', async (_, reply) => reply.type('text/javascript').send(readFileSync(join(import.meta.dirname, 'security', 'sign-in.js'), 'utf8')))
  addPasswordPage(app, ground)
  addPasskeySteps(app, ground)
  addCertificateSteps(app, ground)
  addUpstream(app, environment, {
    page, isUnderWay: async (request, reply) => (await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)) !== undefined,
    failed: (reply, uid, error) => html(reply, signInPage(environment, uid, { error }), 401), enter: async (request, reply, proved) => give(ground, reply, await inOneCommit(environment.database, () => enter(ground, request, reply, proved))),
  })
  app.post(`${page}/second`, { config: perMinute(60) }, (request, reply) => second(ground, request, reply))
  app.post(`${page}/consent`, { config: perMinute(60) }, (request, reply) => orAgain(ground, reply, () => answerConsent(provider, request, reply)))
}

function addPasswordPage(app: FastifyInstance, ground: Ground): void {
  const { environment, provider } = ground
  app.get(page, async (request, reply) => {
    const { office } = request.query as { office?: unknown }
    const asked = promptOf(uidOf(request)) === 'login' ? undefined : await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)
    if (asked?.prompt.name === 'consent') return html(reply, await consentOf(environment, asked))
    return html(reply, signInPage(environment, uidOf(request), typeof office === 'string' ? { office } : {}), 200, environment.config.certificateDevice)
  })
  app.post(page, { config: perMinute(60) }, async (request, reply) => {
    const body = request.body as { login?: unknown; password?: unknown } | null
    const typed = String(body?.login ?? '')
    const answer = await inOneCommit(environment.database, async (): Promise<Answer> => {
      const checked = await tryPassword(environment, typed, String(body?.password ?? ''), deviceOf(request))
      if (checked.ok) return enter(ground, request, reply, checked.value)
      const error = checked.code === 'identity/locked' ? '错误次数太多，账号已锁定 15 分钟。忘记密码请到政务大厅窗口办理。' : '账号或密码不对，请再试一次。'
      return { page: signInPage(environment, uidOf(request), { error, typed }), status: 401 }
    })
    return give(ground, reply, answer)
  })
}

/** In, or one step more where the system asks for a stronger proof than was given. */
async function enter(ground: Ground, request: FastifyRequest, reply: FastifyReply, proved: Proved): Promise<Answer> {
  const asked = await ground.provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)
  if (asked && wantsStrong(asked.params) && proved.assurance !== 'strong') return askAgain(ground, asked, proved)
  return { to: asked ? await letIn(ground.provider, asked, proved) : '/sign-in' }
}

/** Sent once all that the step wrote is committed. */
const give = ({ environment }: Ground, reply: FastifyReply, answer: Answer) => ('to' in answer ? reply.redirect(answer.to, 303) : html(reply, answer.page, answer.status, environment.config.certificateDevice))

function addPasskeySteps(app: FastifyInstance, ground: Ground): void {
  const { environment, provider } = ground
  const failed = (reply: FastifyReply, uid: string) => html(reply, signInPage(environment, uid, { error: '这个通行密钥没有通过核对。请再试一次，或者用密码登录。' }), 401)
  app.post(`${page}/passkey/options`, { config: perMinute(60) }, async (request, reply) => {
    if (!(await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)) || !relyingParty(environment.config)) return reply.status(404).send({})
    return systemWork(environment)((context) => askSignature(context, uidOf(request)))
  })
  app.post(`${page}/passkey`, { config: perMinute(60) }, async (request, reply) => {
    const answer = objectIn((request.body as { answer?: unknown } | null)?.answer)
    const proved = answer && (await systemWork(environment)((context) => provePasskeyIn(context, uidOf(request), answer)))
    return proved ? orAgain(ground, reply, () => here(ground, request, reply, proved)) : failed(reply, uidOf(request))
  })
}

function addCertificateSteps(app: FastifyInstance, ground: Ground): void {
  const { environment, provider } = ground
  app.get('/sign-in/certificate.js', async (_, reply) => reply.type('text/javascript').send(readFileSync(join(import.meta.dirname, 'certificates', 'sign-in.js'), 'utf8')))
  app.post(`${page}/certificate/text`, { config: perMinute(60) }, async (request, reply) => {
    if (!(await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined))) return reply.status(404).send({})
    return { text: await systemWork(environment)((context) => askSigned(context, uidOf(request))) }
  })
  app.post(`${page}/certificate`, { config: perMinute(60) }, async (request, reply) => {
    const { certificate, signature } = (request.body ?? {}) as { certificate?: unknown; signature?: unknown }
    const bytes = (text: unknown) => Buffer.from(String(text ?? ''), 'base64')
    const proved = await systemWork(environment)((context) => proveSigned(context, uidOf(request), { certificate: bytes(certificate), signature: bytes(signature) }))
    const error = '这张证书没有通过核对。没有登记的，先用别的方式登录，在“登录与安全”里登记。'
    return proved ? orAgain(ground, reply, () => here(ground, request, reply, proved)) : html(reply, signInPage(environment, uidOf(request), { error }), 401, environment.config.certificateDevice)
  })
}

const uidOf = (request: FastifyRequest): string => (request.params as { uid: string }).uid

function objectIn(text: unknown): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(String(text))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The password was right, and the system asks for more: a code on the telephone. */
async function askAgain({ environment, gateway }: Ground, asked: Asked, proved: Proved): Promise<Answer> {
  const sent = await perform(environment, anonymous, (context) => askSecond(context, gateway, asked.uid, proved))
  if (sent.ok) return { page: secondPage(asked.uid, sent.value) }
  const error = sent.code === 'identity/no-telephone' ? '这个系统要求更高的核验等级，请用通行密钥登录；还没有的，先到“登录与安全”里添加。' : sent.code === 'identity/too-many-codes' ? '验证码要得太多，请一小时后再试，或者用通行密钥登录。' : '短信暂时发不出去，请稍后再试，或者用通行密钥登录。'
  return { page: signInPage(environment, asked.uid, { error }), status: 401 }
}

async function second(ground: Ground, request: FastifyRequest, reply: FastifyReply) {
  const { environment } = ground
  const code = String((request.body as { code?: unknown } | null)?.code ?? '').trim()
  const proved = await systemWork(environment)((context) => proveSecond(context, uidOf(request), code))
  return proved ? orAgain(ground, reply, () => here(ground, request, reply, proved)) : html(reply, secondPage(uidOf(request), undefined), 401)
}

/** What the step writes is committed before its answer leaves; an interaction that has run out begins anew. */
async function orAgain({ environment }: Ground, reply: FastifyReply, step: () => Promise<string>) {
  try {
    return await reply.redirect(await inOneCommit(environment.database, step), 303)
  } catch {
    return reply.redirect('/sign-in', 303)
  }
}

const html = (reply: FastifyReply, body: string, status = 200, device = '') => reply.status(status).type('text/html; charset=utf-8')
  .header('content-security-policy', `default-src 'self'; connect-src 'self' ${device}; style-src 'self'; form-action 'self' *; frame-ancestors 'none'`).header('cache-control', 'no-store').send(body)

const here = async ({ provider }: Ground, request: FastifyRequest, reply: FastifyReply, proved: Proved): Promise<string> => letIn(provider, await provider.interactionDetails(request.raw, reply.raw), proved)

/** The portal is ours and asks nothing more; every other system asks the person, on the next page. */
async function letIn(provider: Provider, details: Asked, { holder, how, assurance }: Proved): Promise<string> {
  const accountId = `${holder.kind}:${holder.login}`
  const login = { accountId, acr: assurance, amr: [...how] }
  details.result = { login }
  if (details.params['client_id'] === portalClient) details.result = { login, consent: { grantId: await grantPortal(provider, accountId) } }
  await details.persist()
  return details.returnTo
}

async function grantPortal(provider: Provider, accountId: string): Promise<string> {
  const grant = new provider.Grant({ accountId, clientId: portalClient })
  grant.addOIDCScope('openid profile')
  return grant.save()
}

/** A wrong password is counted before the next try of the same account is looked at. What a right one leaves is committed with the step it opens; only a counter's code is used up at once. */
function tryPassword(environment: Environment, typed: string, password: string, device: Device) {
  const check = (context: Context) => checkPassword(context, typed, password)
  return inTurn(typed.trim().toUpperCase(), async () => {
    const checked = recoveryCode(password) ? await perform(environment, anonymous, check) : await consult(joined(environment), anonymous, check)
    if (!checked.ok && checked.code === 'identity/wrong-password') await systemWork(environment)((context) => countFailure(context, typed, device))
    return checked
  })
}

function styles(root: string): string {
  const file = (name: string) => readFileSync(join(root, 'portals', 'design', name), 'utf8')
  return `${file('tokens.css')}\n${file('base.css')}\n${readFileSync(join(root, 'modules/capabilities/identity/sign-in.css'), 'utf8')}`
}
