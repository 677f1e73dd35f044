import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anonymous } from '@xiangyun/kernel/permissions'
import { perform } from '@xiangyun/kernel/platform'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { newPerson } from '#tests/support/raw.ts'
import { checkPassword } from '../sign-in.ts'

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(() => province.end())

/** As the sign-in page does: nobody is signed in yet. */
const attempt = async (login: string, password: string) => ((await perform(province.platform.environment, anonymous, (context) => checkPassword(context, login, password))).ok ? 'in' : 'not')

test('the record of a sign-in names the account, a person\'s and an official\'s; who read the register for it is that person', async () => {
  const who = await newPerson(api, 651, '示例留痕')
  assert.equal(await attempt(who.identityNumber, 'xiangyun-demo'), 'in')
  assert.equal(await attempt('reviewer.public-security.220102', 'xiangyun-demo'), 'in')
  assert.equal(await attempt('clerk', 'xiangyun-demo'), 'in')
  const { value } = await api.call('auditor', 'GET', '/audit?act=identity.sign-in')
  const named = (value['lines'] as { actor: string; actorName: string; actorKind: string; object: string }[]).map(({ actor, actorName, actorKind }) => ({ actor, actorName, actorKind })).slice(0, 3)
  const index = province.platform.environment.keys.index('subject', who.identityNumber)
  assert.deepEqual(named, [
    { actor: 'clerk', actorName: '李静', actorKind: 'official' },
    { actor: 'reviewer.public-security.220102', actorName: '长春市南关区公安局审查人员', actorKind: 'official' },
    { actor: index, actorName: '示例留痕', actorKind: 'person' },
  ])
  const read = (await api.call('auditor', 'GET', `/audit?act=registers.read&actor=${encodeURIComponent(index)}`)).value['lines'] as { actorKind: string }[]
  assert.ok(read.length > 0 && read.every(({ actorKind }) => actorKind === 'person'))
})
