import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { movable } from './clock.ts'
import { testProvince } from './province.ts'
import type { TestProvince } from './province.ts'
import { freePort } from './servers.ts'

export type Listening = { readonly province: TestProvince; readonly api: Api; readonly address: string; readonly clock: ReturnType<typeof movable> }

/** A province that listens at an address of its own, for clients that come over the network. `beforehand`: what must know the address first. */
export async function listeningProvince(environment: Record<string, string> = {}, beforehand: (address: string) => Promise<void> = async () => {}): Promise<Listening> {
  const port = await freePort()
  const address = `http://localhost:${port}`
  await beforehand(address)
  const clock = movable()
  const province = await testProvince({ clock, environment: { PORT: String(port), ADDRESS: address, ...environment } })
  await province.app.listen({ port, host: 'localhost' })
  return { province, address, clock, api: innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move }) }
}
