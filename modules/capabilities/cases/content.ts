import type { Context } from '@xiangyun/kernel/modules'

/** What an application says and what was known when it was made; kept sealed, since it is personal data throughout. */
export type Content = {
  readonly situations: Record<string, unknown>
  readonly answers: Record<string, unknown>
  /** Records of the parties, from the registers. */
  readonly parties: Record<string, unknown>
  readonly facts: Record<string, unknown>
  /** Materials for which the applicant let the state use its own record. */
  readonly consents: readonly string[]
}

const purpose = 'cases/content'
const whose = 'cases/applicant'

export const sealContent = (context: Pick<Context, 'keys'>, content: Content): Buffer => Buffer.from(context.keys.seal(purpose, JSON.stringify(content)))
export const openContent = (context: Pick<Context, 'keys'>, sealed: Buffer): Content => JSON.parse(context.keys.open(purpose, sealed)) as Content
export const sealApplicant = (context: Pick<Context, 'keys'>, identityNumber: string): Buffer => Buffer.from(context.keys.seal(whose, identityNumber))
export const openApplicant = (context: Pick<Context, 'keys'>, sealed: Buffer): string => context.keys.open(whose, sealed)
