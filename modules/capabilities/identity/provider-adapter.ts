import type { AdapterConstructor, AdapterPayload } from 'oidc-provider'
import { sql } from '@xiangyun/kernel/database'
import type { Environment } from '@xiangyun/kernel/platform'

type Row = { payload: AdapterPayload; consumed_at: Date | null }

/** Keeps the provider's codes, grants and sessions in the database, so that every process of the province serves them. */
export function oidcAdapter(environment: Environment): AdapterConstructor {
  const { database } = environment
  const now = () => new Date()
  const read = (row: Row | undefined): AdapterPayload | undefined => row && { ...row.payload, ...(row.consumed_at ? { consumed: true } : {}) }
  return class {
    private readonly kind: string
    constructor(kind: string) { this.kind = kind }
    async upsert(id: string, payload: AdapterPayload, expiresIn: number) {
      const expires = expiresIn ? new Date(now().getTime() + expiresIn * 1000) : null
      await database.run(sql`insert into identity.oidc (kind, id, payload, grant_id, uid, user_code, expires_at)
        values (${this.kind}, ${id}, ${JSON.stringify(payload)}::jsonb, ${payload.grantId ?? null}, ${payload.uid ?? null}, ${payload.userCode ?? null}, ${expires})
        on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at`)
    }
    async find(id: string) {
      return read(await database.one<Row>(sql`select payload, consumed_at from identity.oidc where kind = ${this.kind} and id = ${id} and (expires_at is null or expires_at > ${now()})`))
    }
    async findByUid(uid: string) {
      return read(await database.one<Row>(sql`select payload, consumed_at from identity.oidc where kind = ${this.kind} and uid = ${uid}`))
    }
    async findByUserCode(code: string) {
      return read(await database.one<Row>(sql`select payload, consumed_at from identity.oidc where kind = ${this.kind} and user_code = ${code}`))
    }
    async consume(id: string) { await database.run(sql`update identity.oidc set consumed_at = ${now()} where kind = ${this.kind} and id = ${id}`) }
    async destroy(id: string) { await database.run(sql`delete from identity.oidc where kind = ${this.kind} and id = ${id}`) }
    async revokeByGrantId(grantId: string) { await database.run(sql`delete from identity.oidc where grant_id = ${grantId}`) }
  }
}
