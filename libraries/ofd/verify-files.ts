import { OID, equalBytes, sm3 } from '@xiangyun/gm'
import { failed, passed } from './verify-report.ts'
import type { Check } from './verify-report.ts'
import { childOf, childrenOf, resolvePlace, textOf } from './xml-read.ts'
import type { XmlNode } from './xml-read.ts'
import type { PackageFiles } from './zip-write.ts'

export interface FileFindings {
  readonly check: Check
  readonly altered: readonly string[]
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/**
 * Compares every file of the package with the digests in one Signature.xml. `ownFiles` are those that need
 * no digest there: the list of seals, this seal's own and those of seals pressed later.
 */
export function checkFiles(files: PackageFiles, signature: XmlNode, place: string, ownFiles: ReadonlySet<string>): FileFindings {
  const references = childOf(childOf(signature, 'SignedInfo'), 'References')
  const method = references?.attributes['CheckMethod']?.toLowerCase() ?? ''
  const known = method === 'sm3' || method === OID.sm3
  const digests = new Map(childrenOf(references, 'Reference').map((reference) =>
    [resolvePlace(reference.attributes['FileRef'] ?? '', place), textOf(reference, 'CheckValue') ?? ''] as const))

  const missing = [...digests.keys()].filter((name) => !files.has(name))
  const altered = known ? [...digests].filter(([name, digest]) => differs(files.get(name), digest)).map(([name]) => name) : []
  const added = [...files.keys()].filter((name) => !digests.has(name) && !ownFiles.has(name))
  return { check: describe({ known, sound: digests.size - missing.length - altered.length, missing, altered, added }), altered, missing, added }
}

function differs(bytes: Uint8Array | undefined, digest: string): boolean {
  return bytes !== undefined && !equalBytes(sm3(bytes), Buffer.from(digest, 'base64'))
}

function describe(found: { known: boolean; sound: number; missing: string[]; altered: string[]; added: string[] }): Check {
  const title = '逐个文件的杂凑值'
  if (!found.known) return failed('files', title, '杂凑算法不是 SM3，无法核对')
  const children = [
    ...found.altered.map((name) => failed('file', name, `文件“${name}”被改动`)),
    ...found.missing.map((name) => failed('file', name, `文件“${name}”被删除`)),
    ...found.added.map((name) => failed('file', name, `文件“${name}”是盖章后加入的`)),
  ]
  const [first] = children
  if (!first) return passed('files', title, `${found.sound} 个文件与盖章时一致`)
  return failed('files', title, children.length === 1 ? first.detail : `${first.detail}等 ${children.length} 处不符`, children)
}
