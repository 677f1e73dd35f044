import type { Flow, Node } from './definition.ts'
import { isLink, linkName } from './read-events.ts'
import type { Element, Reading } from './reading.ts'
import { idOf, report } from './reading.ts'

/** Link events (BPMN 2.0.2 §10.5.1): a throwing link goes on at the catching link of its name, as if by a flow. */
export function linkFlows(reading: Reading, inside: readonly Element[]): Flow[] {
  const links = inside.filter((one) => isLink(one))
  const targets = links.filter((one) => one.$type === 'bpmn:IntermediateCatchEvent')
  const sources = links.filter((one) => one.$type === 'bpmn:IntermediateThrowEvent')
  for (const [index, one] of targets.entries()) {
    if (targets.findIndex((other) => linkName(other) === linkName(one)) < index) report(reading, idOf(one), 'link-target-twice', `链接“${linkName(one)}”有不止一个目标`)
    if (!sources.some((other) => linkName(other) === linkName(one))) report(reading, idOf(one), 'link-without-source', `链接“${linkName(one)}”没有来源`)
  }
  return sources.flatMap((one) => {
    const target = targets.find((other) => linkName(other) === linkName(one))
    if (!target) report(reading, idOf(one), 'link-without-target', `链接“${linkName(one)}”没有目标`)
    return target ? [{ id: `${idOf(one)}~${idOf(target)}`, name: linkName(one), from: idOf(one), to: idOf(target) }] : []
  })
}

/** A flow that stands for a link, not one that was drawn. */
export const isLinkFlow = (flow: string, node: Node): boolean => flow.startsWith(`${node.id}~`) || flow.endsWith(`~${node.id}`)
