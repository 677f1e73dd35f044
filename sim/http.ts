import { Agent, request } from 'node:http'

export type Reply = { readonly status: number; readonly type: string; readonly bytes: Buffer }

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** One request over a kept connection, by the plainest client there is: measuring should not cost more than what is measured. */
export function send(method: string, address: string, headers: Record<string, string>, body?: Uint8Array): Promise<Reply> {
  return new Promise((done, failed) => {
    const asked = request(address, { agent, method, headers: { ...headers, ...(body ? { 'content-length': String(body.length) } : {}) } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => done({ status: answer.statusCode!, type: answer.headers['content-type'] ?? '', bytes: Buffer.concat(chunks) }))
      answer.on('error', failed)
    })
    asked.on('error', failed)
    asked.end(body)
  })
}
