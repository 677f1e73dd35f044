/** 128 random bits; works where randomUUID is refused (a page served without TLS on the local network). */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
