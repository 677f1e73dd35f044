import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

/** A national platform as a process of its own, for tests: OpenID Connect and service tickets. Whoever comes is the one that the parent has named last. */
const [port = '', callback = ''] = process.argv.slice(2)
let who = { name: '', identityNumber: '', denies: false }
process.on('message', (next: typeof who) => {
  who = next
  process.send?.('known')
})

const people = new Map<string, typeof who>()
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'xiangyun', client_secret: 'a secret between the two platforms', redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'] }],
  scopes: ['openid', 'profile', 'identity-number'], claims: { openid: ['sub'], profile: ['name'], 'identity-number': ['identity_number'] }, conformIdTokenClaims: true,
  features: { devInteractions: { enabled: false } }, cookies: { keys: ['pretend'] },
  findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub, name: people.get(sub)!.name, identity_number: people.get(sub)!.identityNumber }) }),
  interactions: { url: (_, interaction) => `/page/${interaction.uid}` },
})
const handle = provider.callback()
const tickets = new Map<string, { service: string; who: typeof who }>()

createServer((request, response) => {
  const url = new URL(request.url ?? '/', `http://localhost:${port}`)
  if (url.pathname.startsWith('/page/')) return void (async () => {
    const sub = randomBytes(8).toString('hex')
    people.set(sub, who)
    const { params } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: sub, clientId: 'xiangyun' })
    grant.addOIDCScope(String(params['scope']))
    await provider.interactionFinished(request, response, who.denies ? { error: 'access_denied' } : { login: { accountId: sub }, consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: false })
  })()
  if (url.pathname === '/login') {
    const [ticket, service] = [`ST-${randomBytes(16).toString('hex')}`, url.searchParams.get('service') ?? '']
    tickets.set(ticket, { service, who })
    return void response.writeHead(302, { location: `${service}&ticket=${ticket}` }).end()
  }
  if (url.pathname === '/p3/serviceValidate') {
    const kept = tickets.get(url.searchParams.get('ticket') ?? '')
    tickets.delete(url.searchParams.get('ticket') ?? '')
    const isGood = kept !== undefined && kept.service === url.searchParams.get('service')
    return void response.end(JSON.stringify({ serviceResponse: isGood ? { authenticationSuccess: { user: 'x', attributes: { name: [kept.who.name], identity_number: [kept.who.identityNumber] } } } : { authenticationFailure: { code: 'INVALID_TICKET' } } }))
  }
  return void handle(request, response)
}).listen(Number(port), 'localhost', () => process.send?.('ready'))
process.on('disconnect', () => process.exit(0))
