import { createServer } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import pg from 'pg'
import { Provider } from 'oidc-provider'
import type { AdapterPayload } from 'oidc-provider'

/** The library's plain set-up on the same database: its defaults, an adapter of one statement a call, a sign-in page that asks nothing. Started with the port, the database and where clients come back to. */
const [port = '', url = '', callback = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 16 })
await pool.query(`create table if not exists public.plain_oidc (kind text not null, id text not null, payload jsonb not null, grant_id text, uid text, user_code text, consumed_at timestamptz, expires_at timestamptz, primary key (kind, id));
  create index if not exists plain_by_grant on public.plain_oidc (grant_id) where grant_id is not null; create index if not exists plain_by_uid on public.plain_oidc (uid) where uid is not null`)

type Row = { payload: AdapterPayload; consumed_at: Date | null }
const one = async (name: string, text: string, values: unknown[]): Promise<AdapterPayload | undefined> => {
  const row = (await pool.query<Row>({ name, text, values })).rows[0]
  return row && { ...row.payload, ...(row.consumed_at ? { consumed: true } : {}) }
}
const run = async (name: string, text: string, values: unknown[]): Promise<undefined> => { await pool.query({ name, text, values }); return undefined }

class Plain {
  readonly #kind: string
  constructor(kind: string) { this.#kind = kind }
  upsert(id: string, payload: AdapterPayload, expiresIn: number) {
    return run('upsert', `insert into public.plain_oidc (kind, id, payload, grant_id, uid, user_code, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at`,
    [this.#kind, id, JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, payload.userCode ?? null, expiresIn ? new Date(Date.now() + expiresIn * 1000) : null])
  }
  find(id: string) { return one('find', 'select payload, consumed_at from public.plain_oidc where kind = $1 and id = $2 and (expires_at is null or expires_at > now())', [this.#kind, id]) }
  findByUid(uid: string) { return one('uid', 'select payload, consumed_at from public.plain_oidc where kind = $1 and uid = $2', [this.#kind, uid]) }
  findByUserCode(code: string) { return one('code', 'select payload, consumed_at from public.plain_oidc where kind = $1 and user_code = $2', [this.#kind, code]) }
  consume(id: string) { return run('consume', 'update public.plain_oidc set consumed_at = now() where kind = $1 and id = $2', [this.#kind, id]) }
  destroy(id: string) { return run('destroy', 'delete from public.plain_oidc where kind = $1 and id = $2', [this.#kind, id]) }
  revokeByGrantId(grant: string) { return run('revoke', 'delete from public.plain_oidc where grant_id = $1', [grant]) }
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const provider = new Provider(`http://127.0.0.1:${port}`, {
  adapter: Plain,
  clients: [{ client_id: 'peer', token_endpoint_auth_method: 'none', redirect_uris: [callback], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], id_token_signed_response_alg: 'ES256' }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'peer' } as never] },
  cookies: { keys: ['bench-cookies-of-the-plain-set-up'] },
  features: { devInteractions: { enabled: false } },
  issueRefreshToken: async (_, client, code) => client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  rotateRefreshToken: true,
  findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
  interactions: { url: (_, interaction) => `/page/${interaction.uid}` },
})
const handle = provider.callback()
createServer((request, response) => {
  const uid = /^\/page\/([\w-]+)$/.exec(request.url ?? '')?.[1]
  if (!uid) return void handle(request, response)
  if (request.method === 'GET') return void response.end('page')
  request.resume().on('end', () => void letIn(request, response))
  return undefined
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
process.on('SIGTERM', () => process.exit(0))

async function letIn(...[request, response]: Parameters<Parameters<typeof createServer>[1] & object>): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  const grant = new provider.Grant({ accountId: 'somebody', clientId: 'peer' })
  grant.addOIDCScope(String(params['scope']))
  const to = await provider.interactionResult(request, response, { login: { accountId: 'somebody' }, consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: false })
  response.writeHead(303, { location: to }).end()
}
