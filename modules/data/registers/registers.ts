import { localDate } from '@xiangyun/kernel/time'
import type { Context } from '@xiangyun/kernel/modules'
import { recordChanged } from './contract.ts'
import type { Entry, Purpose, PutOutcome, Record_, RegisterDefinition, Registers } from './contract.ts'
import { problemsOf } from './checks.ts'
import { readRegisters } from './definitions.ts'
import { merge } from './merging.ts'
import { recordStore } from './store.ts'
import { subjectOf } from './subjects.ts'
import { inspect, write, writtenBy } from './writing.ts'

/** The registers' interface, bound to one transaction. Every read of personal data, and every search for it, is a row in the audit log that stands. */
export function registersOn(context: Context): Registers {
  const { registers } = readRegisters(context.config.catalogue)
  const open = (register: string): { definition: RegisterDefinition; store: ReturnType<typeof recordStore> } => {
    const definition = registers.get(register)
    if (!definition) throw new Error(`no register ${register}`)
    return { definition, store: recordStore(context, register, definition) }
  }
  const told = (register: string, definition: RegisterDefinition, entries: readonly Entry[], why: Purpose, sought: { field: string; value: string }) => {
    const isPersonal = Object.values(definition.fields).some((f) => f.secrecy && f.secrecy !== 'open')
    if (!isPersonal) return
    const reason = { purpose: why.purpose, law: why.law, stands: true }
    for (const entry of entries) context.audit({ act: 'registers.read', object: `${register}/${entry.id}`, subject: context.keys.index('subject', subjectOf(definition, entry)), ...reason, detail: why.case ? { case: why.case } : {} })
    // That somebody is in no register is told as well; of the value there is only its index, by which the same search is known again.
    if (entries.length === 0) context.audit({ act: 'registers.sought', object: register, ...reason, detail: { field: sought.field, value: context.keys.index(`sought/${register}/${sought.field}`, sought.value), ...(why.case ? { case: why.case } : {}) } })
  }
  const findBy: Registers['findBy'] = async (register, field, value, why) => {
    const { definition, store } = open(register)
    const entries = await store.findBy(field, value)
    told(register, definition, entries, why, { field, value })
    return entries
  }
  return {
    definition: (register) => registers.get(register),
    names: () => [...registers.keys()],
    findBy,
    find: async (register, key, why) => (await findBy(register, open(register).definition.key, key, why))[0],
    put: (register, values, source) => put(context, open(register), register, values, source),
    inspect: (writing) => inspect(context, open(writing.register), writing),
    write: (writing) => write(context, open(writing.register), writing),
    writtenBy: (caseId) => writtenBy(context, registers, caseId),
    fill: (register, records, source) => {
      const { definition, store } = open(register)
      const sources = Object.fromEntries(Object.keys(definition.fields).map((f) => [f, source.department]))
      return store.insert(records.map((values) => ({ id: context.ids.next(), values, sources })), context.now)
    },
    count: (register) => open(register).store.count(),
    sample: (register, offset, limit) => open(register).store.sample(offset, limit),
  }
}

async function put(context: Context, register: { definition: RegisterDefinition; store: ReturnType<typeof recordStore> }, name: string, values: Record_, source: { department: string }): Promise<PutOutcome> {
  const { definition, store } = register
  const problems = problemsOf(definition, values, localDate(context.now))
  if (problems.length > 0) return { problems }
  const [known] = await store.findBy(definition.key, String(values[definition.key]), true)
  if (!known) {
    const id = context.ids.next()
    const sources = Object.fromEntries(Object.keys(values).map((f) => [f, source.department]))
    await store.insert([{ id, values, sources }], context.now)
    context.emit(recordChanged, { register: name, id, version: 1, changed: Object.keys(values), department: source.department })
    return { id, version: 1, changed: Object.keys(values) }
  }
  const merged = merge(definition, known, values, source.department)
  if (merged.changed.length === 0) return { id: known.id, version: known.version, changed: [] }
  await store.replace(known, merged.values, merged.sources, context.now)
  context.emit(recordChanged, { register: name, id: known.id, version: known.version + 1, changed: [...merged.changed], department: source.department })
  return { id: known.id, version: known.version + 1, changed: merged.changed }
}
