import type { Variables } from '#modules/capabilities/processes/ports.ts'
import { evaluate, feeDue, workdaysIn } from '#modules/capabilities/items/evaluation.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import type { Seen } from './scope.ts'

/** Days that the standard processes read, unless the item says otherwise; parts of the promise, in workdays. */
function standardLimits(own: ItemVersion) {
  const { limits } = own.definition
  const promise = Math.max(1, workdaysIn(limits.promise))
  const part = (share: number) => Math.max(1, Math.round(promise * share))
  return {
    accept: 5, review: part(0.4), siteCheck: part(0.6), decide: part(0.3), consult: part(0.5), expert: part(0.5), hearing: 5, correction: 10, payment: 15,
    supplementNotice: limits.supplement ? workdaysIn(limits.supplement) : 5, extension: limits.extension ? workdaysIn(limits.extension) : 5,
  }
}

/** What the process of a new case begins with. */
export function startVariables(own: ItemVersion, { scope, functions }: Seen): Variables {
  const fee = feeDue(own.definition, scope, functions)
  const stated = Object.fromEntries(Object.entries(own.definition.process.with ?? {}).map(([name, source]) => [name, evaluate(source, scope, functions)]))
  const { limits, ...rest } = stated
  return {
    siteCheck: false, siteCheckByTwo: true, publicNotice: true, departments: [], experts: [], parties: [], tax: { due: false }, decision: null, ...rest,
    fee: { due: fee.amount }, limits: { ...standardLimits(own), ...(typeof limits === 'object' && limits !== null ? limits : {}) },
  }
}
