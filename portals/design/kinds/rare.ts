import type { Component } from 'vue'
import type { FormKind } from './kind.ts'

/** Without those that `fields.ts` brings, which would else be cut into a file each. */
const fields = import.meta.glob<{ default: Component }>(['./*/Field.vue', '!./{choose-one,date,long-text,mobile,number,person-name,statement,text,yes-no}/*'])
const kinds = import.meta.glob<Readonly<Record<string, unknown>>>(['./*/kind.ts', '!./{choose-one,date,long-text,mobile,number,person-name,statement,text,yes-no}/*'])

/** The field of a folder; undefined when there is no such folder. */
export const loadField = async (name: string): Promise<Component | undefined> => (await fields[`./${name}/Field.vue`]?.())?.default

export async function loadKind(name: string): Promise<FormKind | null> {
  const found = await kinds[`./${name}/kind.ts`]?.()
  return Object.values(found ?? {}).find((one): one is FormKind => typeof one === 'object' && one !== null && (one as Partial<FormKind>).name === name) ?? null
}
