import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

type Options = Record<string, unknown>

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn()

/** What the device signs; nothing when its holder did not let it. Options and answer as in Web Authentication Level 3, 5.1. */
export const signWith = (options: Options): Promise<Options | undefined> => orNothing(() => startAuthentication({ optionsJSON: options as never }))

/** A new key of the device; nothing when its holder did not want one, or it has one already. */
export const makePasskey = (options: Options): Promise<Options | undefined> => orNothing(() => startRegistration({ optionsJSON: options as never }))

async function orNothing(ask: () => Promise<object>): Promise<Options | undefined> {
  try {
    return (await ask()) as Options
  } catch {
    return undefined
  }
}
