import { readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { checkSoundness, deploy } from '@xiangyun/bpmn'
import { refusal } from '@xiangyun/bpmn/play/answer'
import { play } from '@xiangyun/bpmn/play/play'
import type { PlayRequest } from '@xiangyun/bpmn/play/play'
import { readDmn } from '@xiangyun/dmn'
import { answerLine } from '@xiangyun/dmn/line'
import { fail } from '@xiangyun/feel/result'

type Line = PlayRequest & { readonly model: string; readonly process?: string; readonly check?: boolean }
type Deployed = Awaited<ReturnType<typeof deploy>>

const LARGEST = 10 * 1024 * 1024
const known = new Map<string, Promise<Deployed>>()

/** The line interface of the engines: one JSON request a line, one JSON answer a line, in order. */
const engines: Readonly<Record<string, (line: string) => Promise<unknown>>> = { bpmn: answerBpmn, dmn: async (text) => answerLine(text, modelAt) }

async function answerBpmn(text: string): Promise<unknown> {
  const line = lineOf(text)
  if (!line) return refusal('bad-request', '', '请求不是带有 model 的 JSON 对象')
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), line.model)
  const deployed = await deployedAt(path, line.process)
  if (!deployed) return refusal('no-file', '', `读不到文件 ${line.model}`)
  const [first] = deployed.ok ? [] : deployed.problems
  if (!deployed.ok) return refusal(first?.code ?? 'unreadable', first?.element ?? '', first?.message ?? '')
  const soundness = checkSoundness(deployed.value)
  if (line.check) return { sound: soundness.isSound, method: soundness.method, problems: soundness.problems.map((one) => ({ ...one, code: `bpmn/${one.code}` })) }
  const hopeless = soundness.canEnd ? soundness.problems.find((one) => one.code === 'unreachable') : soundness.problems[0]
  if (hopeless) return { ...refusal(hopeless.code, hopeless.element, hopeless.message), trace: hopeless.trace }
  return play(deployed.value, line)
}

function lineOf(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line | null
    return typeof line === 'object' && line !== null && typeof line.model === 'string' ? line : undefined
  } catch {
    return undefined
  }
}

async function deployedAt(path: string, process: string | undefined): Promise<Deployed | undefined> {
  const text = read(path)
  if (text === undefined) return undefined
  const key = `${process ?? ''} ${path} ${text.length} ${statSync(path).mtimeMs}`
  let found = known.get(key)
  if (!found) known.set(key, (found = deploy(text, { rules: 'standard', strict: true, called: processesBeside(path, text), ...(process === undefined ? {} : { process }) })))
  return found
}

/** A file that is too large is left to the library to refuse, without being read whole. */
function read(path: string): string | undefined {
  try {
    return statSync(path).size > LARGEST ? ' '.repeat(LARGEST + 1) : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Processes in files of the same folder, by id, when this one calls others. */
function processesBeside(path: string, text: string): Record<string, string> {
  if (!/callActivity/.test(text)) return {}
  const files = readdirSync(dirname(path)).filter((name) => /\.(bpmn|bpmn20\.xml|xml)$/.test(name)).map((name) => join(dirname(path), name)).filter((file) => file !== path)
  return Object.fromEntries(files.flatMap((file) => {
    const xml = read(file) ?? ''
    return [...xml.matchAll(/<(?:\w+:)?process\b[^>]*?\bid="([^"]+)"/g)].map((found) => [found[1] ?? '', xml] as const)
  }))
}

const models = new Map<string, ReturnType<typeof readDmn>>()

/** A decision model with those beside it that it imports; what is wrong in one decision spoils no other. */
function modelAt(given: string): ReturnType<typeof readDmn> {
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), given)
  const text = read(path)
  if (text === undefined) return fail([{ element: '', code: 'no-file', message: `读不到文件 ${given}` }])
  const key = `${path} ${statSync(path).mtimeMs}`
  const known = models.get(key) ?? readDmn(text, { lenient: true, imports: modelsBeside(path, text) })
  models.set(key, known)
  return known
}

const modelsBeside = (path: string, text: string): string[] => (!/<(\w+:)?import\b/.test(text) ? [] : readdirSync(dirname(path)).filter((name) => name.endsWith('.dmn')).map((name) => join(dirname(path), name)).filter((file) => file !== path).flatMap((file) => read(file) ?? []))

async function main(): Promise<void> {
  const answer = engines[process.argv[2] ?? '']
  if (!answer) {
    process.stderr.write(`请说明用哪个引擎：${Object.keys(engines).join('、')}\n`)
    process.exitCode = 2
    return
  }
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(await answer(line))}\n`)
  }
}

await main()
