import rateLimit from '@fastify/rate-limit'
import type { FastifyContextConfig, FastifyInstance } from 'fastify'
import type { Config } from '../config/index.ts'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Routes that say so take only so many requests a minute from one address; a demonstration leaves its own machine alone. */
export async function limitByAddress(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(rateLimit, { global: false, allowList: (request) => config.demonstration && loopback.has(request.ip) })
}

/** A route's configuration for so many requests a minute; nothing when there is no limit. */
export const perMinute = (most: number | undefined): FastifyContextConfig => (most === undefined ? {} : { rateLimit: { max: most, timeWindow: 60_000 } })
