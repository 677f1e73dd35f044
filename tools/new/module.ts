import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Made, Refused } from '../new.ts'

/** A module with one kind of thing that is opened and closed: contract, rule, use cases, table, tests. */
export function newModule(id: string, given: string | undefined, root: string): Made | Refused {
  const [tier, name] = id.split('/') as [string, string]
  const other = ['data', 'capabilities', 'applications', 'operations'].map((t) => join(root, 'modules', t)).filter((t) => existsSync(t)).find((t) => readdirSync(t).includes(name))
  if (other) return { refused: `已经有模块 ${name}（${join(other, name)}）。换一个名字，或直接改它。` }
  const schema = name.replaceAll('-', '_')
  const variable = name.replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase())
  const fill = (text: string) => text.replaceAll('§tier', tier).replaceAll('§title', given ?? `示例模块（${name}）`).replaceAll('§schema', schema).replaceAll('§variable', variable).replaceAll('§name', name)
  return {
    folder: join(root, 'modules', tier, name),
    files: Object.fromEntries(Object.entries(templates).map(([file, text]) => [file.replaceAll('§name', name), fill(text)])),
    next: `在 server/modules.ts 里加两行：\n  import { ${variable} } from '#modules/${tier}/${name}/module.ts'\n  provinceModules 的列表里按层加上 ${variable}\n在 catalogue/roles/roles.yaml 里给岗位权限 ${name}:read、${name}:write，然后：npm run docs && npm run check && npm test -- modules/${tier}/${name}`,
  }
}

const templates: Readonly<Record<string, string>> = {
  'README.md': `# §name (§title)

What it is for, in three lines, for somebody who never saw it. Which law or standard it follows.

Words: *entry* (what this module keeps), *closed* (an end: a closed entry never opens again). Others hear \`§name.closed\`.
`,
  'contract.ts': `import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

export const Entry = Type.Object({ id: Type.String(), title: Type.String(), state: Type.Enum(['open', 'closed']), version: Type.Integer() })
export type Entry = Static<typeof Entry>

export const openEntry = defineRoute({
  method: 'POST', path: '/§name', permission: '§name:write', summary: '登记',
  input: Type.Object({ title: Type.String({ minLength: 1, maxLength: 200 }) }), reply: Entry,
})
export const closeEntry = defineRoute({
  method: 'POST', path: '/§name/:id/closing', permission: '§name:write', summary: '办结',
  input: Type.Object({ id: Type.String({ format: 'uuid' }), reason: Type.String({ minLength: 1, maxLength: 500 }) }), reply: Entry,
  failures: ['§name/no-entry', '§name/already-closed', 'kernel/conflict'],
})
export const listEntries = defineRoute({
  method: 'GET', path: '/§name', permission: '§name:read', summary: '清单', input: Type.Object({}), reply: Type.Object({ entries: Type.Array(Entry) }),
})

export const entryClosed = defineEvent('§name.closed', 1, Type.Object({ entry: Type.String(), reason: Type.String() }))

export const failures = defineFailures({
  '§name/no-entry': [404, '没有找到这条记录'],
  '§name/already-closed': [409, '这条记录已经办结'],
})
`,
  'rules.ts': `import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Entry } from './contract.ts'

/** A closed entry stays closed. */
export function close(entry: Entry): Result<Entry, '§name/already-closed'> {
  if (entry.state === 'closed') return fail('§name/already-closed')
  return ok({ ...entry, state: 'closed' })
}
`,
  'use-cases/open-entry.ts': `import { ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { Entry, openEntry } from '../contract.ts'
import { entryStore } from '../store.ts'

export async function open(context: Context, input: InputOf<typeof openEntry>) {
  const entry: Entry = { id: context.ids.next(), title: input.title.trim(), state: 'open', version: 1 }
  await entryStore(context.db).add(entry, context.now)
  context.audit({ act: '§name.open', object: \`§name/\${entry.id}\` })
  return ok(entry)
}
`,
  'use-cases/close-entry.ts': `import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { entryClosed } from '../contract.ts'
import type { closeEntry } from '../contract.ts'
import * as rules from '../rules.ts'
import { entryStore } from '../store.ts'

export async function close(context: Context, input: InputOf<typeof closeEntry>) {
  const store = entryStore(context.db)
  const entry = await store.find(input.id)
  if (!entry) return fail('§name/no-entry')
  const decision = rules.close(entry)
  if (!decision.ok) return decision
  if (!(await store.save(decision.value, entry.version))) return fail('kernel/conflict')
  context.emit(entryClosed, { entry: entry.id, reason: input.reason })
  context.audit({ act: '§name.close', object: \`§name/\${entry.id}\`, detail: { reason: input.reason } })
  return ok({ ...decision.value, version: entry.version + 1 })
}
`,
  'store.ts': `import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Entry } from './contract.ts'

export function entryStore(db: Db) {
  return {
    add: (entry: Entry, at: Date) => db.run(sql\`insert into §schema.entry (id, title, state, version, at) values (\${entry.id}, \${entry.title}, \${entry.state}, \${entry.version}, \${at})\`),
    find: (id: string) => db.one<Entry>(sql\`select id, title, state, version from §schema.entry where id = \${id}\`),
    newest: () => db.rows<Entry>(sql\`select id, title, state, version from §schema.entry order by id desc limit 100\`),
    /** False when somebody else was faster. */
    save: async (entry: Entry, version: number) => (await db.run(sql\`update §schema.entry set title = \${entry.title}, state = \${entry.state}, version = version + 1 where id = \${entry.id} and version = \${version}\`)) === 1,
  }
}
`,
  'views.ts': `import { ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { entryStore } from './store.ts'

export const list = async (context: Context) => ok({ entries: await entryStore(context.db).newest() })
`,
  'migrations/0001-§name.sql': `create table entry (id uuid primary key, title text not null, state text not null check (state in ('open', 'closed')), version int not null, at timestamptz not null);
`,
  'module.ts': `import { defineModule, handle } from '@xiangyun/kernel/modules'
import { closeEntry, entryClosed, failures, listEntries, openEntry } from './contract.ts'
import { close } from './use-cases/close-entry.ts'
import { open } from './use-cases/open-entry.ts'
import { list } from './views.ts'

export const §variable = defineModule({
  name: '§name', tier: '§tier', title: '§title', failures,
  permissions: { '§name:read': 'See the entries', '§name:write': 'Open and close entries' },
  publishes: [entryClosed],
  tables: ['entry'],
  routes: [handle(openEntry, open), handle(closeEntry, close), handle(listEntries, list)],
})
`,
  'tests/rules.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { close } from '../rules.ts'

const anyEntry = fc.record({ id: fc.uuid(), title: fc.string(), state: fc.constantFrom('open' as const, 'closed' as const), version: fc.nat() })

test('an entry is never closed twice', () => {
  fc.assert(fc.property(anyEntry, (entry) => {
    const first = close(entry)
    return !first.ok || !close(first.value).ok
  }))
})

test('closing changes nothing but the state', () => {
  const closed = close({ id: 'a', title: '示例', state: 'open', version: 3 })
  assert.ok(closed.ok)
  assert.deepEqual(closed.value, { id: 'a', title: '示例', state: 'closed', version: 3 })
})
`,
}
