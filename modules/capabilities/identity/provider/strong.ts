import { interactionPolicy } from 'oidc-provider'

/** A system asks for a strong sign-in when it names that first among `acr_values` (OpenID Connect Core 3.1.2.1). */
export const wantsStrong = (params: Readonly<Record<string, unknown>>): boolean => String(params['acr_values'] ?? '').split(' ')[0] === 'strong'

/** The usual questions, and: whoever came in more weakly than the system asks for proves themselves once more. */
export function interactionsWithStrength(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy.get('login')!.checks.add(new interactionPolicy.Check('acr_too_low', 'the End-User has to prove more', 'login_required', (ctx) =>
    wantsStrong(ctx.oidc.params ?? {}) && ctx.oidc.acr !== 'strong' ? interactionPolicy.Check.REQUEST_PROMPT : interactionPolicy.Check.NO_NEED_TO_PROMPT))
  return policy
}
