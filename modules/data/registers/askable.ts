import type { Askable, Registers } from './contract.ts'

/** The registers that say in their definition what forms may ask of them. */
export function askable(registers: Registers): Askable[] {
  return registers.names().flatMap((id) => {
    const { name, asked, fields } = registers.definition(id)!
    const titled = (field: string) => ({ name: field, title: fields[field]?.name ?? field })
    return asked ? [{ id, name, by: asked.by.map(titled), tells: [...asked.tells, ...asked.has ?? []].map(titled) }] : []
  })
}
