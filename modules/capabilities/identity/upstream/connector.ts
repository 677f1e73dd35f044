import * as client from 'openid-client'
import type { Upstream } from '@xiangyun/kernel/config'

/** Whom the platform above has recognised: both are held against our own population register. */
export type Recognised = { readonly name: string; readonly identityNumber: string }
export type Begun = { readonly state: string; readonly verifier: string }

/** One way of signing in at a platform above; fails with an error when that platform does not answer or what it says is not genuine. */
export type Connector = {
  readonly goTo: (begun: Begun, back: string) => Promise<URL>
  readonly whoCame: (begun: Begun, back: URL) => Promise<Recognised>
}

const PATIENCE = 5_000

export const connectorOf = (upstream: Upstream): Connector => (upstream.kind === 'oidc' ? byOpenId(upstream) : byTicket(upstream))

/** OpenID Connect: code with PKCE; scope `identity-number` gives the number. */
function byOpenId({ address, client: id, secret }: Upstream): Connector {
  let known: Promise<client.Configuration> | undefined
  const discovered = () => {
    known ??= client.discovery(new URL(address), id, undefined, secret ? client.ClientSecretBasic(secret) : client.None(), { timeout: PATIENCE / 1000, ...(address.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {}) })
    known.catch(() => { known = undefined })
    return known
  }
  return {
    async goTo({ state, verifier }, back) {
      return client.buildAuthorizationUrl(await discovered(), { redirect_uri: back, scope: 'openid profile identity-number', state, nonce: state, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' })
    },
    async whoCame({ state, verifier }, back) {
      const tokens = await client.authorizationCodeGrant(await discovered(), back, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: state })
      const claims = await client.fetchUserInfo(await discovered(), tokens.access_token, tokens.claims()!.sub)
      return recognised(claims['name'], claims['identity_number'])
    },
  }
}

/** A service ticket (CAS Protocol 3.0): used once, checked from server to server. */
function byTicket({ address }: Upstream): Connector {
  const service = (back: string, state: string) => `${back}?state=${state}`
  return {
    goTo: async ({ state }, back) => new URL(`${address}/login?${new URLSearchParams({ service: service(back, state) })}`),
    async whoCame({ state }, back) {
      const query = new URLSearchParams({ service: service(`${back.origin}${back.pathname}`, state), ticket: back.searchParams.get('ticket') ?? '', format: 'JSON' })
      const answer = await fetch(`${address}/p3/serviceValidate?${query}`, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' })
      const { serviceResponse } = (await answer.json()) as { serviceResponse?: { authenticationSuccess?: { attributes?: Record<string, unknown> } } }
      const attributes = serviceResponse?.authenticationSuccess?.attributes
      const first = (name: string) => (Array.isArray(attributes?.[name]) ? attributes[name][0] : attributes?.[name]) as unknown
      return recognised(first('name'), first('identity_number'))
    },
  }
}

function recognised(name: unknown, identityNumber: unknown): Recognised {
  if (typeof name !== 'string' || typeof identityNumber !== 'string') throw new Error('the platform above did not say who came')
  return { name: name.trim(), identityNumber: identityNumber.trim().toUpperCase() }
}
