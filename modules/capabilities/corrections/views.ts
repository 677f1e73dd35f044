import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort, unitsOf } from '#modules/data/organisations/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import type { HeldCorrection, listCorrections as listRoute, MyCorrection, OwnRegister, Prospect } from './contract.ts'
import { ownEntry, why, wordsOf } from './own-entry.ts'
import { CORRECT_WORKDAYS, isLate, LAW, masked } from './rules.ts'
import { openAnswer, openContent, openName } from './sealing.ts'
import { correctionStore, proofStore } from './store.ts'
import type { CorrectionRow, ProofRow } from './store.ts'

const definitionOf = (context: Context, row: Pick<CorrectionRow, 'register'>) => context.ask(registersPort).definition(row.register)

/** What everybody who may see it sees of it: no values. */
export function rowOf(context: Context, row: CorrectionRow) {
  const definition = definitionOf(context, row)
  return {
    id: row.id, number: row.number, registerName: definition?.name ?? row.register, fieldName: definition?.fields[row.field]?.name ?? row.field, unitName: context.ask(organisationsPort).unitById(row.unit)?.name ?? row.unit,
    state: row.state, isLate: isLate(row.state, row.due, localDate(context.now)), askedAt: row.asked_at.toISOString(), due: row.due,
  }
}

function saidIn(context: Context, row: CorrectionRow, proofs: readonly ProofRow[]) {
  const content = openContent(context, row.content)
  const definition = definitionOf(context, row)
  return {
    stated: wordsOf(context, definition, row.field, content.stated), wanted: wordsOf(context, definition, row.field, content.wanted) ?? '', reason: content.reason,
    proofs: proofs.filter((proof) => proof.correction === row.id).map((proof) => ({ id: proof.id, name: openName(context, proof.name), type: proof.media, size: proof.size })),
    answer: row.answer && row.answered_at ? { at: row.answered_at.toISOString(), ...openAnswer(context, row.answer) } : null,
  }
}

export const myView = (context: Context, row: CorrectionRow, proofs: readonly ProofRow[]): MyCorrection =>
  ({ ...rowOf(context, row), ...saidIn(context, row, proofs), firm: row.register === 'legal-persons' ? openContent(context, row.content).key : null })

/** What one may know before asking. */
export async function prospect(context: Context, input: { register: OwnRegister; field: string }): Promise<Result<Prospect>> {
  const own = await ownEntry(context, input.register, input.field)
  if (!own) return fail('corrections/no-field')
  const { definition, entry, unit } = own
  const open = await correctionStore(context.db).open(context.actor.id, input.register, entry.id, input.field)
  return ok({
    registerName: definition.name, fieldName: definition.fields[input.field]!.name ?? input.field, stated: wordsOf(context, definition, input.field, entry.values[input.field]), values: [...definition.fields[input.field]!.values ?? []],
    unitName: unit.name, workdays: CORRECT_WORKDAYS, due: context.calendar.add(localDate(context.now), CORRECT_WORKDAYS), open: open ? { number: open.number, due: open.due } : null,
  })
}

export async function mine(context: Context, input: { page?: number }): Promise<Result<{ corrections: MyCorrection[]; total: number }>> {
  const store = correctionStore(context.db)
  const rows = await store.mine(context.actor.id, input.page ?? 1)
  const proofs = await proofStore(context.db).of(rows.map((row) => row.id))
  if (rows.length > 0) context.audit({ act: 'corrections.read', object: 'corrections/mine', subject: context.actor.id, purpose: 'self', law: LAW })
  return ok({ corrections: rows.map((row) => myView(context, row, proofs)), total: await store.countMine(context.actor.id) })
}

/** The office's own, what is due first on top. */
export async function list(context: Context, input: InputOf<typeof listRoute>) {
  const unit = context.actor.traits['unit'] ?? ''
  const store = correctionStore(context.db)
  const units = unitsOf(context.actor)
  const rows = await (input.answered ? store.answered(units, input.page ?? 1) : store.waiting(unit, input.page ?? 1))
  const { waiting, answered, late } = await store.figures(units, localDate(context.now))
  return ok({ corrections: rows.map((row) => rowOf(context, row)), total: input.answered ? answered : waiting, waiting, late })
}

/** A correction of the acting official's office; another's is not told apart from none. */
export async function heldRow(context: Context, id: string, lock = false): Promise<CorrectionRow | undefined> {
  const row = await correctionStore(context.db).find(id, lock)
  return row && context.actor.kind === 'official' && context.actor.permissions.has('corrections:handle') && unitsOf(context.actor).includes(row.unit) ? row : undefined
}

export async function heldView(context: Context, row: CorrectionRow): Promise<HeldCorrection> {
  const content = openContent(context, row.content)
  const definition = definitionOf(context, row)
  const entry = await context.ask(registersPort).find(row.register, content.key, why)
  const now = entry?.values[row.field] ?? null
  return {
    ...rowOf(context, row), ...saidIn(context, row, await proofStore(context.db).of([row.id])), name: content.name, subject: row.register === 'people' ? masked(content.key) : content.key,
    now: wordsOf(context, definition, row.field, now), hasChanged: row.state === 'asked' && JSON.stringify(now) !== JSON.stringify(content.stated),
  }
}

export async function read(context: Context, { id }: { id: string }): Promise<Result<HeldCorrection>> {
  const row = await heldRow(context, id)
  if (!row) return fail('corrections/no-correction')
  context.audit({ act: 'corrections.read', object: `correction/${id}`, subject: row.who, purpose: why.purpose, law: LAW, detail: { number: row.number } })
  return ok(await heldView(context, row))
}
