import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { innerApi, signIn } from '#sim/api.ts'
import type { Answer, Api, Method, Body } from '#sim/api.ts'
import { accountOf } from '#sim/driver.ts'
import { opened } from '#sim/known.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { buildPortals, firstPageBudget, firstPageScript, type Portals } from '../../tools/build-portals.ts'
import { assertAccessible, assertNoSidewaysScroll, looks, openPage, screenshot, startBrowser, type Look } from './harness.ts'
import { choose, press, reach, select, type } from './keyboard.ts'

const resident = '229901199802140212'
const neighbour = '22990119990808022X'
const trader = '229901198503070029'
const item = 'individual-business-registration'
const district = '220102'
const situations = { familyRun: 'personal', identity: 'mainland', useName: false, place: 'rent', preLicence: 'none', postLicence: ['none'], ageGroup: 'adult', agent: 'self' }
const answers = {
  politics: '群众', businessAddress: { division: '220102001001', detail: '示例路 15 号 103 室' }, placeOwner: '示例房东', leaseEnd: '2029-12-31', scope: [{ text: '服装服饰零售', kind: '一般' }],
  fund: 5, employees: 1, copies: 1, licenceForm: '仅电子', commitment: true,
}

/** Who signs. */
const nameOf: Record<string, string> = { [resident]: '陈浩', [neighbour]: '刘雨欣' }

let browser: Browser
let portals: Portals
let province: TestProvince
let api: Api
let address: string

before(async () => {
  const port = await freePort()
  address = `http://localhost:${port}`
  ;[portals, browser] = await Promise.all([buildPortals(), startBrowser()])
  province = await testProvince({ environment: { PORT: String(port), ADDRESS: address }, portals: Promise.resolve(portals) })
  await province.app.listen({ port, host: 'localhost' })
  api = innerApi(province.app, province.platform.environment, { settle: () => province.platform.background.settle(), pass: () => {} })
})
after(async () => {
  await browser?.close()
  await province?.end()
})

function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve) => probe.listen(0, () => {
    const { port } = probe.address() as AddressInfo
    probe.close(() => resolve(port))
  }))
}

/** A visitor who lives in the district; signed in when a number is given. */
async function visitor(look: Look, who?: string): Promise<Page & { problems: string[] }> {
  const page = await openPage(browser, `${address}/help`, look)
  if (who) {
    const [name, value] = (await signIn(address, who)).split('=') as [string, string]
    await page.context().addCookies([{ name, value, url: address }])
  }
  await page.evaluate((code) => localStorage.setItem('xiangyun-place', JSON.stringify({ code, name: '长春市 南关区' })), district)
  return page
}

async function open(page: Page, path: string) {
  await page.goto(`${address}${path}`)
  await page.locator('main h1').waitFor()
  await page.waitForFunction(() => !document.querySelector('main .wait'))
}

async function visit(path: string, look: Look, who?: string) {
  const page = await visitor(look, who)
  await open(page, path)
  return page
}

async function judge(page: Page & { problems: string[] }, name: string) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  await screenshot(page, `citizen-${name}`)
  await assertAccessible(page, name)
  await assertNoSidewaysScroll(page, name)
  assert.deepEqual(page.problems, [], name)
}

