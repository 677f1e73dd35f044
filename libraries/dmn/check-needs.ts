import type { Model } from './model.ts'
import type { Reading } from './reading.ts'
import { report } from './reading.ts'

/** Everything needed must be there, and nothing may need itself (DMN 1.5 §6.2.1.3). */
export function checkNeeds(reading: Reading, model: Model): void {
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string, from: string): void => {
    const node = nodeOf(model, id)
    if (!node && !model.inputs[id]) return report(reading, from, 'unknown-need', `所需的“${id}”不存在`)
    if (!node || state.get(id) === 'done') return
    if (state.get(id) === 'open') return report(reading, id, 'circular', `“${node.name}”经其他决策又依赖自己`)
    state.set(id, 'open')
    for (const need of node.needs) visit(need, id)
    state.set(id, 'done')
  }
  const all = [...Object.keys(model.decisions), ...Object.keys(model.knowledge), ...Object.keys(model.services)]
  for (const id of all) visit(id, id)
  if (all.length === 0) report(reading, model.id, 'no-decision', '文件中没有决策')
}

function nodeOf(model: Model, id: string): { readonly name: string; readonly needs: readonly string[] } | undefined {
  const node = model.decisions[id] ?? model.knowledge[id]
  if (node) return { name: node.name, needs: [...node.needs.inputs, ...node.needs.decisions, ...node.needs.knowledge] }
  const service = model.services[id]
  return service && { name: service.name, needs: [...service.inputs, ...service.inputDecisions, ...service.outputs] }
}
