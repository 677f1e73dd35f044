import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { Provider } from 'oidc-provider'
import type { Configuration } from 'oidc-provider'
import type { Environment } from '@xiangyun/kernel/platform'
import { oidcAdapter } from './provider-adapter.ts'

export const portalClient = 'xiangyun-portal'

/** The OpenID provider of the province, below `/oidc`; the portals are its first client (code + PKCE). */
export function makeProvider(environment: Environment): Provider {
  const { keys, config } = environment
  const signing = createPrivateKey(keys.keep('oidc-signing', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string))
  const configuration: Configuration = {
    adapter: oidcAdapter(environment),
    clients: [{
      client_id: portalClient, token_endpoint_auth_method: 'none', id_token_signed_response_alg: 'ES256', response_types: ['code'], grant_types: ['authorization_code'],
      redirect_uris: [`${config.address}/sign-in/callback`], post_logout_redirect_uris: [config.address],
    }],
    jwks: { keys: [{ ...signing.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'portal-1' } as never] },
    cookies: { keys: [keys.derive('oidc-cookies', 32).toString('base64url')], long: { httpOnly: true, sameSite: 'lax', signed: true }, short: { httpOnly: true, sameSite: 'lax', signed: true } },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, revocation: { enabled: true }, introspection: { enabled: false } },
    claims: { openid: ['sub', 'kind'], profile: ['name'] },
    acrValues: ['registered', 'real-name', 'strong'],
    ttl: { AccessToken: 3600, AuthorizationCode: 60, IdToken: 3600, Interaction: 900, Session: 8 * 3600, Grant: 8 * 3600 },
    interactions: { url: (_, interaction) => `/sign-in/page/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, kind: sub.startsWith('official:') ? 'official' : 'person' }) }),
    responseTypes: ['code'],
    clientBasedCORS: () => false,
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>登录没有完成</title><link rel="stylesheet" href="/sign-in/style.css"><main><h1>登录没有完成</h1><p>${escape(out.error_description ?? out.error)}</p><p><a href="/">返回首页</a></p></main></html>`
    },
  }
  const provider = new Provider(`${config.address}/oidc`, configuration)
  provider.proxy = true
  provider.on('server_error', (_, error) => environment.log.error('OpenID provider failed', { error }))
  return provider
}

export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
