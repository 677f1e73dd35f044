import { prefills } from '@xiangyun/forms'
import type { PublishedForm } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import { correctionsPort } from '#modules/capabilities/corrections/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'

export type Known = Readonly<Record<string, { readonly value: unknown; readonly source: string; readonly correctable: boolean; readonly register?: string; readonly field?: string }>>

/** What the state knows of the person (and of the firm that they act for) and the form asks: by pointer, with its source. */
export async function knownOf(context: Context, form: PublishedForm): Promise<Known> {
  const wanted = prefills(form).filter(({ at }) => !at.includes('*'))
  if (wanted.length === 0 || context.actor.kind !== 'person') return {}
  const registers = context.ask(registersPort)
  const why = { purpose: `filing:${form.title}`, law: '个人信息保护法 第十三条' }
  const { identityNumber, firm } = context.actor.traits
  const facts: Record<string, unknown> = {
    applicant: identityNumber ? (await registers.find('people', identityNumber, why))?.values : undefined,
    firm: firm ? (await registers.find('legal-persons', firm, why))?.values : undefined,
  }
  return Object.fromEntries(wanted.flatMap(({ at, from, correctable }) => {
    const value = from.split('.').reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name) ? (inner as Record<string, unknown>)[name] : undefined), facts)
    const source = from.startsWith('firm') ? '法人库' : '人口库'
    return value === undefined || value === null || value === '' ? [] : [[at, { value, source, correctable, ...placeOf(context, from) }] as const]
  }))
}

/** What to name when it is wrong: a field of one's own entry, or of the firm's. */
function placeOf(context: Context, path: string): { register: string; field: string } | undefined {
  const [whose, field, ...deeper] = path.split('.')
  if (!field || deeper.length > 0) return undefined
  const { identityNumber, firm } = context.actor.traits
  return whose === 'firm' ? context.ask(correctionsPort).place('legal-persons', firm, field) : whose === 'applicant' ? context.ask(correctionsPort).place('people', identityNumber, field) : undefined
}

export { withKnown } from '@xiangyun/forms'
