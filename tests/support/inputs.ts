import { pick, unit, whole } from '@xiangyun/kernel/ids'
import type { Random } from '@xiangyun/kernel/ids'
import { addDays } from '@xiangyun/kernel/time'

export type Schema = { [key: string]: unknown; type?: string; enum?: unknown[]; const?: unknown; anyOf?: Schema[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; format?: string; pattern?: string; patternProperties?: Record<string, Schema>; minLength?: number; maxLength?: number; minimum?: number; maximum?: number; minItems?: number; maxItems?: number }

/** Real things of the province that inputs may name, by the name of the field; `any` stands where nothing else fits. */
export type Pool = Readonly<Record<string, readonly unknown[]>>

/** What breaks programs. */
export const extremes: readonly unknown[] = [
  '', ' ', '0', '-1', 'null', 'undefined', 'true', '__proto__', 'constructor', 'toString', '\u0000', '\ud800', '\ufeff', '\u202e倒', '𠮷', '㛃', '👨‍👩‍👧‍👦', 'é', 'İ', '阿依努尔·买买提江', "' or '1'='1", '"; drop table x; --', '<script>alert(1)</script>', '{{7*7}}', '${7*7}', '../../etc/passwd', '%00', '%', 'a'.repeat(5000), '汉'.repeat(3000),
  '2026-02-30', '0000-01-01', '9999-12-31', '1900-01-01', '2026-11-22T00:00:00Z', '99999999999999999999', '1e309', '-0', 'NaN', 0, -1, 1, 0.5, -0.0000001, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, true, false, null, [], {}, [[]], [null], { a: null }, [1, 'a', null, {}], { length: -1 }, { toString: 1 }, { then: 1 },
]

/** A value that fits the schema, as far as one can be made. */
export function fitting(schema: Schema, random: Random, pool: Pool, name = ''): unknown {
  const own = pool[name]
  if (own && own.length > 0 && unit(random) < 0.8) return pick(random, own)
  if ('const' in schema) return schema.const
  if (schema.enum) return pick(random, schema.enum)
  if (schema.anyOf) return fitting(pick(random, schema.anyOf), random, pool, name)
  if (schema.type === 'object') return fittingObject(schema, random, pool)
  if (schema.type === 'array') return Array.from({ length: Math.max(schema.minItems ?? 0, whole(random, 4)) }, () => fitting(schema.items ?? {}, random, pool, name))
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 30, whole(random, 12)))
  if (schema.type === 'number') return whole(random, 10_000) / 100
  if (schema.type === 'boolean') return unit(random) < 0.5
  if (schema.type === 'null') return null
  if (schema.type === 'string') return fittingText(schema, random, pool)
  return pick(random, unit(random) < 0.5 ? pool['wild'] ?? extremes : pool['any'] ?? extremes)
}

function fittingObject(schema: Schema, random: Random, pool: Pool): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, own] of Object.entries(schema.properties ?? {})) {
    if (schema.required?.includes(name) || unit(random) < 0.5) made[name] = fitting(own, random, pool, name)
  }
  for (const own of Object.values(schema.patternProperties ?? {})) {
    for (let left = whole(random, 4); left > 0; left--) made[String(pick(random, pool['key'] ?? ['a', 'b', 'constructor']))] = fitting(own, random, pool)
  }
  return made
}

function fittingText(schema: Schema, random: Random, pool: Pool): string {
  if (schema.format === 'uuid') return String(pick(random, pool['id'] ?? ['01900000-0000-7000-8000-000000000000']))
  if (schema.format === 'date') return addDays('2026-11-22', whole(random, 800) - 400)
  if (schema.format === 'date-time') return `${addDays('2026-11-22', whole(random, 10))}T08:00:00Z`
  if (schema.pattern?.includes('\\d{6}(')) return String(pick(random, pool['division'] ?? ['220102']))
  if (schema.pattern === '^1\\d{10}$') return '19900000001'
  if (schema.pattern === '^\\d{6}$') return '123456'
  if (schema.pattern === '^[0-9a-f]{32}$') return Buffer.from(random(16)).toString('hex')
  const text = String(pick(random, ['示例', '情况属实，符合规定', 'abcdefgh', '2026', '记号', '这里有一些比较长的说明文字，用来填写理由', ...(pool['any'] ?? []).map(String)]))
  return text.padEnd(schema.minLength ?? 0, '例').slice(0, schema.maxLength ?? 400)
}

/** The same value with something wrong somewhere. */
export function mutated(value: unknown, random: Random): unknown {
  if (unit(random) < 0.3 || typeof value !== 'object' || value === null) return pick(random, extremes)
  if (Array.isArray(value)) {
    if (value.length === 0 || unit(random) < 0.2) return [...value, pick(random, extremes)]
    const at = whole(random, value.length)
    return value.map((v, i) => (i === at ? mutated(v, random) : v))
  }
  const entries = Object.entries(value)
  const chance = unit(random)
  if (entries.length === 0 || chance < 0.15) return { ...value, [String(pick(random, ['extra', 'id', 'constructor', 'toString', '']))]: pick(random, extremes) }
  const at = whole(random, entries.length)
  if (chance < 0.3) return Object.fromEntries(entries.filter((_, i) => i !== at))
  return Object.fromEntries(entries.map(([k, v], i) => [k, i === at ? mutated(v, random) : v]))
}
