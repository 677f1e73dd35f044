import type { PublishedAsk } from '@xiangyun/forms/form'
import type { Option } from '../field.ts'
import type { KeptFile } from '../uploads.ts'
import { dayWords, isDay } from '../words/dates.ts'
import { maskedIdentity } from '../words/masks.ts'
import { moneyWords } from '../words/money.ts'
import { isBlank } from './pointers.ts'

/** An answer as it is read back to the person. `placeOf` names a division. */
export function valueWords(ask: PublishedAsk, value: unknown, options: readonly Option[], placeOf: (division: string) => string): string {
  if (ask.kind === 'statement') return value === true ? '已确认' : '未确认'
  if (isBlank(value)) return ask.kind === 'computed' ? '填完后自动算出' : '未填'
  const labelOf = (one: unknown) => options.find((option) => option.value === String(one))?.label ?? String(one)
  switch (ask.kind) {
    case 'yes-no': return value === true ? '是' : '否'
    case 'choose-one': return labelOf(value)
    case 'choose-many': return (value as unknown[]).map(labelOf).join('、')
    case 'date': return isDay(String(value)) ? dayWords(String(value)) : String(value)
    case 'money': return moneyWords(value as number | string) || String(value)
    case 'identity-number': return maskedIdentity(String(value))
    case 'address': case 'address-with-map': return addressText(value, placeOf)
    case 'file': return (value as KeptFile[]).map((file) => file.name).join('、')
    case 'rows': return `共 ${(value as unknown[]).length} 项`
    case 'computed': return ask.unit?.startsWith('元') ? `${moneyWords(value as number | string)}${ask.unit.slice(1)}` : withUnit(ask, value)
    default: return withUnit(ask, value)
  }
}

const withUnit = (ask: PublishedAsk, value: unknown) => `${typeof value === 'object' ? JSON.stringify(value) : String(value)}${ask.unit ? ` ${ask.unit}` : ''}`

function addressText(value: unknown, placeOf: (division: string) => string): string {
  if (typeof value === 'string') return value
  const { division = '', detail = '' } = value as { division?: string, detail?: string }
  return `${placeOf(division)}${detail}`
}
