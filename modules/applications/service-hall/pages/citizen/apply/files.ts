import { readDraftMaterial, type Material } from '#modules/capabilities/cases/contract.ts'
import { linkTo } from '#design/api.ts'
import type { KeptFile } from '#design/uploads.ts'

/** How items name kinds of files, as the upload control knows them. */
const kinds: Readonly<Record<string, readonly string[]>> = { office: ['.docx', '.xlsx'], dwg: ['.dwg'] }

export const acceptKinds = (accepts: readonly string[]): string[] => (accepts.length ? accepts : ['pdf', 'image']).flatMap((kind) => kinds[kind] ?? [kind])

/** A file as the upload control lists it; in a draft it can be opened again. */
export const keptFile = (material: Material, draft?: string): KeptFile => ({
  id: `${material.material}/${material.number}`, name: material.name, size: material.size ?? 0, ...material.media ? { type: material.media } : {},
  ...draft ? { href: linkTo(readDraftMaterial, { id: draft, material: material.material, number: material.number }) } : {},
})
