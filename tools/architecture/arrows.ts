import { isTest } from './sources.ts'
import type { ShapeProblem, Source } from './sources.ts'

const tiers = ['data', 'capabilities', 'applications', 'operations']
const grounds = ['identifiers', 'gm', 'feel']
const browserSafe = /^(libraries\/(identifiers|feel|forms)\/|kernel\/contract\/)/
/** Node is used where a form's validator is made; the browser gets the result. */
const serverSide = /^libraries\/forms\/(emit-validator|load-validator)\.ts$/

/** What a kind of field is, apart from how it is drawn: the server judges answers by the same files as the browser. */
const kindsOfFields = /^portals\/design\/kinds\/(kinds|kind|[a-z-]+\/kind)\.ts$/

/** What others may import of a module: its contract, its port, and pure definitions of what the province writes. */
const doors = /\/(contract|port|ports|definition|evaluation|formats|verdicts)\.ts$/

type Module = { tier: string; name: string }

const moduleOf = (path: string): Module | undefined => {
  const found = /^modules\/([^/]+)\/([^/]+)\//.exec(path)
  return found ? { tier: found[1]!, name: found[2]! } : undefined
}

/** libraries ← kernel ← data ← capabilities ← applications; operations sees contracts, nothing sees operations; pages see contracts, browser-safe libraries and design. */
export function arrowProblems(sources: readonly Source[]): ShapeProblem[] {
  return sources.filter((s) => !isTest(s.file)).flatMap((source) => source.imports.flatMap((target) => {
    const message = wrong(source.file, target)
    return message ? [{ file: source.file, rule: 'arrows', message: `${message}：${target}` }] : []
  }))
}

function wrong(file: string, target: string): string | undefined {
  if (file.startsWith('libraries/')) return fromLibrary(file, target)
  if (file.startsWith('kernel/')) return /^(modules|server|portals|sim|bench)\//.test(target) ? 'the kernel knows nothing above it' : browserSafe.test(file) && target.startsWith('node:') ? 'the contract is for browsers too' : undefined
  if (file === 'portals/vite.config.ts') return undefined
  if (/^modules\/.*\/pages\//.test(file) || file.startsWith('portals/')) return fromPage(file, target)
  const own = moduleOf(file)
  return own ? fromModule(own, target) : undefined
}

function fromLibrary(file: string, target: string): string | undefined {
  if (/^(kernel|modules|server|portals|sim|bench|tools)\//.test(target)) return 'a library knows nothing of the platform'
  if (target.startsWith('node:') && browserSafe.test(file) && !serverSide.test(file)) return 'this library is for browsers too'
  const [own, other] = [file.split('/')[1]!, /^libraries\/([^/]+)/.exec(target)?.[1]]
  if (!other || own === other) return undefined
  if (own === 'pdf' && other === 'ofd') return undefined // one model of pages, two kinds of file
  if (own === 'licence-proof' && other === 'ofd') return undefined // a licence's file and its proof are checked together
  return grounds.includes(own) ? 'identifiers, gm and feel import no other library' : grounds.includes(other) ? undefined : 'a library imports only identifiers, gm and feel'
}

function fromPage(file: string, target: string): string | undefined {
  if (/^(server|sim|bench|tools)\//.test(target)) return 'a page sees contracts and the design only'
  if (target.startsWith('node:')) return 'a page runs in a browser'
  if (target.startsWith('kernel/') && !target.startsWith('kernel/contract') && !/^kernel\/time/.test(target)) return 'a page sees the kernel\'s contract only'
  const own = moduleOf(file)
  const other = moduleOf(target)
  if (!other) return undefined
  if (own?.name === other.name && /\/pages\//.test(target)) return undefined
  return /\/(contract|formats|definition|verdicts|rules|routes)\.ts$/.test(target) ? undefined : 'a page sees contracts only'
}

function fromModule(own: Module, target: string): string | undefined {
  if (kindsOfFields.test(target)) return undefined
  if (/^(server|portals|sim|bench|tools)\//.test(target)) return 'a module knows nothing of what joins or uses it'
  const other = moduleOf(target)
  if (!other || (own.name === other.name && own.tier === other.tier)) return undefined
  if (other.tier === 'operations') return 'nothing sees operations'
  if (tiers.indexOf(other.tier) > tiers.indexOf(own.tier)) return 'arrows point one way: data, capabilities, applications'
  return doors.test(target) ? undefined : 'another module is entered by its contract or port only'
}

/** A module's neighbours, for circles and for the manifest's `requires`. */
export function neighbours(sources: readonly Source[]): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>()
  for (const source of sources.filter((s) => !isTest(s.file) && !/\/pages\//.test(s.file))) {
    const own = moduleOf(source.file)
    if (!own) continue
    const known = map.get(own.name) ?? new Set<string>()
    for (const target of source.imports) {
      const other = moduleOf(target)
      if (other && other.name !== own.name) known.add(other.name)
    }
    map.set(own.name, known)
  }
  return map
}

export function circleProblems(graph: ReadonlyMap<string, ReadonlySet<string>>): ShapeProblem[] {
  const done = new Set<string>()
  const problems: ShapeProblem[] = []
  const walk = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) { problems.push({ file: `modules/*/${name}`, rule: 'circles', message: [...path.slice(path.indexOf(name)), name].join(' → ') }); return }
    if (done.has(name)) return
    for (const next of graph.get(name) ?? []) walk(next, [...path, name])
    done.add(name)
  }
  for (const name of graph.keys()) walk(name, [])
  return problems
}
