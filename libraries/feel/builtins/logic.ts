import type { Value } from '../values.ts'
import type { Table } from './signature.ts'
import { builtin, onItems } from './signature.ts'

/** Functions over truth values (DMN 1.5 §10.3.4.2 and 10.3.4.4). */
export const logic: Table = {
  'not': builtin('negand', ([value]) => (typeof value === 'boolean' ? !value : null)),
  'all': onItems((items) => truth(items, false)),
  'any': onItems((items) => truth(items, true)),
}

function truth(items: readonly Value[], decisive: boolean): Value {
  if (items.includes(decisive)) return decisive
  return items.every((item) => typeof item === 'boolean') ? !decisive : null
}
