import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { browsedProvince, calm } from '#tests/support/browsing.ts'
import { samplePng } from '#sim/sample-files.ts'
import type { Shown } from '#tests/support/browsing.ts'

const resident = '229901199802140212'
const manager = 'manager'

const survey = {
  schema: {
    type: 'object', required: ['name', 'count', 'view'],
    properties: { name: { title: '姓名' }, count: { title: '家里几口人', minimum: 1, maximum: 20, multipleOf: 1 }, why: { title: '为什么人多' }, view: { title: '您的意见', maxLength: 500 }, papers: { title: '附件' }, spouse: { title: '配偶', type: 'object', properties: { name: { title: '配偶姓名' }, number: { title: '配偶身份号码' } } } },
  },
  ui: [
    { section: '家庭情况', ask: [{ at: '/name', kind: 'person-name', prefill: 'applicant.name', correctable: false }, { at: '/count', kind: 'number', unit: '口' }, { at: '/why', kind: 'long-text', when: 'count > 8', require: 'true' }] },
    { section: '意见', ask: [{ at: '/view', kind: 'long-text', clause: '统计法 第七条' }, { at: '/papers', kind: 'file', accepts: ['image'] }] },
    { section: '配偶', when: 'count > 1', ask: [{ at: '/spouse/name', kind: 'person-name' }, { at: '/spouse/number', kind: 'identity-number' }] },
  ],
  rules: [{ look: { register: 'people', by: { identityNumber: 'spouse.number' } }, must: 'found != null and found.name = spouse.name', say: '姓名和身份号码与人口库不一致', at: '/spouse/number', whenDown: 'accept' }],
}
const opinion = { schema: { type: 'object', required: ['view'], properties: { view: { title: '您的意见', maxLength: 500 } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'long-text' }] }] }

let [key, renewed] = ['', '']
const own = browsedProvince(async ({ api }) => {
  const made = async (title: string, form: object, audience: string) => {
    const added = (await api.call(manager, 'POST', '/collections', { title })).value as { key: string }
    const saved = await api.call(manager, 'PUT', `/collections/${added.key}/draft`, { form, audience, closesOn: null, revision: 1 })
    assert.deepEqual(saved.value['problems'], [])
    await api.call(manager, 'POST', `/collections/${added.key}/versions`, { revision: saved.value['revision'], note: '' })
    return added.key
  }
  key = await made('住户情况调查', survey, 'person')
  renewed = await made('意见征集（登录）', opinion, 'person')
})

/** The file's name leads to the file, in a window of its own. */
async function opens(page: Shown, name: string): Promise<void> {
  const link = page.getByRole('link', { name: new RegExp(`^${name}\\s*（在新窗口打开）$`) })
  assert.equal(await link.getAttribute('target'), '_blank')
  const reply = await page.request.get(new URL((await link.getAttribute('href'))!, own.address).href)
  assert.deepEqual([reply.status(), reply.headers()['content-type']], [200, 'image/png'])
}

const next = (page: Shown) => page.getByRole('button', { name: '继续' }).click()

test('a person fills in a form: what is known is shown, what is wrong is told and leads to the field, what was handed over can be read and taken along', async () => {
  const page = await own.open(resident, `/forms/${key}`, { width: 360 })
  await page.getByText('来自人口库').waitFor()
  await own.judge(page, 'form-filling-360')
  await next(page)
  await page.getByRole('link', { name: '请填写“家里几口人”' }).click()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'at-count')
  await own.judge(page, 'form-wrong-360')
  await page.keyboard.type('12')
  await page.getByLabel('为什么人多').fill('四世同堂')
  await next(page)
  assert.ok(await page.getByText('依据：统计法 第七条').isVisible())
  await page.getByLabel('您的意见').fill('很好')
  await page.locator('#at-papers').setInputFiles({ name: '门口.png', mimeType: 'image/png', buffer: Buffer.from(samplePng) })
  await page.getByText(/已上传 ·/).waitFor()
  await next(page)
  await next(page)
  await page.getByRole('heading', { name: '核对您填的内容' }).waitFor()
  await own.judge(page, 'form-review-360')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('heading', { name: '已经提交' }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '已经提交')
  await own.judge(page, 'form-filed-360')
  await page.getByRole('link', { name: '看我填的内容' }).click()
  await page.getByText('问题和答案自提交后没有变过。').waitFor()
  await opens(page, '门口.png')
  await own.judge(page, 'form-mine-360')
  const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载填好的表（OFD）' }).click()])
  assert.match(paper.suggestedFilename(), /住户情况调查.*\.ofd$/)
  const [pdf] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载填好的表（PDF）' }).click()])
  assert.equal((await readFile(await pdf.path())).subarray(0, 5).toString(), '%PDF-')
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('what is typed without a line stays on the device, and comes back with the page', async () => {
  const page = await own.open(resident, `/forms/${key}`, { width: 1440, elder: true })
  await page.getByLabel('家里几口人').fill('4')
  await page.getByText(/^已保存/).waitFor()
  await page.context().setOffline(true)
  await page.getByLabel('家里几口人').fill('5')
  await page.getByText('没有存到服务器').waitFor()
  page.problems.length = 0
  await own.judge(page, 'form-offline-elder')
  const again = await page.context().newPage()
  await page.evaluate(() => { window.fetch = () => Promise.reject(new TypeError('no line')) }) // while it closes, the browser may give a page its line back
  await page.close()
  await again.context().setOffline(false)
  await again.goto(`${own.address}/forms/${key}`)
  await again.getByText(/^找回了您.*，已保存/).waitFor({ timeout: 30_000 }).catch(async (error: Error) => {
    const [kept, draft] = [await again.evaluate(() => JSON.stringify(localStorage)), await own.api.call(resident, 'GET', `/open-forms/${key}/draft`)]
    throw new Error(`${error.message}\non the device: ${kept}\nat the server: ${JSON.stringify(draft.value)}`)
  })
  assert.equal(await again.getByLabel('家里几口人').inputValue(), '5')
  assert.deepEqual(await again.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('xiangyun-kept'))), [])
  assert.equal(((await own.api.call(resident, 'GET', `/open-forms/${key}/draft`)).value['answers'] as { count: number }).count, 5)
  await again.context().close()
})

