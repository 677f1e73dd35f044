import type { ItemDefinition } from './definition.ts'

export type Element = { readonly element: string; readonly present: boolean; readonly source: string }

const SOURCE = 'GB/T 39554.2 实施清单要素'

/** Which of the national elements of an implementation list this item states, one by one. */
export function completeness(item: ItemDefinition): Element[] {
  const has = (element: string, present: unknown): Element => ({ element, present: Boolean(present), source: SOURCE })
  const fee = item.fee
  return [
    has('事项名称', item.name), has('基本编码', item.code.basic), has('事项类型', item.type), has('设定依据', item.basis.length > 0),
    has('设定依据条款', item.basis.every((b) => b.article)), has('服务对象', item.for.length > 0), has('行使层级', item.offices.accept.level), has('办件类型', item.kind),
    has('法定办结时限', item.limits.statutory), has('承诺办结时限', item.limits.promise), has('受理条件', item.conditions.length > 0), has('办理流程', item.process.use),
    has('特别程序', item.limits.extension ?? (item.kind === 'immediate' ? 'none' : undefined)), has('申请材料', item.materials.length > 0), has('材料来源渠道', item.materials.every((m) => m.made ?? m.held ?? m.from)), has('材料受理标准', item.materials.every((m) => m.made ?? m.held ?? m.checks)),
    has('材料依据', item.materials.every((m) => m.clause ?? m.made)), has('是否收费', fee), has('收费依据', fee === 'none' || fee.basis), has('收费标准', fee === 'none' || fee.standard),
    has('审批结果名称', item.outcomes.granted.name), has('审批结果样本', item.outcomes.granted.licence ?? item.outcomes.granted.fields), has('结果有效期', item.outcomes.granted.valid), has('到办事现场次数', item.visits !== undefined),
    has('网上办理深度', item.online), has('办理形式', item.channels), has('行政复议与诉讼', item.outcomes.refused.appeal), has('常见问题', (item.faq?.length ?? 0) > 0),
    has('易错提示', (item.mistakes?.length ?? 0) > 0), has('情形引导', item.situations.length > 0), has('计划生效日期', item.effective.from), has('业务底稿核对', !item.sample),
  ]
}
