import type { Context } from '@xiangyun/kernel/modules'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import type { GuideReply } from './guide.ts'

/** Lanes of the standard processes as residents call those who act in them. */
const people: Readonly<Record<string, string>> = { 申请人: '您', 窗口: '窗口人员', 审查: '审查人员', 核查员: '现场核查人员', 专家: '专家', 其他部门: '有关部门', 决定: '部门负责人' }

/** What happens from application to result, and who does it. */
export async function guideSteps(context: Context, process: string): Promise<GuideReply['steps']> {
  const processes = context.ask(processesPort)
  const steps = await processes.steps(await processes.inForce(process))
  return [{ name: '提交申请', who: '您' }, ...steps.map((step) => ({ name: step.name, who: people[step.who] ?? step.who })), { name: '领取结果', who: '您' }]
}
