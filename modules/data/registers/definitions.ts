import { loadDefinitions } from '@xiangyun/kernel/definitions'
import type { DefinitionProblem } from '@xiangyun/kernel/definitions'
import { RegisterDefinition } from './contract.ts'

export type LoadedRegisters = { readonly registers: ReadonlyMap<string, RegisterDefinition>; readonly problems: readonly DefinitionProblem[] }

const cache = new Map<string, LoadedRegisters>()

/** All registers below the catalogue roots, with every mistake found. */
export function readRegisters(roots: readonly string[]): LoadedRegisters {
  const key = roots.join(':')
  const known = cache.get(key) ?? load(roots)
  cache.set(key, known)
  return known
}

function load(roots: readonly string[]): LoadedRegisters {
  const { definitions, problems } = loadDefinitions<RegisterDefinition>(roots, 'registers', RegisterDefinition, 'register.yaml')
  const found = [...problems]
  for (const [id, own] of definitions) {
    const fail = (key: string, rule: string, message: string) => found.push({ file: `registers/${id}/register.yaml`, line: own.lineOf(key), key, rule, message })
    if (!(own.value.key in own.value.fields)) fail('/key', 'registers/key', `主键 ${own.value.key} 不在字段里`)
    if (own.value.subject && !(own.value.subject in own.value.fields)) fail('/subject', 'registers/subject', `${own.value.subject} 不在字段里`)
    const state = own.value.ended && own.value.fields[own.value.ended.field]
    if (own.value.ended && !state) fail('/ended/field', 'registers/ended', `${own.value.ended.field} 不在字段里`)
    own.value.ended?.values.forEach((value, i) => {
      if (state && !state.values?.includes(value)) fail(`/ended/values/${i}`, 'registers/ended', `${value} 不是 ${own.value.ended!.field} 的可选值`)
    })
    own.value.sources?.forEach((source, i) => source.gives.forEach((field, j) => {
      if (!(field in own.value.fields)) fail(`/sources/${i}/gives/${j}`, 'registers/source-field', `来源给出的 ${field} 不在字段里`)
    }))
    const asked = own.value.asked
    // Another field than the key finds many entries at once, and tells who they are.
    asked?.by.forEach((field, i) => { if (field !== own.value.key) fail(`/asked/by/${i}`, 'registers/asked-by', `表单只能按主键 ${own.value.key} 核对，不能按 ${field}`) })
    for (const list of ['tells', 'has'] as const) asked?.[list]?.forEach((field, i) => {
      if (!(field in own.value.fields)) fail(`/asked/${list}/${i}`, 'registers/asked-field', `可以核对的 ${field} 不在字段里`)
      else if (list === 'tells' && own.value.fields[field]!.secrecy === 'sensitive') fail(`/asked/${list}/${i}`, 'registers/asked-sensitive', `敏感字段 ${field} 不供表单核对`)
    })
    for (const [name, field] of Object.entries(own.value.fields)) {
      if (field.secrecy === 'sensitive' && (field.type === 'list' || field.type === 'boolean')) fail(`/fields/${name}`, 'registers/sensitive-type', '敏感字段只能是文字、数字或日期')
      if (field.type === 'choice' && !field.values) fail(`/fields/${name}`, 'registers/choice-values', '可选值没有列出')
    }
  }
  return { registers: new Map([...definitions].map(([id, d]) => [id, d.value])), problems: found }
}
