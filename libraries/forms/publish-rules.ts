import type { PublishedAsk, PublishedLook, PublishedRule, Rule } from './form.ts'
import { checkFound, MOST_LOOKS } from './look-limits.ts'
import type { Asked } from './look-limits.ts'
import { checkKeys } from './publish-ask.ts'
import { feel } from './published-trees.ts'
import type { Tell } from './schema.ts'

/** What each register may be asked; one that may be asked by nothing is there, but not for forms. */
export type Registers = Readonly<Record<string, Asked>>

const RULE_KEYS = ['must', 'say', 'when', 'at', 'clause', 'look', 'whenDown']

/** Rules that answers decide by themselves, and those that a register decides. */
export function publishRules(given: readonly Rule[], asks: readonly PublishedAsk[], registers: Registers | undefined, tell: Tell): { rules: PublishedRule[]; looks: PublishedLook[] } {
  const places = new Set(asks.map((ask) => ask.at))
  const rules: PublishedRule[] = []
  const looks: PublishedLook[] = []
  for (const [index, rule] of given.entries()) {
    const at = `/rules/${index}`
    const published = publishRule(rule, at, places, tell)
    if (!published) continue
    if (rule.look) {
      looks.push({ ...published, ...publishLook(rule, rule.look, at, places, registers, tell), id: `look-${looks.length + 1}` })
      const asked = registers && Object.hasOwn(registers, rule.look.register) ? registers[rule.look.register] : undefined
      if (asked && asked.by.length > 0) checkFound(published.must, rule.look.register, asked, `${at}/must`, tell)
    }
    else rules.push(published)
    if (!rule.look && rule.whenDown !== undefined) tell(`${at}/whenDown`, 'stray-when-down', '只有查登记库的规则才写 whenDown')
  }
  if (registers && looks.length > MOST_LOOKS) tell('/rules', 'too-many-looks', `一张表最多写 ${MOST_LOOKS} 条查登记库的规则，现有 ${looks.length} 条`)
  return { rules, looks }
}

function publishRule(rule: Rule, at: string, places: ReadonlySet<string>, tell: Tell): PublishedRule | undefined {
  checkKeys(rule, RULE_KEYS, at, tell)
  const must = feel(rule.must, `${at}/must`, tell)
  const when = feel(rule.when, `${at}/when`, tell)
  if (rule.at !== undefined && !places.has(rule.at)) tell(`${at}/at`, 'unknown-place', `规则指向的“${rule.at}”没有问题`)
  if (!must) return undefined
  return { must, say: rule.say, at: rule.at ?? '', ...(when ? { when } : {}), ...(rule.clause === undefined ? {} : { clause: rule.clause }) }
}

function publishLook({ whenDown, ...rule }: Rule, look: NonNullable<Rule['look']>, at: string, places: ReadonlySet<string>, registers: Registers | undefined, tell: Tell): Pick<PublishedLook, 'register' | 'by' | 'whenDown'> {
  checkKeys(look, ['register', 'by'], `${at}/look`, tell)
  if (rule.at === undefined) tell(`${at}/at`, 'no-place', '查登记库的规则须指明填在哪一项（at）')
  if (places.has('/found')) tell(`${at}/look`, 'name-taken', '表单里已有名为 found 的问题，查到的内容没有名字可用')
  const fields = Object.entries(look.by)
  if (fields.length === 0) tell(`${at}/look/by`, 'no-key', '没有写明按什么查')
  const known = registers && (Object.hasOwn(registers, look.register) ? registers[look.register]! : undefined)
  if (registers && !known) tell(`${at}/look/register`, 'unknown-register', `没有名为“${look.register}”的登记库`)
  if (known && known.by.length === 0) tell(`${at}/look/register`, 'closed-register', `登记库“${look.register}”不供表单核对`)
  for (const [field] of fields) if (known && known.by.length > 0 && !known.by.includes(field)) tell(`${at}/look/by/${field}`, 'unknown-key', `登记库“${look.register}”不能按“${field}”查`)
  if (whenDown !== undefined && whenDown !== 'refuse' && whenDown !== 'accept') tell(`${at}/whenDown`, 'unknown-value', 'whenDown 须是 refuse 或 accept')
  const by = fields.map(([field, source]) => [field, feel(source, `${at}/look/by/${field}`, tell)] as const).filter(([, tree]) => tree !== undefined)
  return { register: look.register, by: Object.fromEntries(by) as PublishedLook['by'], whenDown: whenDown ?? 'refuse' }
}
