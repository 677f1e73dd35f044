import type { SmsGateway } from './contract.ts'

/** The demonstration's telephone network: takes every message; the code is shown on the page that asks for it. */
export const pretendGateway: SmsGateway = { send: async () => true }