test('signing out saves first and leaves nothing on the device; a session that ran out loses nothing; an older answer of the device is asked about', async () => {
  const page = await own.open(resident, `/forms/${key}`, { width: 360 })
  await page.getByLabel('家里几口人').fill('6')
  await page.getByRole('button', { name: /退出/ }).click()
  await page.waitForURL(`${own.address}/`)
  const saved = async () => ((await own.api.call(resident, 'GET', `/open-forms/${key}/draft`)).value as { answers: { count: number }; revision: number })
  assert.equal((await saved()).answers.count, 6)
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('xiangyun-kept'))), [])
  await page.context().close()

  own.forget(resident)
  const again = await own.open(resident, `/forms/${key}`)
  const cookies = await again.context().cookies()
  await again.context().clearCookies()
  await again.getByLabel('家里几口人').fill('7')
  await again.getByText('登录过期了，您填的内容还在这台设备上，请重新登录后接着填').waitFor()
  assert.match((await again.getByRole('link', { name: '重新登录' }).getAttribute('href'))!, new RegExp(`return=${encodeURIComponent(`/forms/${key}`)}`))
  await again.context().addCookies(cookies)
  await own.api.call(resident, 'PUT', `/open-forms/${key}/draft`, { version: 1, answers: { count: 3 }, revision: (await saved()).revision })
  await again.reload()
  await again.getByText('这台设备上还有一份没存上的内容').waitFor()
  assert.equal(await again.getByLabel('家里几口人').inputValue(), '3')
  again.problems.length = 0
  await own.judge(again, 'form-kept-choice')
  await again.getByRole('button', { name: '换成那一份' }).click()
  await again.getByText(/^找回了您.*，已保存/).waitFor()
  assert.equal((await saved()).answers.count, 7)
  await again.context().close()
})

test('two pages of one form: what each typed alone is in both, where both typed the person chooses, and nothing is lost', async () => {
  own.forget(resident)
  const page = await own.open(resident, `/forms/${key}`, { width: 360 })
  const draft = async () => (await own.api.call(resident, 'GET', `/open-forms/${key}/draft`)).value as { answers: Record<string, unknown>; revision: number }
  const { answers, revision } = await draft()
  await own.api.call(resident, 'PUT', `/open-forms/${key}/draft`, { version: 1, answers: { ...answers, count: 8, view: '那边写的意见' }, revision })
  await page.getByLabel('家里几口人').fill('9')
  await page.getByText('那边填的已经并进来：').waitFor()
  await page.getByText(/这里：9 口；那边：8 口/).waitFor()
  await page.getByText(/^已保存/).waitFor()
  assert.deepEqual([(await draft()).answers['count'], (await draft()).answers['view']], [9, '那边写的意见'])
  page.problems.length = 0
  await own.judge(page, 'form-together-360')
  await page.getByRole('button', { name: /用那边的/ }).click()
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input')?.value === '8')
  await page.getByRole('button', { name: '知道了' }).click()
  await page.getByText('那边填的已经并进来：').waitFor({ state: 'detached' })
  for (let tries = 0; tries < 50 && (await draft()).answers['count'] !== 8; tries++) await page.waitForTimeout(100)
  assert.equal((await draft()).answers['count'], 8)
  await page.context().close()
})

