import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import { opened } from '#sim/known.ts'
import type { Api } from '#sim/api.ts'
import { accountOf } from '#sim/driver.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { county, drive, must, person, submittedCase, withFee } from '#tests/support/cases.ts'
import { browsedProvince, calm } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'
import type { Look } from './harness.ts'

const looks: Record<string, Look> = { 'desk': { width: 1440 }, 'desk-dark': { width: 1440, theme: 'dark' }, 'phone': { width: 360 }, 'phone-dark': { width: 360, theme: 'dark' } }
const shop = 'individual-business-registration'
const trader = { identityNumber: '229901199802140212', name: '陈浩' }
const situations = { familyRun: 'personal', identity: 'mainland', useName: false, place: 'rent', preLicence: 'none', postLicence: ['none'], ageGroup: 'adult', agent: 'self' }
const answers = {
  politics: '群众', businessAddress: { division: '220102001001', detail: '示例路 15 号 103 室' }, placeOwner: '示例房东', leaseEnd: '2029-12-31', scope: [{ text: '服装服饰零售', kind: '一般' }],
  fund: 5, employees: 1, copies: 1, licenceForm: '仅电子', commitment: true, signature: '陈浩',
}

let api: Api
let decider: string
const own = browsedProvince(async (made) => {
  api = made.api
  const first = await caseToDecide(10)
  for (const skip of [20, 30, 40]) await caseToDecide(skip)
  decider = accountOf('decider', first.unit)
})

/** A case that waits for the decision. */
async function caseToDecide(skip: number): Promise<CaseView> {
  const me = await person(api, skip)
  return drive(api, me, await submittedCase(api, me, withFee), (view) => view.stage === 'deciding')
}

/** The desk of an official, at one of its screens. */
const desk = (who: string, path: string, look: Look = { width: 1440 }) => own.open(who, `/staff${path}`, look)
const judge = (page: Shown, name: string) => own.judge(page, `staff-${name}`)

const seen = async (who: string, id: string) => (await must(api.call(who, 'GET', `/cases/${id}`), 'read the case')).value as unknown as CaseView
const queueOf = async (who: string) => ((await must(api.call(who, 'GET', '/queue'), 'queue')).value['tasks'] as { id: string, case: { id: string } }[])

const screens: [string, () => string, string][] = [
  ['home', () => decider, '/'], ['queue', () => decider, '/queue'], ['cases', () => decider, '/cases'], ['stand-in', () => decider, '/stand-in'],
  ['counter', () => 'clerk', '/counter'], ['items', () => 'manager', '/items'], ['item', () => 'manager', '/items/food-business-licence'],
]
for (const [look, size] of Object.entries(looks)) {
  test(`every staff screen is accessible and fits: ${look}`, async () => {
    for (const [name, who, path] of screens) {
      const page = await desk(who(), path, size)
      await judge(page, `${name}-${look}`)
      if (name === 'queue' && size.width < 600) {
        await page.locator('.list .open').first().click()
        await judge(page, `queue-case-${look}`)
      }
      await page.context().close()
    }
  })
}

