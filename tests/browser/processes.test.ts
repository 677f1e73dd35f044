import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import { localDate } from '@xiangyun/kernel/time'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import { castFor, giveRecords, withCast } from '#sim/casting.ts'
import { driveCase, officeActs, submitApplication } from '#sim/driver.ts'
import { walkCases } from '#sim/walk-item.ts'
import { browsedProvince, calm, type Browsing, type Shown } from '#tests/support/browsing.ts'
import { county, drive, elsewhere, must, person, submittedCase, viewOf, withFee } from '#tests/support/cases.ts'
import { root } from '#tests/support/province.ts'
import type { Look } from './harness.ts'

type Person = Awaited<ReturnType<typeof person>>
interface Running { readonly me: Person, readonly id: string }
interface Line { readonly key: string, readonly id: string, readonly label: string, readonly subject: string, readonly division: string, readonly version: number | null, readonly at: readonly { readonly element: string }[] }

const looks: Record<string, Look> = { 'desk': { width: 1440 }, 'desk-dark': { width: 1440, theme: 'dark' }, 'phone': { width: 360 }, 'phone-elder': { width: 360, elder: true } }
const key = 'registration-with-fee'
const hour = 3_600_000
const house = 'second-hand-house-transfer'

const running: Running[] = []
let stuck: string
let unseal: () => Promise<unknown>

const own = browsedProvince(makeCases)
const { open } = own
const judge = (page: Shown, name: string) => own.judge(page, `processes-${name}`)

/** Three that ended after days, eight that run in the county, one elsewhere, and one whose result cannot be issued. */
async function makeCases({ api }: Browsing) {
  const people = await Promise.all([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120].map((skip) => person(api, skip)))
  const [first, second, third, ...others] = people as [Person, Person, Person, ...Person[]]
  const begun = await Promise.all([first, second, third].map(async (me) => ({ me, id: await submittedCase(api, me) })))
  await api.pass(5 * hour)
  for (const { me, id } of begun) await drive(api, me, id, ({ stage }) => stage === 'deciding')
  await api.pass(50 * hour)
  for (const { me, id } of begun) await drive(api, me, id)
  for (const [index, me] of others.entries()) {
    const id = await submittedCase(api, me, index === 8 ? { ...withFee, division: elsewhere } : withFee)
    running.push({ me, id })
    if (index % 2 === 1) await drive(api, me, id, ({ stage }) => stage === 'reviewing')
  }
  await makeStuck(own)
}

/** The house is sealed off between decision and registration: issuing fails until the register is right again. */
async function makeStuck({ api }: Browsing) {
  const plan = walkCases([join(root, 'catalogue')], house)[0]!
  const casting = await castFor(api, plan, 9)
  const filled = withCast(plan, casting, '2026-11-23')
  await giveRecords(api, filled, casting)
  const { register, values } = filled.given![0]!
  const sealing = (sealedOff: boolean) => must(api.call('operator', 'POST', '/demonstration/records', { register, of: casting.cast[1]!.identityNumber, values: { ...values, sealedOff } }), 'the register')
  stuck = String((await submitApplication(api, house, county, casting.applicant, filled, casting.cast, 'browser-stuck-0001')).value['case'])
  await sealing(true)
  await assert.rejects(driveCase(api, stuck, casting.applicant, filled, casting.cast, () => {}), /stands still in issuing/)
  unseal = () => sealing(false)
}

const listed = async (query: Record<string, string>): Promise<Line[]> => (await must(own.api.call('process-operator', 'GET', `/process-instances?${new URLSearchParams(query)}`), 'list')).value['instances'] as Line[]
const openOnes = () => listed({ key, status: 'active' })
const instanceOf = async (subject: string): Promise<Line> => (await openOnes()).find((one) => one.subject === subject) ?? assert.fail(`no process of ${subject}`)
const figures = async (more: Record<string, string> = {}) => (await must(own.api.call('process-operator', 'GET', `/processes/${key}/figures?${new URLSearchParams(more)}`), 'figures')).value as { open: number, finished: number, elements: { element: string, name: string, here: number }[], variants: { count: number, names: string[] }[] }

test('the operator’s screens are accessible and fit in every look', async () => {
  const [broken] = await listed({ incident: 'true' })
  for (const [look, size] of Object.entries(looks)) {
    for (const [name, path] of [['running', `/staff/processes/${key}/running`], ['list', '/staff/process-instances'], ['none', '/staff/process-instances?label=X'], ['stuck', `/staff/process-instances/${broken!.id}`]] as const) {
      const page = await open('process-operator', path, size)
      await drawn(page, name === 'running' || name === 'stuck')
      await judge(page, `${name}-${look}`)
      await page.context().close()
    }
  }
})