test('the browser leads back and forth between the pages of a form, and out of it only before the first', async () => {
  const page = await own.open(resident, '/my/submissions')
  await page.goto(`${own.address}/forms/${key}`)
  await page.getByLabel('家里几口人').fill('2')
  await next(page)
  await page.getByLabel('您的意见').fill('想好了再说')
  await page.goBack()
  await page.getByLabel('家里几口人').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '家庭情况')
  await page.goForward()
  await page.getByLabel('您的意见').waitFor()
  assert.equal(await page.getByLabel('您的意见').inputValue(), '想好了再说')
  await page.goBack()
  await page.goBack()
  await page.getByRole('heading', { name: '我的填报' }).waitFor()
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('a page left open learns at its next save that the form is newer, and goes over with what was typed', async () => {
  const page = await own.open(resident, `/forms/${renewed}`, { width: 360 })
  const { value: standing } = await own.api.call(manager, 'GET', `/collections/${renewed}`)
  const form = { ...opinion, schema: { ...opinion.schema, properties: { ...opinion.schema.properties, phone: { title: '联系电话' } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'long-text' }, { at: '/phone', kind: 'text' }] }] }
  const saved = await own.api.call(manager, 'PUT', `/collections/${renewed}/draft`, { form, audience: 'person', closesOn: null, revision: standing['revision'] })
  await own.api.call(manager, 'POST', `/collections/${renewed}/versions`, { revision: saved.value['revision'], note: '加联系电话' })
  await page.getByLabel('您的意见').fill('路灯不亮')
  await page.getByText('这张表刚刚更新过').waitFor()
  await own.judge(page, 'form-newer-360')
  await page.getByRole('button', { name: '换到新的一版' }).click()
  await page.getByLabel('联系电话').waitFor()
  assert.equal(await page.getByLabel('您的意见').inputValue(), '路灯不亮')
  await page.getByText('这张表刚刚更新过').waitFor({ state: 'detached' })
  await page.context().close()
})

test('a manager looks at a version that was out, compares it, takes it up again, and has a rule ask a register, all by hand', async () => {
  const page = await own.open(manager, `/staff/forms/${renewed}?tab=versions`)
  const version = (words: string, number: number) => page.getByRole('button', { name: new RegExp(`^${words}\\s*：第 ${number} 版$`) })
  await version('看表', 1).click()
  await page.getByRole('heading', { name: '第 1 版' }).waitFor()
  await page.getByLabel('您的意见').waitFor()
  assert.equal(await page.getByLabel('联系电话').count(), 0)
  await own.judge(page, 'form-version')
  await page.goBack()
  await version('和修改稿比', 1).click()
  await page.getByRole('dialog').getByText(/新增“联系电话”/).waitFor()
  await own.judge(page, 'form-version-difference')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await version('换回这一版', 1).click()
  await page.getByRole('dialog').getByRole('button', { name: '换回这一版' }).click()
  await page.getByText('修改稿已换成第 1 版').waitFor()
  await page.getByText(/^已保存/).waitFor()
  const drafted = async () => ((await own.api.call(manager, 'GET', `/collections/${renewed}`)).value['source'] as { schema: { properties: object }; rules?: unknown[] })
  assert.deepEqual(Object.keys((await drafted()).schema.properties), ['view'])

  await page.goto(`${own.address}/staff/forms/${key}`)
  await page.getByRole('tab', { name: /^跨题规则/ }).click()
  const rule = page.getByRole('region', { name: '第 1 条规则' })
  assert.equal(await rule.getByLabel('向哪个登记库核对').inputValue(), 'people')
  await page.getByRole('button', { name: '加一条规则' }).click()
  const fresh = page.getByRole('region', { name: '第 2 条规则' })
  await fresh.getByLabel('不符合时说什么').fill('查不到这个人')
  await fresh.locator('summary', { hasText: '查登记库' }).click()
  await fresh.getByLabel('向哪个登记库核对').selectOption({ label: '人口库' })
  await fresh.getByLabel('用哪道题的答案作公民身份号码去查').selectOption({ label: '配偶身份号码' })
  await fresh.getByLabel('登记库查不到的时候').selectOption({ label: '先收下，由工作人员核对' })
  await fresh.getByRole('button', { name: '加一个条件' }).first().click()
  await fresh.getByLabel('第 1 个条件：哪道题').selectOption({ label: '登记的姓名' })
  await fresh.getByLabel('第 1 个条件：和什么比').selectOption({ label: '“配偶姓名”填的' })
  await page.getByLabel('提示显示在哪道题').last().selectOption({ label: '配偶身份号码' })
  await page.getByText(/^已保存/).waitFor()
  await own.judge(page, 'form-rule-look')
  const wanted = { must: 'found.name = spouse.name', say: '查不到这个人', at: '/spouse/number', look: { register: 'people', by: { identityNumber: 'spouse.number' } }, whenDown: 'accept' }
  for (let tries = 0; tries < 50; tries++) {
    const { source, problems } = (await own.api.call(manager, 'GET', `/collections/${key}`)).value as unknown as { source: { rules: unknown[] }; problems: unknown[] }
    if (JSON.stringify(Object.entries(source.rules[1] ?? {}).sort()) === JSON.stringify(Object.entries(wanted).sort())) { assert.deepEqual(problems, []); break }
    assert.ok(tries < 49, JSON.stringify(source.rules))
    await page.waitForTimeout(100)
  }
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('what came in is looked at and taken along by days', async () => {
  const page = await own.open(manager, `/staff/forms/${key}?tab=filed`)
  await page.getByRole('link', { name: /^导出全部 \d+ 份/ }).waitFor()
  const day = page.getByRole('group', { name: '收到日期从' })
  await day.getByLabel('年').fill('2031')
  await day.getByLabel('月').fill('1')
  await day.getByLabel('日').fill('1')
  await page.getByText('这些天没有收到填报').waitFor()
  await own.judge(page, 'form-filed-days')
  await day.getByLabel('年').fill('2020')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^导出这些天的 \d+ 份/ }).click()])
  assert.match(file.suggestedFilename(), /2020-01-01\.csv$/)
  await page.context().close()
})

