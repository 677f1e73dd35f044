import type { Environment } from '@xiangyun/kernel/platform'
import { readOrganisations } from '#modules/data/organisations/port.ts'
import { demoOffices } from './demo-offices.ts'
import type { DemoOffice } from './demo-offices.ts'
import { demoPeople } from './demo-people.ts'
import { escape } from './provider/pages.ts'
import { demoPassword } from './sign-in.ts'

/** The named accounts are the same on every page but for where their buttons lead. */
const lists = new Map<string, readonly string[]>()
const HERE = '\u0000'

function namedAccounts(catalogue: readonly string[], uid: string): string {
  const key = catalogue.join(':')
  const organisations = readOrganisations(catalogue)
  const parts = lists.get(key) ?? [
    ...demoPeople(catalogue).map((p) => ({ login: p.identityNumber, name: p.name, note: p.note })),
    ...organisations.demoOfficials().map((o) => ({ login: o.account, name: o.name, note: `${organisations.unitById(o.unit)!.name} ${o.roles.map((r) => organisations.role(r)!.name).join('、')}` })),
  ].map((row) => entry(HERE, row.login, row.name, row.note)).join('\n').split(HERE)
  lists.set(key, parts)
  return parts.join(escape(uid))
}

/** Below the sign-in form of a demonstration: named accounts, and a search for those of any office. */
export function demoBlock(environment: Environment, uid: string, office: string | undefined): string {
  const organisations = readOrganisations(environment.config.catalogue)
  return `<section class="demo" aria-labelledby="demo"><h2 id="demo">演示账号 <span class="tag">示例数据</span></h2><p>这是演示环境，人员都是合成的，密码都是 <code>${demoPassword}</code>。点姓名直接登录：</p><ul>${namedAccounts(environment.config.catalogue, uid)}</ul>
<h2 id="offices">别的单位的账号</h2><p>每个单位的每个岗位都有演示账号，密码相同。输入单位名称查找：</p>
<form method="get" action="/sign-in/page/${escape(uid)}#offices" role="search"><label for="office">单位名称</label><input id="office" name="office" value="${escape(office ?? '')}" maxlength="60" aria-describedby="office-hint"><p id="office-hint">如“南关区公安局”“农安县民政局”；乡镇加上业务，如“曙光街道 民政”；词与词之间空一格</p><button type="submit" class="second">查找账号</button></form>
${office?.trim() ? shown(uid, ...found(organisations, office)) : ''}</section>`
}

const found = (organisations: Parameters<typeof demoOffices>[0], office: string): [DemoOffice[], boolean] => {
  const { offices, more } = demoOffices(organisations, office.slice(0, 60))
  return [offices, more]
}

function shown(uid: string, offices: readonly DemoOffice[], more: boolean): string {
  if (offices.length === 0) return '<p role="status">没有找到这个单位。写短一点再试，例如只写“公安局”。</p>'
  const parts = offices.map(({ name, accounts }) => `<h3>${escape(name)}</h3><ul>${accounts.map(({ account, post }) => entry(uid, account, post, account)).join('\n')}</ul>`)
  return `<p role="status">${more ? `先列出 ${offices.length} 个单位，写上县区可以更准。` : `找到 ${offices.length} 个单位。`}</p>${parts.join('\n')}`
}

const entry = (uid: string, login: string, name: string, note: string): string =>
  `<li><form method="post" action="/sign-in/page/${escape(uid)}"><input type="hidden" name="login" value="${escape(login)}"><input type="hidden" name="password" value="${demoPassword}"><button class="plain" type="submit">${escape(name)}</button> <span>${escape(note)}</span></form></li>`
