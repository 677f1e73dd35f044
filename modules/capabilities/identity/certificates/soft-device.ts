import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { certificateToPem, envelopeKey, openEnvelope, pbkdf2Sm3, pbkdf2Sm3Now, sealEnvelope, signSm2, sm2PrivateKeyFromPkcs8 } from '@xiangyun/gm'
import type { Certificate, Sm2PrivateKey } from '@xiangyun/gm'

/** A key in a file instead of a device: sealed under its holder's number. For demonstration and tests; production has certified devices behind the same door. */
export type KeyFile = { readonly note: string; readonly certificate: string; readonly salt: string; readonly key: string }

const ROUNDS = 100_000
const TRIES = 6

export function makeKeyFile(certificate: Certificate, key: Sm2PrivateKey, pin: string): KeyFile {
  const salt = randomBytes(16)
  const sealed = sealEnvelope(envelopeKey(pbkdf2Sm3Now(pin, salt, ROUNDS, 32)), key.pkcs8)
  return { note: 'software key, not for production', certificate: certificateToPem(certificate), salt: salt.toString('base64'), key: sealed.toString('base64') }
}

async function openKey(file: KeyFile, pin: string): Promise<Sm2PrivateKey | undefined> {
  const opened = openEnvelope(envelopeKey(await pbkdf2Sm3(pin, Buffer.from(file.salt, 'base64'), ROUNDS, 32)), Buffer.from(file.key, 'base64'))
  const key = opened.ok ? sm2PrivateKeyFromPkcs8(opened.value) : undefined
  return key?.ok ? key.value : undefined
}

/**
 * The door that a device's service opens on its own machine: `POST /sign` with `{ text, pin }` gives `{ certificate, signature }`, DER in base64.
 * Only pages of `origin` are answered, only what is a sign-in to it is signed, and a number that was wrong six times locks the key until the service starts anew.
 */
export function softDevice(file: KeyFile, origin: string): Server {
  let wrong = 0
  const sign = async (request: IncomingMessage): Promise<[number, object]> => {
    const { text, pin } = await jsonOf(request)
    if (typeof text !== 'string' || typeof pin !== 'string' || !text.startsWith(`xiangyun sign-in\n${origin}\n`)) return [400, { message: '只签祥云的登录' }]
    if (wrong >= TRIES) return [423, { message: '口令错得太多，证书锁住了，请联系发证机构' }]
    wrong += 1
    const key = await openKey(file, pin)
    if (!key) return [403, { message: `口令不对，还可以试 ${TRIES - wrong} 次` }]
    wrong = 0
    const certificate = file.certificate.replace(/-----[^-]+-----|\s/g, '')
    return [200, { certificate, signature: signSm2(key, Buffer.from(text)).toString('base64') }]
  }
  return createServer((request, response) => void answer(request, response, origin, sign))
}

async function answer(request: IncomingMessage, response: ServerResponse, origin: string, sign: (request: IncomingMessage) => Promise<[number, object]>): Promise<void> {
  const isOurs = request.headers.origin === origin
  const headers = { 'access-control-allow-origin': origin, 'access-control-allow-headers': 'content-type', 'access-control-allow-private-network': 'true', 'vary': 'origin', 'content-type': 'application/json' }
  if (request.method === 'OPTIONS') return void response.writeHead(isOurs ? 204 : 403, isOurs ? headers : {}).end()
  const [status, body] = !isOurs || request.method !== 'POST' || request.url !== '/sign' ? [403, { message: '不认识的页面' }] as const : await sign(request).catch(() => [400, { message: '看不懂的请求' }] as const)
  response.writeHead(status, headers).end(JSON.stringify(body))
}

async function jsonOf(request: IncomingMessage): Promise<{ text?: unknown; pin?: unknown }> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part)
    if (parts.reduce((sum, one) => sum + one.length, 0) > 8192) throw new Error('too long')
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as { text?: unknown; pin?: unknown }
}