async function must(who: string, method: Method, path: string, body?: Body): Promise<Answer['value']> {
  const answer = await api.call(who, method, path, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.value)}`)
  return answer.value
}

/** A draft filled through the API, ready but for what the test leaves out. */
async function filledDraft(who: string): Promise<string> {
  const draft = await must(who, 'POST', '/drafts', { item, division: district, situations })
  await must(who, 'PUT', `/drafts/${String(draft['id'])}`, { situations, answers: opened({ ...answers, signature: nameOf[who] }, draft['known'] as never), version: draft['version'] })
  return String(draft['id'])
}

async function submittedCase(who: string): Promise<string> {
  const id = await filledDraft(who)
  await must(who, 'POST', `/drafts/${id}/consents`, { materials: ['identity'] })
  await must(who, 'POST', `/drafts/${id}/materials/premises?name=${encodeURIComponent('租赁合同.pdf')}`, samplePdf)
  return String((await must(who, 'POST', `/drafts/${id}/submission`, {}))['case'])
}

/** The office does the open task of a case. */
async function officeDoes(id: string, role: 'window-clerk' | 'decider', act: Record<string, unknown>) {
  const { windowUnit } = await must(neighbour, 'GET', `/cases/${id}`)
  const seen = await must(accountOf('window-clerk', String(windowUnit)), 'GET', `/cases/${id}`)
  const [task] = seen['tasks'] as { id: string, unit: string }[]
  assert.ok(task, 'no task is open')
  await must(accountOf(role, task.unit), 'POST', `/tasks/${task.id}/completion`, act)
  await api.settle()
}

test('a resident’s first page, with the home screen, keeps the budget', async () => {
  const { bytes, files } = await firstPageScript(portals.citizen)
  assert.ok(files.some(({ file }) => /HomeScreen/.test(file)), 'the home screen is counted')
  assert.ok(bytes <= firstPageBudget, `${bytes} bytes in ${JSON.stringify(files)}`)
})

/** Phone and desk, large and plain, light and dark. */
const judged = ['phone', 'phone-elder', 'desk', 'desk-dark', 'desk-elder-dark'] as const

async function judgeAll(paths: Record<string, string>, who?: string) {
  for (const name of judged) {
    const page = await visitor(looks[name]!, who)
    for (const [screen, path] of Object.entries(paths)) {
      await open(page, path)
      await judge(page, `${screen}-${name}`)
    }
    await page.context().close()
  }
}

test('what anybody may see is accessible on phone and desk, elder and dark', async () => {
  await judgeAll({ home: '/', search: `/items?text=${encodeURIComponent('食品')}`, item: '/items/food-business-licence', help: '/help', register: '/register' })
})

test('an item that is only named in the county catalogue says plainly that it cannot be done online', async () => {
  const page = await visit(`/items?text=${encodeURIComponent('采矿')}`, { width: 1440 })
  await page.getByText('本站还没有收录，暂不能网上办').first().waitFor()
  await judge(page, 'undescribed')
  await page.context().close()
})

test('what people ask for and nobody handles yet is said plainly, with 12345 and the nearest names; a name is suggested once', async () => {
  const page = await visit(`/items?text=${encodeURIComponent('狗证')}`, { width: 360 })
  await page.getByRole('heading', { name: '“狗证”现在还不能网上办' }).waitFor()
  assert.equal(await page.locator('main').getByRole('link', { name: '拨打 12345' }).getAttribute('href'), 'tel:12345')
  await page.getByText('犬类准养证核发').waitFor()
  await page.getByText('未收录', { exact: true }).waitFor()
  assert.equal(await page.locator('main').getByText('能网上办', { exact: true }).count(), 0)
  await judge(page, 'not-handled')
  await page.goto(`${address}/`)
  await page.getByRole('combobox', { name: '您想办什么？' }).fill('失业登记')
  await page.getByRole('option').first().waitFor()
  const named = await page.getByRole('option').filter({ hasText: /^失业登记/ }).allTextContents()
  assert.equal(named.length, 1)
  assert.doesNotMatch(named[0]!, /未收录/)
  await page.context().close()
})

test('the elder bar offers help', async () => {
  const page = await visit('/', { width: 360, elder: true })
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '帮助' }).click()
  await page.getByRole('heading', { name: '帮助', level: 1 }).waitFor()
  await judge(page, 'elder-help')
  await page.context().close()
})

test('from the search box to a submitted case with the keyboard alone', async () => {
  const page = await visit('/', { width: 1440 })
  await reach(page, page.getByRole('combobox', { name: '您想办什么？' }))
  await page.keyboard.type('个体户营业执照')
  await page.getByRole('option', { name: /个体工商户设立登记/ }).first().waitFor()
  await screenshot(page, 'citizen-search-answers', false)
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('ArrowDown')
    if (await page.locator('[role=option][aria-selected=true]').getByText('个体工商户设立登记').count()) break
  }
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '个体工商户设立登记', level: 1 }).waitFor()
  await page.getByRole('group', { name: '经营场所是？' }).waitFor()
  await choose(page, '怎样经营？', '个人经营')
  await choose(page, '要起名称吗？', '否')
  await judge(page, 'item-answered')
  await press(page, '开始办理', 'link')
  await page.getByRole('button', { name: '陈浩' }).waitFor()
  await press(page, '陈浩')
  await fillByKeyboard(page)
})

async function fillByKeyboard(page: Page & { problems: string[] }) {
  await page.getByRole('heading', { name: '先说说您的情形' }).waitFor()
  assert.ok(await page.getByRole('group', { name: '怎样经营？' }).getByLabel('个人经营').isChecked(), 'answers travel through sign-in')
  await press(page, '继续：填申请表')
  await page.getByRole('heading', { name: /处需要您看一下/ }).waitFor()
  await judge(page, 'situations-mistakes')
  for (const [question, answer] of [['经营者是？', '内地居民'], ['经营场所是？', '租赁'], ['经营项目里有登记前要审批的吗？', '没有'], ['经营项目里有领照后还要许可的吗？', '没有'], ['经营者的年龄？', '18 周岁以上'], ['由谁来办？', '本人']] as const) await choose(page, question, answer)
  await press(page, '继续：填申请表')

  await page.getByRole('heading', { name: '经营者', level: 2 }).waitFor()
  await page.getByText('来自人口库').first().waitFor()
  await choose(page, '政治面貌', '群众')
  await judge(page, 'form-known')
  await press(page, '继续')
  await page.getByRole('heading', { name: '经营场所', level: 2 }).waitFor()
  await fillAddress(page)
  await type(page, page.getByLabel('产权人或出租人'), '示例房东')
  for (const [part, figure] of [['年', '2029'], ['月', '12'], ['日', '31']] as const) await type(page, page.getByRole('group', { name: '使用期限至' }).getByLabel(part), figure)
  await press(page, '继续')
  await page.getByRole('heading', { name: '经营项目', level: 2 }).waitFor()
  await press(page, '添加经营范围')
  await type(page, page.getByLabel('条目表述'), '服装服饰零售')
  await select(page, page.getByLabel('一般或许可'), '一般')
  await type(page, page.getByLabel('资金数额（万元）'), '5')
  await type(page, page.getByLabel('从业人数'), '1')
  await judge(page, 'form-rows')
  await press(page, '继续')
  await page.getByRole('heading', { name: '执照', level: 2 }).waitFor()
  await type(page, page.getByLabel('需要几本副本'), '1')
  await choose(page, '执照形式', '仅电子')
  await press(page, '继续')
  await page.getByRole('heading', { name: '承诺与签名', level: 2 }).waitFor()
  await reach(page, page.getByRole('checkbox'))
  await page.keyboard.press('Space')
  await type(page, page.getByRole('textbox', { name: '签名' }), '陈浩')
  await press(page, '继续：准备材料')
  await giveAndSubmit(page)
}

async function fillAddress(page: Page) {
  await page.waitForFunction(() => [...document.querySelectorAll('label')].some((one) => one.textContent.includes('乡镇') && (one.querySelector('select')?.options.length ?? 0) > 1))
  for (const [level, code] of [['市（州）', '220100'], ['县（市、区）', '220102']] as const) assert.equal(await page.getByLabel(level).inputValue(), code, 'the place of the application is where the address begins')
  for (const [level, name] of [['乡镇（街道）', '南岭街道'], ['村（社区）', '']] as const) {
    const list = page.getByLabel(level)
    await page.waitForFunction((label) => [...document.querySelectorAll('label')].some((one) => one.textContent.includes(label) && (one.querySelector('select')?.options.length ?? 0) > 1), level)
    const wanted = name || await list.locator('option').nth(1).innerText()
    await select(page, list, await list.locator('option', { hasText: wanted }).count() ? wanted : await list.locator('option').nth(1).innerText())
  }
  await type(page, page.getByLabel('街路、门牌号'), '示例路 15 号 103 室')
}

async function giveAndSubmit(page: Page & { problems: string[] }) {
  await page.getByRole('heading', { name: '材料', level: 2 }).waitFor()
  await reach(page, page.getByRole('checkbox', { name: /同意使用人口库的记录/ }))
  await page.keyboard.press('Space')
  await page.getByText('还差 1 项').waitFor()
  await reach(page, page.getByLabel('经营场所使用相关文件', { exact: true }))
  await page.getByLabel('经营场所使用相关文件', { exact: true }).setInputFiles({ name: '租赁合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf) })
  await page.getByText('都齐了').waitFor()
  await judge(page, 'materials')
  await press(page, '继续：核对并提交')
  await page.getByRole('heading', { name: '核对并提交', level: 2 }).waitFor()
  await page.getByText('服装服饰零售').waitFor()
  await judge(page, 'review')
  await press(page, '提交申请')
  await page.getByRole('heading', { name: '有 1 处需要您看一下' }).waitFor()
  await reach(page, page.getByRole('checkbox', { name: /我确认以上内容/ }))
  await page.keyboard.press('Space')
  await press(page, '提交申请')
  await page.getByRole('heading', { name: '申请已提交', level: 1 }).waitFor()
  await judge(page, 'submitted')
  await press(page, '看办到哪一步', 'link')
  await page.getByText('轮到长春市南关区市场监督管理局').first().waitFor()
  await judge(page, 'case-running')
  await page.context().close()
}

test('what is missing is asked for once, given back, decided and rated', async () => {
  const id = await submittedCase(neighbour)
  await api.settle()
  await officeDoes(id, 'window-clerk', { decision: 'supplement', comment: '租赁合同缺签字页，请补齐。', items: [{ material: 'premises', say: '请补签字页' }] })
  const page = await visit(`/my/cases/${id}`, { width: 360 }, neighbour)
  await page.getByText('轮到您：请补正').first().waitFor()
  await judge(page, 'supplement')
  await page.getByRole('button', { name: '补好了，交回窗口' }).click()
  await page.getByRole('heading', { name: '有 1 处需要您看一下' }).waitFor()
  await page.getByLabel('经营场所使用相关文件', { exact: true }).setInputFiles({ name: '签字页.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf) })
  await page.getByText(/已上传 ·/).waitFor()
  await page.getByRole('button', { name: '补好了，交回窗口' }).click()
  await page.getByText(/轮到长春市南关区/).first().waitFor()

  await officeDoes(id, 'window-clerk', { decision: 'accepted', comment: '已补齐' })
  await officeDoes(id, 'decider', { decision: 'granted', comment: '符合规定' })
  await page.reload()
  await page.getByText('已办结：准予').waitFor()
  await page.getByRole('radio', { name: '满意', exact: true }).check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByRole('heading', { name: '您的评价' }).waitFor()
  await judge(page, 'case-granted')
  await page.context().close()
})

test('a case is taken back with a reason, a draft is thrown away after a question', async () => {
  const id = await submittedCase(neighbour)
  await filledDraft(neighbour)
  const page = await visit(`/my/cases/${id}`, { width: 1440 }, neighbour)
  await page.getByRole('button', { name: '撤回申请' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回申请' }).click()
  await page.getByText('请写一句原因').waitFor()
  await page.getByLabel('为什么撤回').fill('不办了')
  await assertAccessible(page, 'withdrawal')
  await page.getByRole('dialog').getByRole('button', { name: '撤回申请' }).click()
  await page.getByText('已办结：已撤回').waitFor()

  await page.goto(`${address}/my?tab=drafts`)
  await page.getByRole('button', { name: /删除/ }).first().click()
  await page.getByRole('button', { name: '删除草稿' }).click()
  await page.getByText('没有没填完的申请').waitFor()
  await judge(page, 'drafts-empty')
  await page.context().close()
})

test('an application may be handed in incomplete, for one notice of what is missing', async () => {
  const id = await filledDraft(neighbour)
  const page = await visit(`/apply/${id}?step=review`, { width: 360 }, neighbour)
  await page.getByRole('heading', { name: '核对并提交', level: 2 }).waitFor()
  await page.getByLabel(/材料暂时不齐，先提交/).check()
  await page.getByLabel(/我确认以上内容/).check()
  await judge(page, 'review-incomplete')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('heading', { name: '申请已提交', level: 1 }).waitFor()
  await page.context().close()
})

test('what another device did to the same application is put together with what was typed here, and said', async () => {
  const id = await filledDraft(neighbour)
  const page = await visit(`/apply/${id}?step=situations`, { width: 1440 }, neighbour)
  await page.getByRole('group', { name: '由谁来办？' }).waitFor()
  const other = await must(neighbour, 'GET', `/drafts/${id}`)
  await must(neighbour, 'PUT', `/drafts/${id}`, { situations: { ...situations, place: 'own' }, answers: opened({ ...answers, fund: 8, signature: nameOf[neighbour] }, other['known'] as never), version: other['version'] })
  await page.getByRole('button', { name: '继续：填申请表' }).click()
  await page.getByText(/那边填的已经并进来：办理情形、.*资金/).waitFor()
  const { answers: now, situations: chosen } = (await must(neighbour, 'GET', `/drafts/${id}`)) as { answers: { fund: number }, situations: { place: string } }
  assert.deepEqual([now.fund, chosen.place], [8, 'own'])
  page.problems.length = 0
  await judge(page, 'conflict')
  await page.context().close()
})

test('a person’s own pages are accessible on phone and desk, elder and dark', async () => {
  const id = await submittedCase(neighbour)
  const draft = await filledDraft(neighbour)
  await judgeAll({
    'own-home': '/', 'own-cases': '/my', 'own-case': `/my/cases/${id}`, 'slip': `/my/cases/${id}/slip`, 'form': `/apply/${draft}?step=form`, 'materials-first': `/apply/${draft}?step=materials`, 'earlier-draft': `/apply/new?item=${item}`,
  }, neighbour)
})

test('a trader chooses the firm, and lets somebody else act for it', async () => {
  const page = await visit('/apply/new?item=food-business-licence', { width: 360 }, trader)
  await page.getByLabel(/松江小馆/).waitFor()
  await judge(page, 'choose-firm')
  await page.getByRole('button', { name: '代表这家单位申请' }).click()
  await page.getByRole('heading', { name: '先说说您的情形' }).waitFor()
  await judge(page, 'firm-situations')

  await page.goto(`${address}/delegations`)
  await page.getByRole('radio', { name: /松江小馆/ }).check()
  await page.getByRole('radio', { name: '这家单位的全部事项' }).check()
  await page.getByLabel('被授权人姓名').fill('李明')
  await page.getByLabel('被授权人身份证号').fill('229901198306150011')
  await page.getByRole('group', { name: '授权到哪一天' }).getByLabel('年').fill('2030-06-30')
  await page.getByRole('button', { name: '给出授权' }).click()
  await page.getByText('有效', { exact: true }).waitFor()
  await judge(page, 'delegations')
  await page.getByRole('button', { name: /撤回.*李明/ }).click()
  await page.getByRole('button', { name: '撤回授权', exact: true }).click()
  await page.getByText('已结束', { exact: true }).waitFor()
  await page.context().close()
})
