import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { registersPort } from '#modules/data/registers/port.ts'
import type { Entry } from '#modules/data/registers/contract.ts'
import { subjectPurpose } from '../actors.ts'
import { identityStore } from '../store.ts'
import type { DelegationRow } from '../store.ts'

/** `until` is an agent's last day; a representative stays one until the register says otherwise. */
export type ActingFor = { creditCode: string; name: string; via: 'representative' | 'agent'; until: string | null }
/** A person for whom another acts: their child, or whoever has authorised them; `items`: nothing but these. */
export type PersonActedFor = { readonly id: string; readonly number: string; readonly name: string; readonly via: 'guardian' | 'agent'; readonly until: string | null; readonly items: readonly string[] | null }

const signIn = { purpose: 'sign-in', law: '个人信息保护法 第十三条' }
const guardianship = { purpose: 'sign-in', law: '民法典 第二十七条' }

/** The firms a person may act for: as their legal representative, or by an authorisation in force. */
export async function firmsOf(context: Context, identityNumber: string, index: string): Promise<ActingFor[]> {
  const registers = context.ask(registersPort)
  const own = await registers.findBy('legal-persons', 'representative', identityNumber, signIn)
  const given = together(await identityStore(context.db).delegationsTo(index, 'firm', localDate(context.now)))
  const represented = own.filter((e) => e.values['state'] !== '注销').map((e) => ({ creditCode: String(e.values['creditCode']), name: String(e.values['name']), via: 'representative' as const, until: null }))
  return [...represented, ...given.filter((g) => !represented.some((r) => r.creditCode === g.principal)).map((g) => ({ creditCode: g.principal, name: g.principal_name, via: 'agent' as const, until: g.until }))]
}

/** Several authorisations for the same one are one, with the items of all, until the first of them ends. */
function together(rows: readonly DelegationRow[]): DelegationRow[] {
  const byPrincipal = new Map<string, DelegationRow>()
  for (const row of rows) {
    const other = byPrincipal.get(row.principal)
    const items = !other ? row.items : row.items && other.items && [...new Set([...other.items, ...row.items])]
    byPrincipal.set(row.principal, { ...row, items, until: other && other.until < row.until ? other.until : row.until })
  }
  return [...byPrincipal.values()]
}

/** The persons somebody may act for: their own children under eighteen, and those who have authorised them. */
export async function personsOf(context: Context, identityNumber: string, index: string): Promise<PersonActedFor[]> {
  const given = together(await identityStore(context.db).delegationsTo(index, 'person', localDate(context.now)))
  const wards = await wardsOf(context, identityNumber)
  const agents = given.map((row): PersonActedFor => ({ id: row.principal, number: context.keys.open(subjectPurpose, row.sealed!), name: row.principal_name, via: 'agent', until: row.until, items: row.items }))
  return [...wards, ...agents.filter((one) => !wards.some((ward) => ward.id === one.id))]
}

const parents = new Set(['户主', '配偶', '夫', '妻', '丈夫', '妻子'])
const children = new Set(['子', '女', '儿子', '女儿', '长子', '长女', '次子', '次女', '三子', '三女', '独生子', '独生女'])
const OF_AGE = 18

/** Parents are their children's guardians until these are of age (民法典 第十七条、第二十七条); the household register says whose child somebody is. */
async function wardsOf(context: Context, identityNumber: string): Promise<PersonActedFor[]> {
  const registers = context.ask(registersPort)
  const self = await registers.find('people', identityNumber, guardianship)
  const household = self?.values['householdNumber']
  if (typeof household !== 'string' || household === '' || !parents.has(String(self!.values['relation']))) return []
  const members = await registers.findBy('people', 'householdNumber', household, guardianship)
  return members.filter((one) => children.has(String(one.values['relation'])) && !one.values['deathDate'] && lastDayUnderAge(one) >= localDate(context.now)).map((one) => {
    const number = String(one.values['identityNumber'])
    return { id: context.keys.index('subject', number), number, name: String(one.values['name']), via: 'guardian', until: lastDayUnderAge(one), items: null }
  })
}

function lastDayUnderAge(child: Entry): string {
  const [year = '', month = '', day = ''] = String(child.values['birthDate']).split('-')
  return addDays(`${Number(year) + OF_AGE}-${month === '02' && day === '29' ? '03-01' : `${month}-${day}`}`, -1)
}

/** Whether what a firm let somebody do covers an item; whoever represents it is held to none, and whether they act for it at all is asked apart. */
export async function isItemCovered(context: Context, identityNumber: string, firm: string, item: string): Promise<boolean> {
  const index = context.keys.index('subject', identityNumber)
  const given = (await identityStore(context.db).delegationsTo(index, 'firm', localDate(context.now))).filter((one) => one.principal === firm)
  if (given.length === 0 || given.some((one) => isWithin(one.items, item))) return true
  return (await firmsOf(context, identityNumber, index)).some((one) => one.creditCode === firm && one.via === 'representative')
}

/** Whether somebody may act for a person in an item today. */
export async function mayActForPerson(context: Context, identityNumber: string, index: string, person: string, item: string): Promise<boolean> {
  const given = await identityStore(context.db).delegationsTo(index, 'person', localDate(context.now))
  if (given.some((one) => one.principal === person && isWithin(one.items, item))) return true
  return (await wardsOf(context, identityNumber)).some((one) => one.id === person)
}

/** Nothing said of items means all of them. */
export const isWithin = (items: readonly string[] | null, item: string): boolean => items === null || items.includes(item)
