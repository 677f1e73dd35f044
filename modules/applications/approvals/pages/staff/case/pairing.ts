import type { PublishedForm } from '@xiangyun/forms/form'

/** A paper as the item defines it: its id, and whose record it is when the state holds it. */
interface Defined { id: string, of: string | null }

/** Which section of the form each material proves, as form and item define it: named by the section, asked for by a question, or the record of the party whom the section is about; -1 when it proves the whole. */
export function pairEvidence({ sections }: Pick<PublishedForm, 'sections'>, materials: readonly Defined[]): Map<string, number> {
  const placeOf = ({ id, of }: Defined) => {
    const named = sections.findIndex((section) => section.evidence?.includes(id))
    if (named >= 0) return named
    const asking = sections.findIndex((section) => section.asks.some((ask) => ask.material === id))
    if (asking >= 0 || !of) return asking
    return sections.findIndex((section) => section.asks.some((ask) => ask.prefill?.startsWith(`${of}.`) || ask.at === `/${of}` || ask.at.startsWith(`/${of}/`)))
  }
  return new Map(materials.map((material) => [material.id, placeOf(material)]))
}
