import { parentPort } from 'node:worker_threads'
import type { Task } from './index.ts'

/** The thread's own side: does one task after another. What a function throws is an outcome, not the end of the thread. */
parentPort!.on('message', async ({ file, name, args }: Task) => {
  try {
    const made = (await import(file)) as Record<string, (...args: readonly unknown[]) => unknown>
    parentPort!.postMessage({ ok: true, value: await made[name]!(...args) })
  } catch (error) {
    parentPort!.postMessage({ ok: false, reason: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
})
