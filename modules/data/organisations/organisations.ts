import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { testUnitCode } from './test-codes.ts'
import type { Department, Division, Official, Organisations, Role, Unit } from './contract.ts'
import { readDivisions } from './divisions.ts'
import { wrongRoles } from './staff/rules.ts'

type DepartmentFile = { departments: Record<string, { name: string; order: string; sector: string | null; below?: string }> }
type RoleFile = { roles: Record<string, Pick<Role, 'name' | 'permissions'> & Partial<Role>> }
type StaffFile = { officials: Record<string, { name: string; unit: string; roles: string[]; phone: string }> }

const cache = new Map<string, Organisations>()

/** Divisions, departments, units, roles and officials, from the catalogue; read once per process. */
export function readOrganisations(roots: readonly string[]): Organisations {
  const key = roots.join(':')
  const known = cache.get(key) ?? build(roots)
  cache.set(key, known)
  return known
}

function build(roots: readonly string[]): Organisations {
  const divisions = readDivisions(roots[0]!)
  const departments = merged<DepartmentFile>(roots, 'organisations/departments.yaml', 'departments')
  const roles = merged<RoleFile>(roots, 'roles/roles.yaml', 'roles')
  const staff = merged<StaffFile>(roots, 'organisations/demo-officials.yaml', 'officials')
  const departmentOf = (id: string): Department | undefined => {
    const own = departments[id]
    return own && { id, name: own.name, sector: own.sector, order: own.order }
  }
  const path = (code: string): Division[] => {
    const own = divisions.get(code)
    if (!own) return []
    return own.parent ? [...path(own.parent), own] : [own]
  }
  const unit = (department: string, division: string): Unit | undefined => {
    const own = departments[department]
    const place = divisions.get(division)
    if (!own || !place) return undefined
    return { id: `${department}@${division}`, name: unitName(own, place, path(division)), department, division, level: place.level, creditCode: testUnitCode(own.order, division) }
  }
  const unitById = (id: string) => {
    const [department, division] = id.split('@')
    return department && division ? unit(department, division) : undefined
  }
  const rules = new Map(Object.entries(roles).map(([id, own]): [string, Role] => [id, { people: [], reach: 'unit', gives: [], ...own, id }]))
  const role = (id: string) => rules.get(id)
  const wrong = wrongRoles([...rules.values()])
  if (wrong.length > 0) throw new Error(`catalogue/roles: ${wrong.join('；')}`)
  const permissionNames = merged<{ permissions: Record<string, string> }>(roots, 'roles/permissions.yaml', 'permissions')
  const named = Object.entries(staff).map(([account, own]): Official => ({ account, ...own }))
  return {
    division: divisions.get, children: divisions.children, path, unit, unitById, role, roles: () => [...rules.values()], permissionName: (id) => permissionNames[id] ?? id,
    nameOf: (code) => path(code).slice(1).map((d) => d.name).join('') || divisions.get(code)?.name || code,
    at: (code, level) => path(code).find((d) => d.level === level),
    department: departmentOf,
    departments: () => Object.keys(departments).map((id) => departmentOf(id)!),
    official: (account) => named.find((o) => o.account === account) ?? derivedOfficial(account, role, unitById),
    demoOfficials: () => named,
    carriedOnBy: (id) => id, withMerged: (id) => [id],
    divisions: (level) => divisions.all().filter((d) => d.level === level),
  }
}

function unitName(department: { name: string; below?: string }, place: Division, path: readonly Division[]): string {
  if (place.level === 'province') return department.name
  if (place.level === 'township') return `${place.name}${place.name.endsWith('街道') ? '办事处' : '人民政府'}`
  const short = department.below ?? department.name.replace(/^吉林省/, '').replace(/厅$/, '局').replace(/（.*）$/, '')
  const parent = path.at(-2)
  return `${place.level === 'county' && place.name.endsWith('区') ? parent?.name ?? '' : ''}${place.name}${short}`
}

/** In the demonstration every unit has one official a role: account `reviewer.market-supervision.220102`. */
function derivedOfficial(account: string, role: Organisations['role'], unitById: Organisations['unitById']): Official | undefined {
  const [roleId, department, division, extra] = account.split('.')
  if (!roleId || !department || !division || (extra !== undefined && !/^\d$/.test(extra))) return undefined
  const own = role(roleId)
  const unit = unitById(`${department}@${division}`)
  if (!own || !unit || roleId === 'resident') return undefined
  return { account, name: `${unit.name}${own.name}${extra ?? ''}`, unit: unit.id, roles: [roleId], phone: '0431-00000000' }
}

function merged<File>(roots: readonly string[], file: string, key: keyof File): File[typeof key] & object {
  const parts = roots.map((root) => join(root, file)).filter((path) => existsSync(path)).map((path) => (parse(readFileSync(path, 'utf8')) as File)[key])
  return Object.assign({}, ...parts) as File[typeof key] & object
}
