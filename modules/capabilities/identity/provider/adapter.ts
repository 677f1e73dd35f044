import { errors, Provider } from 'oidc-provider'
import type { AdapterConstructor, AdapterPayload } from 'oidc-provider'
import { sql } from '@xiangyun/kernel/database'
import type { Environment } from '@xiangyun/kernel/platform'
import { approvedClient, isTicket, keepRegistered } from './clients.ts'
import { Lately, Moments } from './lately.ts'
import { unitUnderWay, written } from './one-commit.ts'

type Row = { payload: AdapterPayload; consumed_at: Date | null }
/** The provider asks by its own clock: tokens are judged by seconds of the machine's time. */
const now = () => new Date()
const read = (row: Row | undefined): AdapterPayload | undefined => row && { ...row.payload, ...(row.consumed_at ? { consumed: true } : {}) }

/** What is asked for by whose it is: to show it, and to end it. */
const owned = new Set(['Grant', 'Session'])

/** What an interaction asks for never changes; told without a look at the database where this process has begun it. */
const prompts = new Moments<string>()
export const promptOf = (uid: string): string | undefined => prompts.find(uid)

/** Codes, grants and sessions in the database, so that every process of the province serves them. */
function keptIn({ database }: Environment) {
  const lately = new Lately()
  return class Kept {
    readonly kind: string
    constructor(kind: string) { this.kind = kind }
    async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<undefined> {
      // By what the thing says itself, so that keeping it again changes no index.
      const expires = typeof payload.exp === 'number' ? new Date(payload.exp * 1000) : expiresIn ? new Date(now().getTime() + expiresIn * 1000) : null
      const account = owned.has(this.kind) ? payload.accountId ?? null : null
      const text = JSON.stringify(payload)
      unitUnderWay()?.see(`${this.kind} ${id}`, text)
      if (this.kind === 'Interaction') prompts.keep(id, String((payload['prompt'] as { name?: unknown } | undefined)?.name))
      await written(database, sql`insert into identity.oidc (kind, id, payload, grant_id, uid, user_code, expires_at, account)
        values (${this.kind}, ${id}, ${text}::jsonb, ${payload.grantId ?? null}, ${payload.uid ?? null}, ${payload.userCode ?? null}, ${expires}, ${account})
        on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at, account = excluded.account`, () => lately.keep(this.kind, id, text))
      return undefined
    }
    async find(id: string): Promise<AdapterPayload | undefined> {
      const unit = unitUnderWay()
      const known = unit?.seen(`${this.kind} ${id}`) ?? lately.find(this.kind, id)
      if (known) return known
      const found = read(await database.one<Row>(sql`select payload, consumed_at from identity.oidc where kind = ${this.kind} and id = ${id} and (expires_at is null or expires_at > ${now()})`))
      if (!found) return undefined
      const text = JSON.stringify(found)
      unit?.see(`${this.kind} ${id}`, text)
      if (!found.consumed) lately.keep(this.kind, id, text)
      return found
    }
    async findByUid(uid: string) {
      return read(await database.one<Row>(sql`select payload, consumed_at from identity.oidc where kind = ${this.kind} and uid = ${uid}`))
    }
    async findByUserCode(code: string) {
      return read(await database.one<Row>(sql`select payload, consumed_at from identity.oidc where kind = ${this.kind} and user_code = ${code}`))
    }
    /** A code or refresh token is used once, also by two at the same moment: the commit of the second is refused (`configuration.ts`). */
    async consume(id: string): Promise<undefined> {
      unitUnderWay()?.forget(`${this.kind} ${id}`)
      await written(database, sql`select identity.use_once(${this.kind}, ${id}, ${now()})`, () => lately.forget(this.kind, id))
      return undefined
    }
    // Forgotten when it is gone: whoever read it a moment before has put it back meanwhile.
    async destroy(id: string): Promise<undefined> {
      unitUnderWay()?.forget(`${this.kind} ${id}`)
      await written(database, sql`delete from identity.oidc where kind = ${this.kind} and id = ${id}`, () => lately.forget(this.kind, id))
      return undefined
    }
    async revokeByGrantId(grantId: string): Promise<undefined> {
      unitUnderWay()?.forgetAll()
      await written(database, sql`delete from identity.oidc where grant_id = ${grantId}`, () => lately.forgetAll())
      return undefined
    }
  }
}

/** What the provider keeps. */
export function oidcAdapter(environment: Environment): AdapterConstructor {
  const Kept = keptIn(environment)
  const clients = new Moments<AdapterPayload>()
  /** Clients come of connections that were approved; registering one takes its office's ticket. */
  class Clients extends Kept {
    override async upsert(_id: string, payload: AdapterPayload): Promise<undefined> {
      const ticket = Provider.ctx?.oidc.entities.InitialAccessToken?.jti
      if (!ticket || !(await keepRegistered(environment, ticket, payload as Record<string, unknown>))) throw new errors.InvalidToken('initial access token not found')
      return undefined
    }
    override find(id: string) { return clients.orRead(id, () => approvedClient(environment, id)) }
  }
  class Tickets extends Kept {
    override async find(id: string): Promise<AdapterPayload | undefined> {
      return (await isTicket(environment, id)) ? { kind: 'InitialAccessToken', jti: id, policies: ['connection'] } : undefined
    }
  }
  const kinds: Readonly<Record<string, new (kind: string) => InstanceType<typeof Kept>>> = { Client: Clients, InitialAccessToken: Tickets }
  return function adapterOf(kind: string) { return new (kinds[kind] ?? Kept)(kind) } as unknown as AdapterConstructor
}
