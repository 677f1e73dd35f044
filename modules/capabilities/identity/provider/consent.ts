import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { connectionStore } from '../connections/store.ts'
import { consentPage } from './pages.ts'

type Asked = Awaited<ReturnType<Provider['interactionDetails']>>
type Missing = { missingOIDCScope?: string[]; missingOIDCClaims?: string[]; missingResourceScopes?: Record<string, string[]> }

/** The page on which a person reads what a system wants to know and to do. */
export async function consentOf(environment: Environment, asked: Asked): Promise<string> {
  const { missingOIDCScope = [], missingResourceScopes = {} } = asked.prompt.details as Missing
  const { name, unit, calls } = await systemWork(environment)(async (context) => {
    const row = await connectionStore(context.db).approvedClient(String(asked.params['client_id']))
    const organisations = context.ask(organisationsPort)
    return { name: row?.name ?? '', unit: (row && organisations.unitById(row.unit)?.name) ?? '', calls: Object.values(missingResourceScopes).flat().map(organisations.permissionName) }
  })
  return consentPage(asked.uid, { system: name, unit, scopes: ['openid', ...missingOIDCScope.filter((scope) => scope !== 'openid')], calls })
}

/** Grants what was asked and nothing else, or tells the system that the person said no. */
export async function answerConsent(provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const { answer } = (request.body ?? {}) as { answer?: unknown }
  if (answer !== 'yes') return provider.interactionResult(request.raw, reply.raw, { error: 'access_denied', error_description: '您没有同意' }, { mergeWithLastSubmission: false })
  const { grantId, params, session, prompt } = await provider.interactionDetails(request.raw, reply.raw)
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = prompt.details as Missing
  const grant = (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId: session!.accountId, clientId: String(params['client_id']) })
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '))
  if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims)
  for (const [audience, scopes] of Object.entries(missingResourceScopes ?? {})) grant.addResourceScope(audience, scopes.join(' '))
  return provider.interactionResult(request.raw, reply.raw, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}
