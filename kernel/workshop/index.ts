import { Worker } from 'node:worker_threads'

/** What came of a piece of work: its value, or why there is none. */
export type Bounded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: 'time' | 'memory' | 'failed' | 'busy'; readonly message: string }

export type Task = { readonly file: string; readonly name: string; readonly args: readonly unknown[] }

type Waiting = { readonly task: Task; readonly milliseconds: number; readonly done: (outcome: Bounded<never>) => void }

const MEGABYTES = 160
const LONGEST_QUEUE = 32

let worker: Worker | undefined
let current: Waiting | undefined
const queue: Waiting[] = []

/**
 * Calls an exported pure function of a file in a thread of its own, with bounds on time and memory: for what people send in
 * (drawings, rules) and what may be endless or huge, so that nobody else waits for it. Arguments and value are plain data.
 */
export function bounded<T>(file: string, name: string, args: readonly unknown[], milliseconds = 3000): Promise<Bounded<T>> {
  return new Promise((done) => {
    if (queue.length >= LONGEST_QUEUE) return done({ ok: false, reason: 'busy', message: 'too much is asked for at once' })
    queue.push({ task: { file, name, args }, milliseconds, done: done as Waiting['done'] })
    next()
  })
}

function next(): void {
  if (current || queue.length === 0) return
  current = queue.shift()!
  const own = current
  worker ??= open()
  worker.ref()
  const timer = setTimeout(() => end(own, { ok: false, reason: 'time', message: `took longer than ${own.milliseconds} ms` }, true), own.milliseconds)
  const finish = own.done
  current = { ...own, done: (outcome) => { clearTimeout(timer); finish(outcome) } }
  worker.postMessage(own.task)
}

function open(): Worker {
  const made = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 } })
  made.on('message', (outcome: Bounded<never>) => { if (made === worker) end(current, outcome, false) })
  made.on('error', (error: Error & { code?: string }) => { if (made === worker) end(current, { ok: false, reason: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'failed', message: error.message }, true) })
  return made
}

function end(own: Waiting | undefined, outcome: Bounded<never>, isBroken: boolean): void {
  if (isBroken) {
    void worker?.terminate()
    worker = undefined
  }
  const waiting = current
  if (!waiting || !own || waiting.task !== own.task) return
  current = undefined
  worker?.unref()
  waiting.done(outcome)
  next()
}
