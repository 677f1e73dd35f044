import type { Config } from '@xiangyun/kernel/config'
import { demoPeople } from '#modules/capabilities/identity/demo-people.ts'
import { demoPassword } from '#modules/capabilities/identity/sign-in.ts'
import { readOrganisations } from '#modules/data/organisations/port.ts'

/** What a newcomer reads in the terminal when the province stands. */
export function greet(config: Config, milliseconds: number): string {
  const lines = ['', `祥云已经运行（${(milliseconds / 1000).toFixed(1)} 秒）`, '', `  办事大厅    ${config.address}/`, `  工作人员    ${config.address}/staff/`, `  证照验证    ${config.address}/verify`, `  接口说明    ${config.address}/api/openapi.json`, '']
  if (!config.demonstration) return `${lines.join('\n')}\n`
  const organisations = readOrganisations(config.catalogue)
  const accounts = [
    ...demoPeople(config.catalogue).map((p) => [p.identityNumber, p.name, p.note]),
    ...organisations.demoOfficials().map((o) => [o.account, o.name, `${organisations.unitById(o.unit)!.name} ${o.roles.map((r) => organisations.role(r)!.name).join('、')}`]),
  ]
  return `${[...lines, `演示账号（示例数据，密码都是 ${demoPassword}）：`, ...accounts.map(([login, name, note]) => `  ${login!.padEnd(20)} ${name}  ${note}`), ''].join('\n')}\n`
}
