import { CREDIT_CODE_ALPHABET, creditCodeCheckDigit, organisationCheckDigit } from '@xiangyun/identifiers'
import { sm3 } from '@xiangyun/gm'
import { loadDefinitions } from '@xiangyun/kernel/definitions'
import type { DefinitionProblem } from '@xiangyun/kernel/definitions'
import { LicenceType } from './definition.ts'
import { patternProblem } from './numbering.ts'

export type LoadedTypes = { readonly types: ReadonlyMap<string, LicenceType>; readonly problems: readonly DefinitionProblem[] }

const cache = new Map<string, LoadedTypes>()

/** All licence types below the catalogue roots, with every mistake found; read once a process. */
export function readLicenceTypes(roots: readonly string[]): LoadedTypes {
  const key = roots.join(':')
  const known = cache.get(key) ?? load(roots)
  cache.set(key, known)
  return known
}

function load(roots: readonly string[]): LoadedTypes {
  const shared = loadDefinitions<LicenceType>(roots, 'licence-types', LicenceType)
  // An item may bring the type of its own result along: `licence.yaml` in its folder, under the item's id.
  const own = loadDefinitions<LicenceType>(roots, 'items', LicenceType, 'licence.yaml')
  const definitions = new Map([...shared.definitions, ...own.definitions])
  const found = [...shared.problems, ...own.problems]
  const serials = new Map<string, string>()
  for (const [id, type] of definitions) {
    const fail = (key: string, rule: string, message: string) => found.push({ file: shared.definitions.has(id) ? `licence-types/${id}.yaml` : `items/${id}/licence.yaml`, line: type.lineOf(key), key, rule, message })
    const wrong = patternProblem(type.value.numbering.pattern)
    if (wrong) fail('/numbering/pattern', 'licence-types/pattern', wrong)
    const other = serials.get(type.value.serial)
    if (other) fail('/serial', 'licence-types/serial', `顺序号 ${type.value.serial} 与 ${other} 相同`)
    serials.set(type.value.serial, id)
    if (type.value.holder.length === 0) fail('/holder', 'licence-types/holder', '持证主体至少一种')
    const labels = type.value.fields.map((f) => f.label)
    labels.forEach((label, i) => { if (labels.indexOf(label) !== i) fail(`/fields/${i}`, 'licence-types/label', `照面项“${label}”重复`) })
  }
  return { types: new Map([...definitions].map(([id, d]) => [id, d.value])), problems: found }
}

/**
 * The 21 characters of GB/T 36904-2018: the defining department's credit code and three digits. The real codes were not
 * obtained; these stand in the marked test range (`TT`), with right check digits. Certainty C.
 */
export function typeCode(type: Pick<LicenceType, 'definedBy' | 'serial'>): string {
  const known = codes.get(type.definedBy) ?? departmentCode(type.definedBy)
  codes.set(type.definedBy, known)
  return known + type.serial
}

const codes = new Map<string, string>()

function departmentCode(name: string): string {
  const body = [...sm3(Buffer.from(name, 'utf8')).subarray(0, 6)].map((b) => CREDIT_CODE_ALPHABET[b % 31]!).join('')
  const first17 = `11100000TT${body}${organisationCheckDigit(`TT${body}`)}`
  return first17 + creditCodeCheckDigit(first17)
}
