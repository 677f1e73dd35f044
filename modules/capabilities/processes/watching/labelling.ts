import type { Context } from '@xiangyun/kernel/modules'
import { instanceStore } from './instance-store.ts'
import { processHostPort } from '../ports.ts'

const PORTION = 200

type Work = <T>(act: (context: Context) => Promise<T>) => Promise<T>

/** When a province starts, instances begun before place and number were kept with them get theirs. */
export async function labelOld(work: Work): Promise<void> {
  while ((await work(portion)) > 0) { /* until none is left */ }
}

async function portion(context: Context): Promise<number> {
  const old = await instanceStore(context.db).unlabelled(PORTION)
  if (old.length === 0) return 0
  const subjects = await context.ask(processHostPort).subjects(old.map((one) => one.subject))
  return subjects.length === 0 ? 0 : instanceStore(context.db).label(subjects)
}
