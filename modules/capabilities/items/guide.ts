import type { InputOf, ReplyOf } from '@xiangyun/kernel/contract'
import type { Organisations } from '#modules/data/organisations/contract.ts'
import type { readGuide } from './contract.ts'
import type { ClaimDefinition, MaterialDefinition } from './definition.ts'
import { lengthText, workdaysIn } from './lengths.ts'
import { officesOf } from './offices.ts'
import type { ItemVersion } from './port.ts'

export type GuideReply = ReplyOf<typeof readGuide>
export type GuideInput = InputOf<typeof readGuide>

const kinds = { immediate: '即办件', promised: '承诺件', joint: '联办件' }
const acceptsWords: Record<string, string> = { pdf: 'PDF', image: '照片', ofd: 'OFD', office: '文档', dwg: '图纸' }

/** The public guide, made from the executable item and the claim of the place; it cannot differ from what is executed. */
export function guideOf(own: ItemVersion, division: string, claim: ClaimDefinition | undefined, organisations: Organisations, steps: GuideReply['steps']): GuideReply {
  const item = own.definition
  const offices = officesOf(item, division, organisations)
  const promise = claim?.promise ?? item.limits.promise
  const { fee } = item
  return {
    id: own.item, version: own.version, name: item.name, summary: item.summary, type: item.type, kind: kinds[item.kind], sample: item.sample === true, for: item.for,
    basicCode: item.code.basic, implementationCode: offices?.implementationCode ?? '', codeCertainty: item.code.certainty, division, divisionName: organisations.nameOf(division),
    office: offices ? { name: offices.decide.name, place: claim?.place ?? `${offices.window.name}综合窗口`, hours: claim?.hours ?? '工作日 9:00–16:30', telephone: claim?.telephone ?? '12345', claimed: claim !== undefined } : null,
    statutory: lengthText(item.limits.statutory), promise: lengthText(promise), promiseWorkdays: workdaysIn(promise), visits: item.visits, visitReason: item.visitReason ?? null, online: item.online,
    fee: fee === 'none' ? { charged: false, name: null, standard: null, basis: null } : { charged: true, name: fee.name, standard: fee.standard, basis: fee.basis },
    conditions: item.conditions.map((c) => ({ say: c.refuse, clause: c.clause, go: c.go ?? null })),
    materials: item.materials.map(materialGuide),
    situations: item.situations.filter((s) => s.ask).map((s) => ({ id: s.id, ask: s.ask!, choose: s.choose!, hint: s.hint ?? s.note ?? null, options: s.choose === 'yes-no' ? [] : s.options ?? [] })),
    steps,
    result: { name: item.outcomes.granted.name ?? item.name, valid: item.outcomes.granted.valid ? lengthText(item.outcomes.granted.valid) : null, licence: Boolean(item.outcomes.granted.licence) },
    appeal: { review: lengthText(item.outcomes.refused.appeal.review), lawsuit: lengthText(item.outcomes.refused.appeal.lawsuit) },
    basis: item.basis.map((b) => ({ law: b.law, article: b.article ?? null, what: b.what ?? null, certainty: b.certainty ?? null })),
    afterwards: (item.afterwards ?? []).map(afterText).filter((t) => t !== ''), faq: item.faq ?? [], mistakes: item.mistakes ?? [],
    assurance: item.assurance, inPerson: item.inPerson ?? null, firmNeeded: Object.values(item.parties).some((p) => p.acts === 'applicant-or-agent' && p.concept === 'firm'), certainty: item.certainty ?? {}, effectiveFrom: own.effectiveFrom,
  }
}

export function materialGuide(m: MaterialDefinition): GuideReply['materials'][number] {
  const source = m.made ? '在线填写，自动生成' : m.held ? '政府已有，不用您提交' : m.from === 'department' ? '由其他部门出具' : m.from === 'agency' ? '由中介机构出具' : '由您准备'
  return { id: m.id, name: m.name, source, held: Boolean(m.held), required: m.necessity !== 'optional', accepts: (m.accepts ?? []).map((a) => acceptsWords[a]!), note: m.note ?? null, sometimes: Boolean(m.when), clause: m.clause ?? null, of: m.held?.of ?? null, checks: m.checks ?? [] }
}

function afterText(a: NonNullable<ItemVersion['definition']['afterwards']>[number]): string {
  return a.say ?? [a.before ? `到期前 ${lengthText(a.before)}` : a.every ? `每 ${lengthText(a.every)}` : a.on ?? '', a.do ?? ''].filter(Boolean).join('：')
}
