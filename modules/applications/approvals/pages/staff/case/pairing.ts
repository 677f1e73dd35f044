import type { PublishedForm } from '@xiangyun/forms/form'

interface Named { material: string, name: string }

/** Words that stand in the name of nearly every paper and tell nothing of what it proves. */
const common = new Set(['证明', '材料', '文件', '证书', '情况', '申请', '清单', '书面', '复印', '电子', '人员', '有关', '相关', '许可', '经营'])

const pairsOf = (text: string): string[] => {
  const signs = [...text.replace(/[^\p{Script=Han}]/gu, '')]
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`).filter((pair) => !common.has(pair))
}

/** Which section each material proves: the one that asks for it, else the one whose words it shares; -1 when it proves the whole. */
export function pairEvidence(form: Pick<PublishedForm, 'sections'>, materials: readonly Named[]): Map<string, number> {
  const words = form.sections.map((section) => new Set([section.title, ...section.asks.map((ask) => ask.title)].flatMap(pairsOf)))
  const titles = form.sections.map((section) => new Set(pairsOf(section.title)))
  const placeOf = ({ material, name }: Named) => {
    const asking = form.sections.findIndex((section) => section.asks.some((ask) => ask.material === material))
    if (asking >= 0) return asking
    const own = pairsOf(name)
    const scores = words.map((known, at) => own.filter((pair) => known.has(pair)).length + own.filter((pair) => titles[at]?.has(pair)).length)
    const best = Math.max(0, ...scores)
    return best > 0 ? scores.indexOf(best) : -1
  }
  return new Map(materials.map((material) => [material.material, placeOf(material)]))
}
