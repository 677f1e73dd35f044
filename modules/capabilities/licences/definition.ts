import { Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

/** One type of electronic licence, as `catalogue/licence-types/<id>.yaml` says it. */
export const LicenceType = Type.Object({
  name: Type.String(),
  holder: Type.Array(Type.Enum(['person', 'firm'])),
  definedBy: Type.String(),
  department: Type.String(),
  serial: Type.String({ pattern: '^\\d{3}$' }),
  certainty: Type.String(),
  fields: Type.Array(Type.Object({ label: Type.String(), kind: Type.String(), note: Type.Optional(Type.String()), values: Type.Optional(Type.Array(Type.String())) })),
  numbering: Type.Object({ pattern: Type.String(), note: Type.Optional(Type.String()) }),
  valid: Type.String({ pattern: '^(long-term|\\d+ (days?|months?|years?))$' }),
  states: Type.Array(Type.String()),
  seal: Type.Object({ kind: Type.String(), text: Type.String() }),
  layout: Type.Object({ orientation: Type.Enum(['portrait', 'landscape']), title: Type.String(), note: Type.Optional(Type.String()) }),
  note: Type.Optional(Type.String()),
})
export type LicenceType = Static<typeof LicenceType>
