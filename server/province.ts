import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { parse } from 'yaml'
import type { Config } from '@xiangyun/kernel/config'
import { makeServer, openApi } from '@xiangyun/kernel/http'
import { openPlatform } from '@xiangyun/kernel/platform'
import type { Parts, Platform } from '@xiangyun/kernel/platform'
import { machineClock, movableClock } from '@xiangyun/kernel/time'
import type { CalendarYear } from '@xiangyun/kernel/time'
import { mountIdentity } from '#modules/capabilities/identity/mount.ts'
import { pretendGateway } from '#modules/capabilities/identity/pretend-gateway.ts'
import { identify } from '#modules/capabilities/identity/sessions.ts'
import { provinceModules } from './modules.ts'
import { servePortals } from './portals.ts'
import type { PortalFolders } from './portals.ts'

export type Province = { readonly platform: Platform; readonly app: FastifyInstance; readonly close: () => Promise<void>; /** Stops in peace: first unready, so that a balancer sends nobody more, then closed. */ readonly leave: () => Promise<void> }

export type ProvinceParts = Pick<Parts, 'clock' | 'random' | 'keys' | 'blobs' | 'log' | 'fault'> & { readonly config: Config; readonly databaseUrl: string; readonly portals?: Promise<PortalFolders> }

export const readCalendar = (catalogue: string): CalendarYear[] => (parse(readFileSync(join(catalogue, 'calendar', 'years.yaml'), 'utf8')) as { years: CalendarYear[] }).years

/** A whole province in this process, not yet listening: platform, API, sign-in, portals. */
export async function openProvince(parts: ProvinceParts): Promise<Province> {
  const { config } = parts
  const clock = parts.clock ?? (config.demonstration ? movableClock() : machineClock)
  const modules = provinceModules(clock)
  const platform = await openPlatform({ ...parts, clock, modules, calendarYears: readCalendar(config.catalogue[0]!) })
  const { environment } = platform
  let isLeaving = false
  const app = await makeServer({
    environment, identify, isLeaving: () => isLeaving,
    extend: async (server) => {
      server.get('/api/openapi.json', async () => openApi(modules, config.address))
      await mountIdentity(server, environment, pretendGateway)
      if (parts.portals) await servePortals(server, parts.portals)
    },
  })
  const close = async () => {
    await app.close()
    await platform.close()
  }
  const leave = async () => {
    isLeaving = true
    await new Promise((done) => setTimeout(done, config.drainMilliseconds))
    await close()
  }
  return { platform, app, close, leave }
}
