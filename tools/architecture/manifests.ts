import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { kernelFailures } from '@xiangyun/kernel/contract'
import type { Module } from '@xiangyun/kernel/modules'
import { isTest, root } from './sources.ts'
import type { ShapeProblem, Source } from './sources.ts'

/** Each manifest tells the truth: what it requires, its tables, its permissions and failures; each module has a README. */
export function manifestProblems(modules: readonly Module[], sources: readonly Source[], graph: ReadonlyMap<string, ReadonlySet<string>>): ShapeProblem[] {
  const permissions = new Set(['public', 'signed-in', ...modules.flatMap((m) => Object.keys(m.permissions))])
  const failures = new Set([...Object.keys(kernelFailures), ...modules.flatMap((m) => Object.keys(m.failures))])
  return modules.flatMap((module) => [
    ...requireProblems(module, graph), ...tableProblems(module), ...readmeProblems(module),
    ...module.routes.filter((r) => !permissions.has(r.route.permission)).map((r) => problem(module, 'permissions', `${r.route.path}: no manifest explains ${r.route.permission}`)),
    ...module.routes.flatMap((r) => (r.route.failures ?? []).filter((f) => !failures.has(f)).map((f) => problem(module, 'failures', `${r.route.path}: no manifest has ${f}`))),
    ...failureProblems(module, sources, failures),
  ])
}

const problem = (module: Module, rule: string, message: string): ShapeProblem => ({ file: `modules/${module.tier}/${module.name}/module.ts`, rule, message })

function requireProblems(module: Module, graph: ReadonlyMap<string, ReadonlySet<string>>): ShapeProblem[] {
  const used = graph.get(module.name) ?? new Set<string>()
  const missing = [...used].filter((name) => !module.requires.includes(name)).map((name) => problem(module, 'requires', `uses ${name} but does not say so`))
  const extra = module.requires.filter((name) => !used.has(name)).map((name) => problem(module, 'requires', `says it requires ${name} but does not use it`))
  return [...missing, ...extra]
}

function tableProblems(module: Module): ShapeProblem[] {
  const folder = join(root, 'modules', module.tier, module.name, 'migrations')
  const text = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.sql')).map((f) => readFileSync(join(folder, f), 'utf8')).join('\n') : ''
  const named = (act: RegExp) => [...text.matchAll(act)].map((m) => m[1]!)
  const dropped = new Set(named(/drop table (?:if exists )?"?(\w+)"?/g))
  const renamed = new Map([...text.matchAll(/alter table "?(\w+)"? rename to "?(\w+)"?/g)].map((m) => [m[1]!, m[2]!]))
  const made = new Set(named(/create table (?:if not exists )?"?(\w+)"?/g).filter((table) => !dropped.has(table)).map((table) => renamed.get(table) ?? table))
  const unsaid = [...made].filter((t) => !module.tables.includes(t)).map((t) => problem(module, 'tables', `table ${t} is not in the manifest`))
  const unmade = module.tables.filter((t) => !made.has(t)).map((t) => problem(module, 'tables', `no migration makes ${t}`))
  const clock = /\bnow\(\)|gen_random_uuid|uuidv7\(|current_timestamp/i.test(text) ? [problem(module, 'sql', 'time and ids come from the caller, not from the database')] : []
  return [...unsaid, ...unmade, ...clock]
}

const readmeProblems = (module: Module): ShapeProblem[] => (existsSync(join(root, 'modules', module.tier, module.name, 'README.md')) ? [] : [problem(module, 'readme', 'half a page of README is missing')])

function failureProblems(module: Module, sources: readonly Source[], known: ReadonlySet<string>): ShapeProblem[] {
  const own = sources.filter((s) => s.file.startsWith(`modules/${module.tier}/${module.name}/`) && !isTest(s.file) && !s.file.includes('/pages/'))
  return own.flatMap((s) => [...s.text.matchAll(/\bfail\(\s*'([a-z-]+\/[a-z-]+)'/g)].filter((m) => !known.has(m[1]!)).map((m) => ({ file: s.file, rule: 'failures', message: `${m[1]} is in no manifest` })))
}