test('an approver decides by keyboard: reads evidence, refuses with reason and clause, agrees to the next', async () => {
  const [first, second] = await queueOf(decider)
  const page = await desk(decider, '/queue')
  await page.locator('.pane').waitFor()
  await calm(page)

  await page.keyboard.press('?')
  await page.getByRole('heading', { name: '快捷键' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  await page.getByRole('region', { name: /查看材料/ }).waitFor()
  await judge(page, 'evidence')
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: /查看材料/ }).waitFor({ state: 'detached' })
  await page.keyboard.press('j')
  await page.locator('.task:nth-child(2).here').waitFor()
  await page.keyboard.press('k')
  await page.locator('.task:nth-child(1).here').waitFor()
  await calm(page)

  await page.keyboard.press('r')
  await page.waitForFunction(() => document.activeElement?.closest('form.pane'))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('请写明理由').waitFor()
  await judge(page, 'mistakes')
  await page.getByLabel('理由').focus()
  await page.keyboard.type('申请人提供的照片不符合要求')
  await page.keyboard.press('Tab')
  await page.keyboard.type('中华人民共和国护照法 第六条')
  await page.keyboard.press('Enter')
  await page.getByText(/作出决定 · 不予/).waitFor()
  await calm(page)
  await own.province.platform.background.settle()
  const refused = await seen(decider, first!.case.id)
  assert.equal(refused.outcome, 'refused')
  assert.equal(refused.result?.clause, '中华人民共和国护照法 第六条')

  await page.locator(`#task-${second!.id}.here`).waitFor()
  await page.locator('.middle[aria-busy=false]').waitFor()
  await calm(page)
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  await page.getByText(/作出决定 · 准予/).waitFor()
  assert.notEqual((await seen(decider, second!.case.id)).stage, 'deciding')
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('keys pressed while the next case is on its way decide nothing on the one before', async () => {
  const [first, second] = await queueOf(decider)
  const page = await desk(decider, '/queue')
  await page.locator(`#task-${first!.id}.here`).waitFor()
  await calm(page)
  const log: string[] = []
  page.on('request', (request) => { log.push(`${request.method()} ${new URL(request.url()).pathname}`) })
  let release = () => {}
  const held = new Promise<void>((done) => { release = done })
  await page.route(`**/cases/${second!.case.id}`, async (route) => { log.push('held'); await held; await route.continue() })
  await page.keyboard.press('j')
  await page.locator(`#task-${second!.id}.here`).waitFor()
  await page.locator('.middle[aria-busy=true]').waitFor()
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  release()
  await page.locator('.middle[aria-busy=false]').waitFor()
  await calm(page)
  assert.deepEqual(log.filter((line) => line.startsWith('POST')), [], log.join('\n'))
  assert.equal((await seen(decider, first!.case.id)).stage, 'deciding')
  assert.equal((await seen(decider, second!.case.id)).stage, 'deciding')
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 0)
  await page.context().close()
})

test('a case that a colleague decided meanwhile is told, and the next one opens', async () => {
  const [first] = await queueOf(decider)
  const page = await desk(decider, '/queue')
  await page.locator(`#task-${first!.id}.here`).waitFor()
  await calm(page)
  await must(api.call(`${decider}.1`, 'POST', `/tasks/${first!.id}/completion`, { decision: 'granted', comment: '符合规定' }), 'a colleague decides')
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  await page.getByText('刚才那件已经有同事办了').waitFor()
  await page.locator('.task.here').waitFor()
  await page.context().close()
})

test('a task is handed to a colleague, and an absent approver names a stand-in', async () => {
  const [first] = await queueOf(decider)
  const page = await desk(decider, '/queue')
  await page.locator(`#task-${first!.id}.here`).waitFor()
  await calm(page)
  await page.keyboard.press('t')
  await page.getByRole('dialog').getByRole('radio').first().check()
  await page.getByLabel('为什么转交').fill('本人外出开会')
  await judge(page, 'hand-over')
  await page.getByRole('dialog').getByRole('button', { name: '转交', exact: true }).click()
  await page.getByText(/已转交/).first().waitFor()
  await page.goto(`${own.address}/staff/stand-in`)
  await page.getByRole('group', { name: /谁来代办/ }).getByRole('radio').first().check()
  await page.getByRole('group', { name: /到哪天为止/ }).getByLabel('年').fill('2099-01-01')
  await page.getByRole('button', { name: '安排代办' }).click()
  await page.getByText(/^已请.*代办$/).waitFor()
  await judge(page, 'stand-in-named')
  await page.getByRole('button', { name: '提前结束代办' }).click()
  await page.getByText('代办已经结束').waitFor()
  await page.context().close()
})

test('a clerk goes on at the counter with what a resident began, sees what is missing, accepts and prints the slip', async () => {
  const draft = (await must(api.call(trader.identityNumber, 'POST', '/drafts', { item: shop, division: county, situations }), 'begin')).value
  await must(api.call(trader.identityNumber, 'PUT', `/drafts/${String(draft['id'])}`, { situations, answers: opened(answers, draft['known'] as never), version: draft['version'] }), 'fill')
  const page = await desk('clerk', '/counter')
  await page.keyboard.insertText(`${trader.identityNumber} ${trader.name}`)
  await page.getByText('与人口库一致').waitFor()
  await judge(page, 'counter-person')
  await page.getByRole('button', { name: /网上开始/ }).focus()
  await page.keyboard.press('Enter')
  const state = page.locator('.guided .state')
  await state.getByText(/还缺/).waitFor()
  await judge(page, 'counter-missing')
  await handInMissing(page)
  await state.getByText('齐了，可以提交').waitFor()
  await judge(page, 'counter-whole')
  await page.locator('.guided .form input').first().focus()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '已收件' }).waitFor()
  const accept = page.getByRole('button', { name: '当场受理' })
  await accept.focus()
  await page.keyboard.press('Enter')
  await page.getByText('当场受理').first().waitFor()
  await accept.waitFor({ state: 'detached' })
  await judge(page, 'counter-accepted')
  await page.getByRole('link', { name: /打印受理单/ }).click()
  await page.getByRole('heading', { name: '受理通知书' }).waitFor()
  await judge(page, 'slip')
  await page.context().close()
})

