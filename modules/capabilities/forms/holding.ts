import type { Answers, PublishedForm } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import { formKinds } from '#kinds/kinds.ts'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { dictionary } from './dictionaries.ts'
import { answersOf } from './evaluation.ts'

type Problem = { readonly at: string; readonly code: string; readonly message: string }

/** Whose answers they are: the person, and the firm they act for. */
export type Holder = {
  readonly identityNumber: string | undefined; readonly index: string; readonly firm: string | null | undefined
  /** Whose names may stand as a signature: the applicant's, that of who is signed in, that of who represents the firm; none where nobody is known. */
  readonly signers: readonly string[]
}

/** Choices among what the state holds are looked for again: what a browser sends proves nothing. */
export async function notHeld(context: Context, form: PublishedForm, answers: Answers, holder: Holder): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { at, ask, value } of answersOf(form, answers, (one) => formKinds[one.kind]?.held !== undefined)) {
    const why = await refusal(context, formKinds[ask.kind]!.held!, ask.accepts ?? [], value, holder)
    if (why) problems.push({ at, code: 'not-held', message: `“${ask.title}”${why}` })
  }
  return problems
}

type Held = 'licence' | 'firm' | 'entry' | 'name'
type Sent = Readonly<Record<string, unknown>> | null

const OTHER = '的名称或编号与登记的不一致，请重新选择'

/** Names and numbers that come with a choice are read by people, so they must be those that the state has. */
async function refusal(context: Context, held: Held, accepts: readonly string[], value: unknown, holder: Holder): Promise<string | undefined> {
  const sent = (Array.isArray(value) ? value : [value]) as readonly Sent[]
  if (held === 'name') return nameRefusal(value, holder.signers)
  if (held === 'firm') return firmRefusal(context, sent[0] ?? null, holder)
  if (held === 'licence') return licenceRefusal(context, sent[0] ?? null, accepts, holder)
  const known = dictionary(accepts[0] ?? '', context.config.catalogue)
  const names = sent.map((one) => (known && Object.hasOwn(known.codes, String(one?.['code'])) ? known.codes[String(one?.['code'])]! : undefined))
  if (names.some((name) => name === undefined)) return '不在代码表里，请重新选择'
  return names.every((name, index) => (typeof name === 'string' ? name : name!.name) === sent[index]?.['name']) ? undefined : OTHER
}

/** A name that was typed signs for the one who has it. What a hand drew is not read. */
function nameRefusal(value: unknown, signers: readonly string[]): string | undefined {
  const typed = typeof value === 'string' ? value : (value as { typed?: string } | null)?.typed
  if (typed === undefined || signers.length === 0 || signers.some((one) => plainName(one) === plainName(typed))) return undefined
  return `要由本人签署：请输入“${signers[0]}”`
}

/** Names are written with several dots (GB/T 36344 has “·”), and with spaces. */
const plainName = (name: string): string => name.normalize('NFKC').replaceAll(/[\s·•‧∙・･.]/gu, '')

async function firmRefusal(context: Context, sent: Sent, { identityNumber }: Holder): Promise<string | undefined> {
  const code = String(sent?.['creditCode'])
  if (!identityNumber || !(await context.ask(identityPort).mayActFor(identityNumber, code))) return '不是您可以代办的单位，请重新选择'
  const firm = await context.ask(registersPort).find('legal-persons', code, { purpose: 'filing:核对代办的单位', law: '个人信息保护法 第十三条' })
  return firm?.values['name'] === sent?.['name'] ? undefined : OTHER
}

async function licenceRefusal(context: Context, sent: Sent, accepts: readonly string[], holder: Holder): Promise<string | undefined> {
  const licence = await context.ask(licencesPort).get(String(sent?.['id']), [holder.index, ...(holder.firm ? [holder.firm] : [])])
  if (!licence || (accepts.length > 0 && !accepts.includes(licence.type))) return '不是您名下的证照，请重新选择'
  if (licence.state !== 'valid') return '已经失效，请换一个有效的'
  return licence.name === sent?.['name'] && licence.type === sent?.['type'] && (sent?.['number'] === undefined || sent['number'] === licence.number) ? undefined : OTHER
}
