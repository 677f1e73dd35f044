import type { Context } from '@xiangyun/kernel/modules'
import { incidentOpened } from '../contract.ts'
import { processHostPort, processesPort } from '../ports.ts'
import { jobStore } from './store.ts'
import type { JobRow } from './store.ts'

type Work = <T>(act: (context: Context) => Promise<T>) => Promise<T>

const ATTEMPTS = 8

/** Does what is due, a portion at a time, in so many lanes at once. */
export async function doDueWork(work: Work, lanes: number): Promise<number> {
  let left = await work((context) => jobStore(context.db).due(context.now))
  const lane = async (): Promise<number> => {
    let done = 0
    while (left-- > 0 && (await doServiceWork(work)) > 0) done++
    return done
  }
  return (await Promise.all(Array.from({ length: Math.min(lanes, left) }, lane))).reduce((sum, n) => sum + n, 0)
}

/** Does one piece of service work: what it does, the step it allows and its removal are one transaction. */
export async function doServiceWork(work: Work): Promise<number> {
  let taken: JobRow | undefined
  try {
    return await work(async (context) => {
      taken = await jobStore(context.db).next(context.now)
      if (!taken) return 0
      await finish(context, taken)
      return 1
    })
  } catch (error) {
    if (!taken) throw error
    const failed = taken
    await work((context) => postpone(context, failed, error as Error))
    return 1
  }
}

async function finish(context: Context, job: JobRow): Promise<void> {
  const performed = await context.ask(processHostPort).perform(job.subject, job.topic, job.input)
  const event = performed.ok
    ? { type: 'service-completed' as const, job: job.job, variables: performed.variables }
    : { type: 'service-failed' as const, job: job.job, code: performed.code, message: performed.message }
  const advanced = await context.ask(processesPort).send(job.instance, event)
  if (!advanced.ok) throw new Error(advanced.detail ?? advanced.code)
  const isOpen = !performed.ok && advanced.value.state.waits.some((wait) => wait.id === job.job)
  if (isOpen) {
    await jobStore(context.db).park(job, performed.message)
    context.emit(incidentOpened, { instance: job.instance, subject: job.subject, topic: job.topic, message: performed.message })
  } else await jobStore(context.db).remove(job.instance, job.job)
  await context.ask(processHostPort).apply(job.subject, advanced.value, 'service')
}

/** Tried again with growing pauses; after the last try it waits for an operator. */
async function postpone(context: Context, job: JobRow, error: Error): Promise<void> {
  const isLast = job.attempts + 1 >= ATTEMPTS
  context.log.error('service work failed', { topic: job.topic, instance: job.instance, attempt: job.attempts + 1, error })
  const jobs = jobStore(context.db)
  await (isLast ? jobs.park(job, error.message) : jobs.postpone(job, new Date(context.now.getTime() + 1000 * 2 ** job.attempts), error.message))
  if (isLast) context.emit(incidentOpened, { instance: job.instance, subject: job.subject, topic: job.topic, message: error.message })
}
