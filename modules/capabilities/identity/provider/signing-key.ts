import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Environment } from '@xiangyun/kernel/platform'

/** The provider's own key; its public half is at `/oidc/jwks`. */
export const signingKey = ({ keys }: Pick<Environment, 'keys'>): KeyObject =>
  createPrivateKey(keys.keep('oidc-signing', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string))