/** Records are used first, where there are any, for each of them takes away a paper; then every paper still missing is handed in. */
async function handInMissing(page: Page): Promise<void> {
  const agree = page.getByRole('button', { name: '本人同意使用全部已有记录' })
  if (await agree.count()) {
    await agree.focus()
    await page.keyboard.press('Enter')
    await agree.waitFor({ state: 'detached' })
  }
  const missing = page.locator('.need.missing input[type=file]')
  for (let left = await missing.count(); left > 0; left = await missing.count()) {
    await missing.first().setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf) })
    await page.waitForFunction((before) => document.querySelectorAll('.need.missing input[type=file]').length < before, left)
  }
}

test('an application whose papers are whole but whose form is not is not called whole: the counter says what is open and leads there', async () => {
  const page = await desk('clerk', '/counter')
  const draft = (await must(api.call(trader.identityNumber, 'POST', '/drafts', { item: shop, division: county, situations }), 'begin')).value
  const { businessAddress: _, ...most } = answers
  await must(api.call(trader.identityNumber, 'PUT', `/drafts/${String(draft['id'])}`, { situations, answers: opened(most, draft['known'] as never), version: draft['version'] }), 'fill')
  await page.keyboard.insertText(`${trader.identityNumber} ${trader.name}`)
  await page.getByText('与人口库一致').waitFor()
  await page.getByRole('button', { name: /网上开始/ }).first().click()
  await page.locator('.guided .state').getByText(/还缺/).waitFor()
  await handInMissing(page)
  const state = page.locator('.guided .state')
  await state.getByText(/申请表还有 1 处没填好：/).waitFor()
  assert.equal(await state.getByText('齐了，可以提交').count(), 0)
  await judge(page, 'counter-form-open')
  await state.getByRole('button', { name: '去补' }).click()
  assert.ok(await page.evaluate(() => document.activeElement?.id.startsWith('at-businessAddress')), 'the open answer has the focus')
  await page.context().close()
})

test('a clerk begins for a person, in the person’s words, and hears of a person unknown to the register', async () => {
  const page = await desk('clerk', '/counter')
  await page.keyboard.insertText(`${trader.identityNumber} 陈某某`)
  await page.getByRole('alert').getByText(/人口库里没有这个人/).waitFor()
  page.problems.length = 0
  await page.getByLabel('姓名').fill(trader.name)
  await page.keyboard.press('Enter')
  await page.getByText('与人口库一致').waitFor()
  await page.keyboard.type('护照')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '情形' }).waitFor()
  await judge(page, 'counter-begun')
  await page.context().close()
})

test('an item manager sees a mistake with its line while typing, mends it, reads the difference and publishes', async () => {
  const page = await desk('manager', '/items/veteran-card')
  const box = page.getByRole('textbox', { name: '事项要素（YAML）' })
  const text = await box.inputValue()
  const line = text.split('\n').findIndex((one) => one.startsWith('summary:')) + 1
  assert.ok(line > 0)
  await box.fill(text.replace(/^summary: .*$/m, 'summary: ""'))
  const mistake = page.getByRole('button', { name: new RegExp(`第 ${line} 行`) })
  await mistake.click()
  assert.equal(await box.evaluate((element) => { const area = element as HTMLTextAreaElement; return area.value.slice(area.selectionStart, area.selectionEnd) }), 'summary: ""')
  await judge(page, 'item-mistake')
  assert.equal(await page.getByRole('button', { name: '发布新版本' }).getAttribute('aria-disabled'), 'true')

  await box.fill(text.replace(/^summary: .*$/m, 'summary: 退役军人优待证，凭证享受优待。'))
  await page.getByText('没有错误').waitFor()
  await page.getByRole('tab', { name: /^差别/ }).click()
  await page.getByText('退役军人优待证，凭证享受优待。').last().waitFor()
  await judge(page, 'item-difference')
  await page.getByRole('button', { name: '发布新版本' }).click()
  await judge(page, 'item-publish')
  await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('第 2 版已发布').waitFor()
  const guide = await must(api.call(undefined, 'GET', '/items/veteran-card'), 'guide')
  assert.equal(guide.value['summary'], '退役军人优待证，凭证享受优待。')
  await page.context().close()
})

test('a county claims an item for its own division; a promise longer than the province’s is refused with its reason', async () => {
  const page = await desk('claimer', '/items/food-business-licence')
  await page.getByRole('tab', { name: /认领/ }).click()
  await page.getByLabel(/承诺时限/).fill('30')
  await page.getByRole('button', { name: /认领$/ }).click()
  await page.getByRole('alert').getByText(/长于全省/).waitFor()
  page.problems.length = 0
  await judge(page, 'item-claim-refused')
  await page.getByLabel(/承诺时限/).fill('2')
  await page.getByRole('button', { name: /认领$/ }).click()
  await page.getByText('已认领').first().waitFor()
  await page.getByRole('cell', { name: '2 个工作日' }).waitFor()
  await page.context().close()
})
