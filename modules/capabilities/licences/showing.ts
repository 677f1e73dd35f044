import { equalBytes } from '@xiangyun/gm'
import type { Keys } from '@xiangyun/kernel/keys'

export const SHOWN_FOR = 60_000

/** A code for showing a licence: its id and its last second under a keyed digest. Nothing is stored; nobody can make one. */
export function makeCode(keys: Keys, licence: string, until: Date): string {
  const body = Buffer.alloc(20)
  Buffer.from(licence.replaceAll('-', ''), 'hex').copy(body)
  body.writeUInt32BE(Math.floor(until.getTime() / 1000), 16)
  const text = body.toString('base64url')
  return `S${text}${tag(keys, text)}`
}

export type Shown = { readonly licence: string; readonly until: Date }

export function readCode(keys: Keys, code: string): Shown | undefined {
  if (!/^S[\w-]{51}$/.test(code)) return undefined
  const [text, given] = [code.slice(1, 28), code.slice(28)]
  if (!equalBytes(Buffer.from(tag(keys, text)), Buffer.from(given))) return undefined
  const body = Buffer.from(text, 'base64url')
  const hex = body.toString('hex', 0, 16)
  const licence = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  return { licence, until: new Date(body.readUInt32BE(16) * 1000) }
}

const tag = (keys: Keys, text: string): string => keys.mac('licences/showing', text).slice(0, 24)

/** A scanned code is an address with the code in it. */
export function codeIn(text: string): string {
  const found = /[?&]c=([^&#]+)/.exec(text.trim())
  try {
    return found ? decodeURIComponent(found[1]!) : text.trim()
  } catch {
    return text.trim()
  }
}
