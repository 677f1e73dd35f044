import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'

const Figure = Type.Object({ unit: Type.String(), unitName: Type.String(), open: Type.Integer(), green: Type.Integer(), yellow: Type.Integer(), red: Type.Integer(), paused: Type.Integer(), ended: Type.Integer(), late: Type.Integer() })
export const readLamps = defineRoute({ method: 'GET', path: '/supervision/lamps', permission: 'supervision:read', summary: '时限监察：各单位红黄灯', input: Type.Object({}), reply: Type.Object({ units: Type.Array(Figure), warnings: Type.Integer(), asOf: Type.String() }) })
export const listWarnings = defineRoute({
  method: 'GET', path: '/supervision/warnings', permission: 'supervision:read', summary: '预警清单', input: Type.Object({ unit: Type.Optional(Type.String({ maxLength: 80 })), lamp: Type.Optional(Type.Enum(['yellow', 'red', 'green', 'paused'])), open: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({ cases: Type.Array(Type.Object({ case: Type.String(), number: Type.String(), itemName: Type.String(), unitName: Type.String(), lamp: Type.String(), dueOn: Type.Union([Type.String(), Type.Null()]), since: Type.String(), stage: Type.String() })) }),
})
const Warning = Type.Object({ id: Type.String(), at: Type.String(), kind: Type.Enum(['yellow', 'red']), case: Type.String(), number: Type.String(), itemName: Type.String(), unit: Type.String(), unitName: Type.String(), stage: Type.String(), dueOn: Type.Union([Type.String(), Type.Null()]), ended: Type.Boolean(), late: Type.Boolean() })
export const listIssued = defineRoute({
  method: 'GET', path: '/supervision/issued-warnings', permission: 'supervision:read', summary: '已发出的预警，新的在前', input: Type.Object({ unit: Type.Optional(Type.String({ maxLength: 80 })), kind: Type.Optional(Type.Enum(['yellow', 'red'])), before: Type.Optional(Type.String({ format: 'uuid' })) }),
  reply: Type.Object({ warnings: Type.Array(Warning), next: Type.Union([Type.String(), Type.Null()]) }),
})
export const failures = defineFailures({})
