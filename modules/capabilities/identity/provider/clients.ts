import type { AdapterPayload } from 'oidc-provider'
import type { Environment } from '@xiangyun/kernel/platform'
import { connectionStore } from '../connections/store.ts'
import type { ConnectionRow } from '../connections/store.ts'

/** What a registered client may at most be: whatever else it asks for is refused at registration. */
export const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'] as const

/** An approved system as the provider knows it: what the engineer registered, within what was approved. */
export async function approvedClient(environment: Environment, client: string): Promise<AdapterPayload | undefined> {
  const row = await connectionStore(environment.database).approvedClient(client)
  return row && metadataOf(row)
}

const metadataOf = (row: ConnectionRow): AdapterPayload => ({
  ...row.metadata, client_id: row.client!, client_name: row.name, scope: [...new Set(['openid', ...row.scopes])].join(' '),
}) as AdapterPayload

/** Takes in what an engineer registered; the ticket is used up by it. */
export async function keepRegistered(environment: Environment, ticket: string, metadata: Record<string, unknown>): Promise<boolean> {
  return (await connectionStore(environment.database).register(environment.keys.index('connection', ticket), String(metadata['client_id']), metadata, environment.clock.now())) !== undefined
}

export const isTicket = (environment: Environment, ticket: string): Promise<boolean> => connectionStore(environment.database).isOpenTicket(environment.keys.index('connection', ticket), environment.clock.now())
