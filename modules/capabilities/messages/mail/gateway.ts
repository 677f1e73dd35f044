import { createTransport } from 'nodemailer'
import type { Config } from '@xiangyun/kernel/config'

export type Letter = { readonly to: string; readonly subject: string; readonly text: string }
/** The way to a mail server. Tells whether the letter was taken. */
export type MailGateway = { readonly isPretended: boolean; readonly send: (letter: Letter) => Promise<boolean> }

const known = new WeakMap<Config, MailGateway>()

/** The server that the configuration names; in a demonstration without one, a pretended one that takes every letter; else none. */
export function mailGateway(config: Config): MailGateway | undefined {
  const { smtp } = config
  if (!smtp) return config.demonstration ? { isPretended: true, send: async () => true } : undefined
  const gateway = known.get(config) ?? smtpGateway(smtp.url, smtp.from)
  known.set(config, gateway)
  return gateway
}

/** SMTP (RFC 5321) with a few connections that are kept; a letter that a slow server does not take in seconds is tried again later. */
function smtpGateway(url: string, from: string): MailGateway {
  const transport = createTransport({ url, pool: true, maxConnections: 5, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 } as never, { from })
  return { isPretended: false, send: ({ to, subject, text }) => transport.sendMail({ to, subject, text }).then(() => true, () => false) }
}
