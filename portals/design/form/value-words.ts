import { addressWords, type Address } from '../addresses.ts'
import type { KeptFile } from '../uploads.ts'
import { dayWords, isDay } from '../words/dates.ts'
import { maskedIdentity } from '../words/masks.ts'
import { moneyWords } from '../words/money.ts'
import { isBlank } from './pointers.ts'
import type { Ask, Choice } from './published.ts'

/** An answer as it is read back to the person. */
export function valueWords(ask: Ask, value: unknown, choices: readonly Choice[] = ask.options ?? []): string {
  if (ask.kind === 'statement') return value === true ? '已确认' : '未确认'
  if (isBlank(value)) return '未填'
  const titleOf = (one: unknown) => choices.find((choice) => choice.value === one)?.title ?? String(one)
  switch (ask.kind) {
    case 'yes-no': return value === true ? '是' : '否'
    case 'choose-one': return titleOf(value)
    case 'choose-many': return (value as unknown[]).map(titleOf).join('、')
    case 'date': return isDay(String(value)) ? dayWords(String(value)) : String(value)
    case 'money': return moneyWords(value as number | string) || String(value)
    case 'identity-number': return maskedIdentity(String(value))
    case 'address': return typeof value === 'string' ? value : addressWords(value as Address)
    case 'file': return (value as KeptFile[]).map((file) => file.name).join('、')
    case 'rows': return `共 ${(value as unknown[]).length} 项`
    case 'computed': return ask.unit === '元' ? moneyWords(value as number | string) : `${String(value)}${ask.unit ? ` ${ask.unit}` : ''}`
    default: return `${String(value)}${ask.unit ? ` ${ask.unit}` : ''}`
  }
}
