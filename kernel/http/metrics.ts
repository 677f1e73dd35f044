import type { FastifyReply, FastifyRequest } from 'fastify'

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

type Series = { count: number; sum: number; buckets: number[] }

/** Request counts and durations in the Prometheus text format. */
export function makeMetrics() {
  const series = new Map<string, Series>()
  return {
    observe(request: FastifyRequest, reply: FastifyReply) {
      const labels = `method="${request.method}",route="${request.routeOptions.url ?? 'none'}",status="${reply.statusCode}"`
      const own = series.get(labels) ?? { count: 0, sum: 0, buckets: bounds.map(() => 0) }
      const seconds = reply.elapsedTime / 1000
      own.count++
      own.sum += seconds
      bounds.forEach((bound, i) => { if (seconds <= bound) own.buckets[i]!++ })
      series.set(labels, own)
    },
    text(): string {
      const lines = ['# TYPE http_request_duration_seconds histogram']
      for (const [labels, own] of series) {
        bounds.forEach((bound, i) => lines.push(`http_request_duration_seconds_bucket{${labels},le="${bound}"} ${own.buckets[i]}`))
        lines.push(`http_request_duration_seconds_bucket{${labels},le="+Inf"} ${own.count}`, `http_request_duration_seconds_sum{${labels}} ${own.sum}`, `http_request_duration_seconds_count{${labels}} ${own.count}`)
      }
      lines.push('# TYPE process_resident_memory_bytes gauge', `process_resident_memory_bytes ${process.memoryUsage.rss()}`)
      return `${lines.join('\n')}\n`
    },
  }
}
