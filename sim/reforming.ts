import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDate } from '@xiangyun/kernel/time'
import { root } from '#tools/architecture/sources.ts'
import type { Answer } from './api.ts'
import type { World } from './simulation.ts'

const keys = ['promised', 'permit-with-site-check', 'registration-with-fee', 'benefit-with-public-notice']

/** A standard process with a second review before the decision, as a reform may ask for. */
export function withSecondReview(key: string): string {
  const xml = readFileSync(join(root, 'catalogue', 'processes', `${key}.bpmn`), 'utf8')
  const step = '<bpmn:userTask id="second-review" name="复核" xy:action="review" xy:people="reviewer" xy:limit="limits.review" />'
  const way = /(<bpmn:sequenceFlow id="[^"]*" (?:name="[^"]*" )?sourceRef="review" targetRef=")([^"]+)(")/
  return xml.replace('<bpmn:userTask id="decide"', `${step}<bpmn:userTask id="decide"`).replace(way, '$1second-review"/><bpmn:sequenceFlow id="second-review--on" sourceRef="second-review" targetRef="$2$3')
}

type Versions = { version: number; definition: string; open: number }[]

/** The data bureau publishes a version with another step, or moves a part of what is open from one version to another. */
export async function reforming(world: World): Promise<string> {
  if (!world.chance(0.5)) return 'thinks of a reform'
  const key = world.choose(keys)
  const { province, api } = world
  const known = await api.call('manager', 'GET', `/processes/${key}`)
  const versions = known.value['versions'] as Versions | undefined
  if (!versions) return `${key} is not there`
  if (versions.length === 1) {
    const published = await api.call('manager', 'POST', `/processes/${key}/versions`, { xml: withSecondReview(key), effectiveFrom: localDate(province.platform.environment.clock.now()), note: '增加复核一步' })
    return `publishes ${key}: ${published.status}`
  }
  const [from, to] = world.chance(0.5) ? [versions[0]!, versions[1]!] : [versions[1]!, versions[0]!]
  const rehearsed = await api.call('manager', 'POST', '/process-migrations', { from: from.definition, to: to.definition, mapping: {}, choice: { share: 1 + world.below(100) }, reason: '复核办法调整' })
  if (!isFine(rehearsed)) return `rehearses ${key}: ${rehearsed.value.code}`
  await api.settle()
  const executed = await api.call('manager', 'POST', `/process-migrations/${String(rehearsed.value['id'])}/execution`, {})
  return `moves a part of ${key}: ${executed.status}`
}

/** An operator sends a case back to its review, cancels one, or has what failed tried again. */
export async function operating(world: World): Promise<string> {
  const listed = await world.api.call('process-operator', 'GET', '/process-instances?status=active')
  const open = (listed.value['instances'] ?? []) as { id: string }[]
  if (open.length === 0) return 'nothing to operate'
  const { id } = world.choose(open)
  const view = (await world.api.call('process-operator', 'GET', `/process-instances/${id}`)).value as { tokens?: { id: string; element: string }[]; targets?: { id: string }[] }
  const deciding = view.tokens?.find((token) => token.element === 'decide')
  if (deciding && view.targets?.some((target) => target.id === 'review')) return `sends back: ${(await world.api.call('process-operator', 'POST', `/process-instances/${id}/relocation`, { token: deciding.id, to: 'review', reason: '审查意见有误' })).status}`
  if (world.chance(0.1)) return `cancels: ${(await world.api.call('process-operator', 'POST', `/process-instances/${id}/cancellation`, { reason: '重复提交的办件' })).status}`
  return `tries again: ${(await world.api.call('process-operator', 'POST', `/process-instances/${id}/retry`, { reason: '看看能不能办' })).status}`
}

const isFine = (answer: Answer): boolean => {
  if (answer.status >= 500) throw new Error(`reform: ${answer.status} ${answer.value.detail ?? ''}`)
  return answer.status < 300
}