test('a check against a register says that it waits, what is wrong, and that the register is down', async () => {
  const page = await own.open(resident, `/forms/${key}`)
  await page.getByLabel('家里几口人').fill('2')
  await next(page)
  await page.getByLabel('您的意见').fill('很好')
  await next(page)
  let [held, isDown] = [true, false]
  await page.route('**/looks/**', async (route) => {
    if (isDown) return route.abort()
    while (held) await new Promise((done) => setTimeout(done, 50))
    return route.continue()
  })
  await page.getByLabel('配偶姓名').fill('不是此人')
  await page.getByLabel('配偶身份号码').fill('22990119990808022X')
  await page.getByText('正在与登记核对…').waitFor()
  await own.judge(page, 'form-look-waits')
  held = false
  await page.getByText('姓名和身份号码与人口库不一致').first().waitFor()
  await own.judge(page, 'form-look-broken')
  isDown = true
  await page.getByLabel('配偶姓名').fill('换一个名')
  await page.getByText('登记库暂时查不到，您填的内容还在').waitFor()
  page.problems.length = 0
  await own.judge(page, 'form-look-down')
  isDown = false
  await page.getByRole('button', { name: '再核对一次' }).click()
  await page.getByText('姓名和身份号码与人口库不一致').first().waitFor()
  await page.context().close()
})

test('a paused form says so and keeps what was typed', async () => {
  await own.api.call(manager, 'POST', `/collections/${key}/state`, { state: 'paused' })
  const page = await own.open(resident, `/forms/${key}`)
  const asked: string[] = []
  page.on('request', (request) => { if (/\/looks\//.test(request.url())) asked.push(request.url()) })
  await page.reload()
  await page.getByText('这张表现在暂停填报').waitFor()
  assert.notEqual(await page.getByLabel('家里几口人').inputValue(), '')
  await page.waitForTimeout(1500)
  assert.deepEqual(asked, [], 'what cannot be handed in asks no register')
  await own.judge(page, 'form-paused')
  await own.api.call(manager, 'POST', `/collections/${key}/state`, { state: 'open' })
  await page.goto(`${own.address}/my/submissions`)
  await page.getByRole('heading', { name: '没填完的' }).waitFor()
  await own.judge(page, 'form-my-submissions')
  await page.context().close()
})

test('an office sees its forms, builds one, and reads what came in', async () => {
  const page = await own.open(manager, '/staff/forms')
  await page.getByRole('link', { name: '住户情况调查' }).waitFor()
  await own.judge(page, 'staff-forms')
  await page.getByRole('link', { name: '住户情况调查' }).click()
  await page.getByRole('tab', { name: /收到的填报/ }).click()
  await page.getByRole('link', { name: /^\d{8}-/ }).first().click()
  await page.getByText('问题和答案自提交后没有变过。').waitFor()
  await opens(page, '门口.png')
  await own.judge(page, 'staff-form-filed')
  await page.goto(`${own.address}/staff/forms`)
  await page.getByRole('button', { name: '新建填报表' }).click()
  await page.getByLabel('表的名称').fill('志愿者登记')
  await page.getByRole('button', { name: '开始设计' }).click()
  await page.getByRole('heading', { name: '志愿者登记' }).waitFor()
  await calm(page)
  await own.judge(page, 'staff-form-design')
  await page.context().close()
})
