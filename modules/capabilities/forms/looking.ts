import { judgeLook, looksToAsk } from '@xiangyun/forms'
import type { Answers, Facts, Inquiry, Json, PublishedForm } from '@xiangyun/forms'
import { auditOf } from '@xiangyun/kernel/audit'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import { validatorOf } from './evaluation.ts'
import type { Verdict } from './port.ts'

/** A register that has not answered by then counts as down: the person is told so and loses nothing. */
const PATIENCE = 2_000

/** How often somebody may ask registers in an hour, over all forms; an official asks for many people. */
export const MOST_AN_HOUR = { person: 60, official: 300 }
const HOUR = 3_600_000

/**
 * Asks the registers what the form wants to know of these answers; those of `only`, or all that can be asked now.
 * Equal questions are asked once, and none when the person has asked too often.
 */
export async function judge(context: Context, form: PublishedForm, answers: Answers, facts: Facts, only?: string): Promise<Verdict[] | 'too-many'> {
  if (!form.looks?.length) return []
  const inquiries = looksToAsk(form, answers, facts, await validatorOf(form)).filter((one) => only === undefined || one.id === only)
  const questions = new Map(inquiries.map((one) => [questionOf(one), one]))
  if (!(await mayAsk(context, questions.size))) return 'too-many'
  const said = new Map<string, Json | 'down'>()
  for (const [question, inquiry] of questions) said.set(question, await entry(context, form, inquiry))
  return inquiries.map((inquiry) => {
    const look = form.looks!.find((one) => one.id === inquiry.id)!
    const { state, isAccepted, message } = judgeLook(look, said.get(questionOf(inquiry))!, answers, facts)
    return { look: look.id, at: look.at, state, message: message === '' ? null : message, blocks: !isAccepted }
  })
}

const questionOf = ({ register, by }: Inquiry): string => JSON.stringify([register, Object.entries(by).sort(([a], [b]) => (a < b ? -1 : 1))])

/** Counted by the audit log, whose rows of looks stand also when a submission is refused. The lock makes those who ask many times at once wait in line. */
async function mayAsk({ db, actor, now }: Context, count: number): Promise<boolean> {
  const most = actor.kind === 'person' || actor.kind === 'official' ? MOST_AN_HOUR[actor.kind] : 0
  if (count === 0 || actor.kind === 'system') return true
  if (count > most) return false
  await db.one(sql`select pg_advisory_xact_lock(hashtextextended(${`forms.look/${actor.id}`}, 0))`)
  const asked = await auditOf(db, { actor: actor.id, act: 'forms.look', from: new Date(now.getTime() - HOUR), limit: most })
  return asked.length + count <= most
}

/** The entry that all given fields describe, cut down to what forms are told; null when there is none. It never leaves the server, only whether the rule holds. */
async function entry(context: Context, form: PublishedForm, { register, by }: Inquiry): Promise<Json | 'down'> {
  const registers = context.ask(registersPort)
  const definition = registers.definition(register)
  const asked = definition?.asked
  const fields = Object.keys(by)
  // A form published before its register was closed asks nothing of it.
  if (!definition || !asked || !fields.includes(definition.key) || fields.some((field) => !asked.by.includes(field))) return 'down'
  context.audit({ act: 'forms.look', object: `register/${register}`, purpose: `form-check:${form.title}`, detail: { form: form.id }, stands: true })
  const answer = await context.db.inTime(PATIENCE, async () => ({ found: await registers.findBy(register, definition.key, String(by[definition.key]), { purpose: `form-check:${form.title}`, law: '个人信息保护法 第十三条' }) }))
  if (!answer) return 'down'
  const [first] = answer.found.filter(({ values }) => fields.every((field) => String(values[field] ?? '') === String(by[field])))
  if (!first) return null
  const isThere = (field: string) => first.values[field] !== undefined && first.values[field] !== null && first.values[field] !== ''
  return Object.fromEntries([...asked.tells.map((field) => [field, first.values[field] ?? null]), ...(asked.has ?? []).map((field) => [field, isThere(field) ? true : null])]) as Json
}