/** The diagram has come. */
async function drawn(page: Shown, isThere = true) {
  if (isThere) await page.locator('.process-drawing .djs-shape').first().waitFor()
  await calm(page)
}

test('each figure of a process is the API’s and opens the instances behind it', async () => {
  const told = await figures()
  assert.equal(told.finished, 3)
  assert.equal(told.open, running.length + 1)
  const page = await open('process-operator', `/staff/processes/${key}/running`)
  await drawn(page)
  await page.getByRole('link', { name: `${told.open} 件 现在在办` }).click()
  await page.locator('caption', { hasText: `${told.open} 件` }).waitFor()
  assert.equal(await page.locator('tbody tr').count(), told.open)
  await page.goBack()
  const place = told.elements.find(({ element }) => element === 'review')!
  await page.getByRole('link', { name: new RegExp(`^${place.here} 件 ?停在${place.name}$`) }).click()
  await page.locator('caption', { hasText: `${place.here} 件` }).waitFor()
  assert.equal(await page.locator('tbody tr').count(), place.here)
  assert.equal(await page.getByLabel('停在哪个环节').inputValue(), 'review')
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('heat, ways and a chosen way are drawn, and the step chosen in the table is marked', async () => {
  const page = await open('process-operator', `/staff/processes/${key}/running`)
  await drawn(page)
  await page.locator('.djs-shape.mark-here').first().waitFor()
  await page.getByLabel('耗时热度').check()
  await page.locator('.djs-shape.mark-hot-5').first().waitFor()
  await judge(page, 'heat')
  await page.getByLabel('常走路径').check()
  await page.locator('.djs-connection.mark-hot-5').first().waitFor({ state: 'attached' })
  await judge(page, 'ways')
  await page.getByRole('button', { name: /^作出决定 ?，在图上标出/ }).press('Enter')
  await page.locator('.djs-shape.selected[data-element-id="decide"]').waitFor()
  await page.getByRole('button', { name: '在图上画出' }).first().press('Enter')
  await page.locator('.djs-connection.mark-trace').first().waitFor({ state: 'attached' })
  await judge(page, 'way')
  await page.getByRole('link', { name: '看一件' }).first().click()
  await page.getByRole('heading', { name: '经过' }).waitFor()
  await drawn(page)
  await judge(page, 'ended')
  await page.context().close()
})

test('the operator finds what is stuck, reads why, has it tried again, and it ends', async () => {
  const page = await open('process-operator', '/staff/')
  await judge(page, 'operator-home')
  await page.getByRole('link', { name: /^1 件 ?异常$/ }).click()
  assert.ok(await page.getByLabel('只看有异常的').isChecked())
  await page.locator('caption', { hasText: '1 件' }).waitFor()
  const stuck = (await listed({ incident: 'true' }))[0]!
  await page.goto(`${own.address}/staff/processes/${stuck.key}/running`)
  await page.getByRole('button', { name: '全部重试' }).click()
  await page.getByRole('dialog').getByText('使 1 件停下').waitFor()
  await judge(page, 'cause')
  await page.getByLabel('为什么').fill('以为已经解封')
  await page.getByRole('dialog').getByRole('button', { name: '全部重试' }).click()
  await page.getByRole('heading', { name: '正在重试… 1 件' }).waitFor()
  await own.api.settle()
  await page.getByRole('heading', { name: '重试了 1 件，1 件还停着' }).waitFor()
  await page.locator('.djs-shape.mark-wrong.selected[data-element-id="issue-result"]').waitFor()
  await judge(page, 'tried-in-vain')
  await page.goto(`${own.address}/staff/process-instances?incident=true`)
  await page.locator('tbody').getByRole('link').click()
  await page.getByRole('heading', { name: '有 1 个自动环节没有办成' }).waitFor()
  await page.getByText('登簿前再次核对，原不动产权证不在卖方名下，或者已被查封、抵押').first().waitFor()
  await unseal()
  await page.getByRole('button', { name: '重试', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '重试', exact: true }).click()
  await dialog.getByText('请写明为什么，至少 4 个字').waitFor()
  await judge(page, 'retry')
  await dialog.getByLabel('为什么').fill('不动产已解封，重新制发')
  await dialog.getByRole('button', { name: '重试', exact: true }).click()
  await page.getByText('已安排重试，几秒后看结果').waitFor()
  await own.api.settle()
  await page.getByRole('button', { name: '刷新' }).click()
  await page.getByRole('heading', { name: /自动环节没有办成/ }).waitFor({ state: 'detached' })
  assert.equal((await listed({ incident: 'true' })).length, 0)
  await page.locator('.djs-connection.mark-done[data-element-id="charges-cleared--issue-result"]').waitFor({ state: 'attached' })
  assert.deepEqual(page.problems, [])
  await page.context().close()
  const auditor = await open('auditor', '/staff/audit')
  await auditor.getByText('理由：不动产已解封，重新制发').first().waitFor()
  await auditor.getByText('重试失败的自动环节').first().waitFor()
  await auditor.context().close()
})

test('a process is moved to another step with a reason; who comes late is told', async () => {
  const moved = running[1]!
  const instance = await instanceOf(moved.id)
  const page = await open('process-operator', `/staff/process-instances/${instance.id}`)
  const late = await open('process-operator', `/staff/process-instances/${instance.id}`)
  for (const one of [page, late]) {
    await drawn(one)
    await one.getByRole('button', { name: '移到另一环节' }).click()
    await one.getByLabel('移到哪个环节').selectOption('accept')
    await one.getByRole('dialog').locator('.djs-shape.mark-trace').waitFor()
    await one.getByLabel('为什么').fill('材料录错，退回窗口重新受理')
  }
  await judge(page, 'move')
  await page.getByRole('button', { name: '移到“受理审查”' }).click()
  await page.getByText('已移到“受理审查”').waitFor()
  assert.deepEqual((await instanceOf(moved.id)).at.map(({ element }) => element), ['accept'])
  await page.getByText('材料录错，退回窗口重新受理').first().waitFor()
  await page.locator('.djs-shape.mark-here.selected[data-element-id="accept"]').waitFor()
  assert.equal(await page.locator('.mark-done[data-element-id="decide"]').count(), 0, 'what never happened is not painted')
  assert.equal(await page.locator('.mark-done[data-element-id="decision-made"]').count(), 0)
  await page.locator('.djs-shape.mark-done[data-element-id="review"]').waitFor()
  await judge(page, 'moved-back')
  await late.getByRole('button', { name: '移到“受理审查”' }).click()
  await late.getByText('流程已经不在这个环节，请刷新后再看').first().waitFor()
  late.problems.length = 0
  await judge(late, 'late')
  for (const one of [page, late]) await one.context().close()

  const reader = await open('manager', `/staff/process-instances/${instance.id}`)
  assert.equal(await reader.getByRole('button', { name: '移到另一环节' }).count(), 0)
  await reader.context().close()
})

/** The second version: the decision has another id under the same name, the examination another name as well. */
async function publishSecond(): Promise<string> {
  const { value } = await must(own.api.call('manager', 'GET', `/processes/${key}`), 'the process')
  const [{ definition }] = value['versions'] as [{ definition: string }]
  const { xml } = (await must(own.api.call('manager', 'GET', `/process-definitions/${definition}/drawing`), 'the drawing')).value as { xml: string }
  const renamed = (text: string, from: string, to: string) => text.replaceAll(new RegExp(` (id|sourceRef|targetRef|attachedToRef|bpmnElement)="${from}"`, 'g'), ` $1="${to}"`).replaceAll(`>${from}<`, `>${to}<`)
  const second = renamed(renamed(xml, 'decide', 'resolve'), 'review', 'examine').replaceAll('name="审查"', 'name="审查核验"')
  await must(own.api.call('manager', 'POST', `/processes/${key}/versions`, { xml: second, effectiveFrom: localDate(own.province.platform.environment.clock.now()), note: '审查改为审查核验' }), 'publish')
  return definition
}

test('half of one county’s open cases are rehearsed and moved to a second version; nobody is lost', async () => {
  const first = await publishSecond()
  const before = await openOnes()
  const page = await open('manager', `/staff/processes/${key}/migrations`)
  await page.getByText('还没有迁移过').waitFor()
  await judge(page, 'no-migrations')
  await page.getByRole('link', { name: '演练一次迁移' }).click()
  await page.getByLabel('审查在第 2 版里是').waitFor()
  assert.equal(await page.getByLabel('从', { exact: true }).inputValue(), first)
  await page.getByLabel('审查在第 2 版里是').selectOption({ label: '审查核验' })
  await page.getByLabel('市（州）').selectOption('220100')
  await page.getByLabel('县（市、区）').selectOption(county)
  await page.getByLabel(/符合的里面移百分之几/).fill('50')
  await page.getByRole('button', { name: '开始演练' }).click()
  await page.getByRole('link', { name: '请写明为什么迁移，至少 4 个字' }).waitFor()
  await judge(page, 'new-mistake')
  await page.getByLabel('理由').fill('新的审查办法已经施行')
  await page.getByRole('button', { name: '开始演练' }).click()
  await page.getByRole('heading', { name: /正在演练|演练做完/ }).waitFor()
  await own.api.settle()
  await page.getByRole('heading', { name: '演练做完，还没有移动任何办件' }).waitFor()
  assert.deepEqual(await openOnes(), before, 'a rehearsal changes nothing')
  const half = Math.ceil(before.filter(({ division }) => division.startsWith(county)).length / 2)
  await page.getByText(`选中 ${half} 件`).waitFor()
  await judge(page, 'rehearsed')
  await page.getByRole('button', { name: '执行迁移' }).click()
  await judge(page, 'sure')
  await page.getByRole('button', { name: `移动 ${half} 件` }).click()
  await page.getByText('开始迁移').waitFor()
  await own.api.settle()
  await page.getByRole('heading', { name: `迁移完成：${half} 件改用第 2 版` }).waitFor()
  await judge(page, 'moved')
  const after = await openOnes()
  assert.equal(after.length, before.length)
  assert.equal(after.filter(({ version }) => version === 2).length, half)
  await page.getByRole('link', { name: '退回原版（第 1 版）' }).click()
  await page.getByRole('heading', { name: /退回原版/ }).waitFor()
  await drawn(page)
  await judge(page, 'back')
  assert.deepEqual(page.problems, [])
  await page.context().close()
  for (const { me, id } of running) assert.ok(await stepOn(me, id), `${id} goes on`)
})

/** Somebody's next act in the case is done. */
async function stepOn(me: Person, id: string): Promise<boolean> {
  const view: CaseView = await viewOf(own.api, me, id)
  return officeActs(own.api, view, me, [], me.cast, () => {})
}

test('what cannot be moved is told by step, and a rehearsal that is dropped has moved nothing', async () => {
  const versions = (await must(own.api.call('manager', 'GET', `/processes/${key}`), 'the process')).value['versions'] as { definition: string, version: number }[]
  const [from, to] = [1, 2].map((number) => versions.find(({ version }) => version === number)!.definition)
  const before = await openOnes()
  const { value } = await must(own.api.call('manager', 'POST', '/process-migrations', { from, to, mapping: {}, choice: {}, reason: '看看哪些移不了' }), 'rehearse')
  await own.api.settle()
  const page = await open('manager', `/staff/processes/${key}/migrations/${String(value['id'])}`)
  await drawn(page)
  await page.getByRole('heading', { name: /演练做完/ }).waitFor()
  await page.getByRole('button', { name: /新版本没有/ }).first().press('Enter')
  await page.locator('.djs-shape.mark-wrong.selected').waitFor()
  await judge(page, 'obstacles')
  await page.getByLabel('看哪些办件').selectOption('cannot')
  await calm(page)
  assert.deepEqual([...new Set(await page.locator('tbody .tag').allTextContents())], ['不能移，留在原版'])
  await page.getByRole('button', { name: '不迁移了' }).click()
  await page.getByRole('button', { name: '停下这个批次' }).click()
  await page.getByRole('heading', { name: '已经停下' }).waitFor()
  await judge(page, 'stopped')
  assert.deepEqual(await openOnes(), before)
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('a manager of a county is offered, and told of, only the county’s own', async () => {
  const page = await open('item-manager.government-service.220102', `/staff/processes/${key}/migrations/new`)
  await drawn(page)
  const own = (await openOnes()).filter(({ division, version }) => division.startsWith(county) && version === 1).length
  await page.getByLabel('从', { exact: true }).locator('option', { hasText: `第 1 版，本地区在办 ${own} 件` }).waitFor({ state: 'attached' })
  assert.equal(await page.getByLabel('县（市、区）').inputValue(), county)
  assert.deepEqual(await page.getByLabel('县（市、区）').locator('option').allInnerTexts(), ['请选择', '南关区'])
  await judge(page, 'new-county')
  await page.context().close()
})

test('the manager’s screens of a move are accessible and fit in every look', async () => {
  const { value } = await must(own.api.call('manager', 'GET', `/process-migrations?key=${key}`), 'batches')
  const [batch] = value['migrations'] as [{ id: string }]
  for (const [look, size] of Object.entries(looks)) {
    for (const [name, path] of [['batches', 'migrations'], ['new', 'migrations/new'], ['batch', `migrations/${batch.id}`]] as const) {
      const page = await open('manager', `/staff/processes/${key}/${path}`, size)
      await drawn(page, name === 'new')
      await judge(page, `${name}-${look}`)
      await page.context().close()
    }
  }
})
