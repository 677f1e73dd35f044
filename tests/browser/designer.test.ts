import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import assert from 'node:assert/strict'
import { must } from '#tests/support/cases.ts'
import { browsedProvince, calm } from '#tests/support/browsing.ts'
import type { Shown } from '#tests/support/browsing.ts'

const own = browsedProvince()
const designer = '/staff/processes/permit-with-site-check?tab=design'

const drawingShown = async (page: Shown) => {
  await page.locator('.djs-container .djs-shape').first().waitFor()
  await page.locator('.drawing-people').first().waitFor()
  await calm(page)
}
const shape = (page: Shown, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`)
/** An element's own place on the canvas; its label may lie elsewhere. */
const choose = async (page: Shown, id: string) => shape(page, id).first().click()
const pane = (page: Shown, name: string) => page.getByRole('tab', { name }).click()
const named = async (page: Shown) => page.getByRole('button', { name: '看全图' }).click()
const marked = (page: Shown, mark: string) => page.locator(`.djs-element.mark-${mark}`).count()

test('a manager finds the processes, their versions and who uses them', async () => {
  const page = await own.open('manager', '/staff/processes')
  await own.judge(page, 'designer-list')
  await page.getByRole('link', { name: '许可（含现场核查）', exact: true }).click()
  await page.getByText('历次版本').waitFor()
  await own.judge(page, 'designer-versions')
  await page.context().close()
})

test('the designer is accessible in light and dark, speaks Chinese and shows who does each task', async () => {
  for (const look of [{ width: 1440 }, { width: 1440, theme: 'dark' as const }]) {
    const page = await own.open('manager', designer, look)
    await drawingShown(page)
    await choose(page, 'review')
    await page.getByRole('heading', { name: '人工任务' }).waitFor()
    await own.judge(page, `designer-element-${look.theme ?? 'light'}`)
    const titles = await page.locator('.djs-palette .entry, .djs-context-pad .entry').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? one.getAttribute('aria-label') ?? 'none'))
    assert.ok(titles.length > 15)
    assert.deepEqual(titles.filter((one) => /[a-z]{3}/i.test(one)), [])
    assert.ok(await page.locator('.bjs-powered-by').isVisible(), 'the mark of bpmn.io stays in sight')
    await page.context().close()
  }
})

test('on a phone the drawing is there to look at, and a word says why', async () => {
  const page = await own.open('manager', designer, { width: 360 })
  await drawingShown(page)
  await page.getByText('设计流程请用电脑').waitFor()
  await own.judge(page, 'designer-phone')
  assert.equal(await page.locator('.djs-palette').count(), 0)
  await page.context().close()
})

test('a new process is drawn by pad and by keyboard, bound to people and limits, checked, walked and published', async () => {
  const page = await own.open('manager', '/staff/processes')
  await page.getByRole('button', { name: '新建流程' }).click()
  await page.getByRole('dialog').getByLabel('名称', { exact: true }).fill('听证许可')
  await page.getByLabel('编号').fill('permit-with-hearing')
  await own.judge(page, 'designer-new')
  await page.getByRole('button', { name: '建立并设计' }).click()
  await page.locator('.djs-container .djs-shape').first().waitFor()

  await choose(page, 'accept')
  await page.locator('.djs-context-pad [data-action="append.user-task"]').click()
  await page.locator('.djs-direct-editing-content').waitFor()
  await page.keyboard.type('审查')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '人工任务' }).waitFor()
  await page.getByLabel('由谁办理').selectOption('reviewer')
  await page.getByLabel('办理动作').selectOption('review')
  await page.getByLabel('期限', { exact: true }).fill('5')
  await page.getByLabel('期限按').selectOption('workdays')
  await page.getByLabel('连到').selectOption({ label: '办结' })
  await page.getByRole('tabpanel', { name: '属性' }).getByRole('button', { name: '连线' }).press('Enter')
  assert.equal(await page.getByLabel('期限', { exact: true }).inputValue(), '5')

  await page.getByLabel('看哪个元素').selectOption('accept--granted')
  await page.getByRole('heading', { name: '连线' }).waitFor()
  await page.getByRole('button', { name: '删除这个元素' }).press('Enter')
  await page.getByLabel('看哪个元素').selectOption('accept')
  await page.getByLabel('由谁办理').selectOption('window')
  await page.getByLabel('办理动作').selectOption('accept')
  await page.getByLabel('看哪个元素').selectOption('granted')
  await page.getByLabel('办理结果').selectOption('granted')
  await pane(page, '检查')
  await page.getByText('没有问题').waitFor()
  await own.judge(page, 'designer-drawn')

  await pane(page, '属性')
  await page.getByRole('button', { name: '撤销' }).press('Enter')
  assert.equal(await page.getByLabel('办理结果').inputValue(), '')
  await page.getByRole('button', { name: '重做' }).press('Enter')
  assert.equal(await page.getByLabel('办理结果').inputValue(), 'granted')
  await page.getByRole('button', { name: '自动排版' }).press('Enter')
  await pane(page, '检查')
  await page.getByText('没有问题').waitFor()

  await page.getByRole('button', { name: '保存修改稿' }).click()
  await page.getByText(/修改稿已保存/).first().waitFor()
  await pane(page, '试走')
  await page.getByRole('button', { name: '开始试走' }).click()
  await page.getByRole('button', { name: '受理审查：受理' }).click()
  await page.getByRole('button', { name: '审查：建议准予' }).click()
  await page.getByText('流程结束').waitFor()
  assert.ok(await marked(page, 'done') >= 4)
  await page.getByRole('button', { name: '退回一步' }).click()
  await page.getByRole('button', { name: '审查：建议准予' }).waitFor()
  assert.equal(await marked(page, 'here'), 1)

  await page.locator('button:not([aria-disabled])', { hasText: '发布新版本' }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('请写明这一版改了什么').first().waitFor()
  await page.getByLabel('这一版改了什么').fill('依听证规定新建')
  await own.judge(page, 'designer-publish')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('第 1 版已发布').first().waitFor()
  assert.ok(await page.getByRole('link', { name: '迁移在办' }).isVisible())
  const { value } = await must(own.api.call('manager', 'GET', '/processes/permit-with-hearing'), 'read it')
  assert.deepEqual((value['versions'] as { version: number, origin: string }[]).map(({ version, origin }) => [version, origin]), [[1, 'browser']])
  await page.context().close()
})

/** Two ways are chosen from, and both waited for. */
const deadlock = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xy="http://xiangyun.gov/bpmn" id="d" targetNamespace="t"><process id="any" name="会停住的流程" isExecutable="true">
<startEvent id="begin" name="开始"/><userTask id="accept" name="受理" xy:people="window" xy:action="accept"/><exclusiveGateway id="choice" name="走哪条" default="to-b"/>
<userTask id="a" name="审查甲" xy:people="reviewer" xy:action="review"/><userTask id="b" name="审查乙" xy:people="reviewer" xy:action="review"/><parallelGateway id="both" name="都办完"/><endEvent id="end" name="办结" xy:outcome="granted"/>
<sequenceFlow id="f1" sourceRef="begin" targetRef="accept"/><sequenceFlow id="f2" sourceRef="accept" targetRef="choice"/><sequenceFlow id="to-a" name="甲" sourceRef="choice" targetRef="a"><conditionExpression>decision = "accepted"</conditionExpression></sequenceFlow><sequenceFlow id="to-b" name="乙" sourceRef="choice" targetRef="b"/>
<sequenceFlow id="f3" sourceRef="a" targetRef="both"/><sequenceFlow id="f4" sourceRef="b" targetRef="both"/><sequenceFlow id="f5" sourceRef="both" targetRef="end"/></process></definitions>`

test('a deadlock is found, and its way is shown on the diagram with numbers', async () => {
  const page = await own.open('manager', '/staff/processes/promised?tab=design')
  await drawingShown(page)
  await page.getByLabel('选择流程图文件').setInputFiles({ name: 'deadlock.bpmn', mimeType: 'application/xml', buffer: Buffer.from(deadlock) })
  await shape(page, 'both').first().waitFor()
  await pane(page, '检查')
  await page.getByRole('button', { name: /都办完|审查/ }).first().click()
  await page.getByText('图上标了序号').waitFor()
  assert.ok(await marked(page, 'trace') >= 3)
  assert.ok(await marked(page, 'wrong') >= 1)
  assert.ok(await page.locator('.drawing-badge').count() >= 2)
  await named(page)
  await own.judge(page, 'designer-deadlock')
  assert.equal(await page.getByRole('button', { name: '发布新版本' }).getAttribute('aria-disabled'), 'true')

  await pane(page, '试走')
  await page.getByRole('button', { name: '开始试走' }).click()
  await page.getByRole('button', { name: '受理：受理', exact: true }).click()
  await page.getByRole('button', { name: '审查甲：建议准予' }).click()
  await page.getByText('走不动了').waitFor()
  await own.judge(page, 'designer-stuck')
  await page.context().close()
})

test('what a colleague saved meanwhile is told and nothing drawn is lost; leaving asks first', async () => {
  const page = await own.open('manager', '/staff/processes/promised?tab=design')
  await drawingShown(page)
  await page.getByLabel('看哪个元素').selectOption('decide')
  await page.getByLabel('名称', { exact: true }).fill('联合决定')
  await page.getByLabel('名称', { exact: true }).press('Enter')
  const file = readFileSync(join(import.meta.dirname, '../../catalogue/processes/promised.bpmn'), 'utf8')
  await must(own.api.call('manager', 'PUT', '/processes/promised/draft', { xml: file, version: 0 }), 'a colleague saves')
  await page.getByRole('button', { name: '保存修改稿' }).click()
  await page.getByText('别人刚刚保存了修改稿').waitFor()
  assert.equal(await page.getByLabel('名称', { exact: true }).inputValue(), '联合决定')
  page.problems.splice(0, page.problems.length, ...page.problems.filter((one) => !one.includes('409')))
  await own.judge(page, 'designer-conflict')
  await page.getByRole('link', { name: '流程', exact: true }).first().click()
  await page.getByRole('button', { name: '留在这里' }).click()
  await page.getByRole('button', { name: '用我的覆盖' }).click()
  await page.getByText('别人刚刚保存了修改稿').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '流程', exact: true }).first().click()
  await page.getByRole('heading', { name: '流程', exact: true }).waitFor()
  const { value } = await must(own.api.call('manager', 'GET', '/processes/promised'), 'read it')
  assert.match((value['draft'] as { xml: string }).xml, /联合决定/)
  await page.context().close()
})

test('a manager edits a decision table, sees what is wrong, tries it and publishes it with the item', async () => {
  const page = await own.open('manager', '/staff/items/food-business-licence')
  await page.getByRole('tab', { name: '规则（DMN）' }).click()
  await page.locator('.tjs-container').waitFor()
  await own.judge(page, 'rules-table')
  const cell = page.locator('.tjs-container tbody tr').first().locator('td.output-cell').first()
  await cell.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('"改走备案"')
  await page.locator('.tjs-container tbody tr').nth(2).locator('td.output-cell').first().click()
  await page.getByRole('tab', { name: /和已发布的差别\s*1/ }).waitFor()

  await page.getByLabel('只卖预包装食品').selectOption('true')
  await page.getByRole('button', { name: '试算' }).click()
  await page.getByText('命中第 1 条规则').waitFor()
  await page.getByText('改走备案').first().waitFor()
  assert.ok(await page.locator('.fired').count() > 0)
  await own.judge(page, 'rules-tried')
  await page.getByRole('button', { name: '决策图' }).first().click()
  await page.locator('.dmn-drd-container .djs-shape').first().waitFor()
  await own.judge(page, 'rules-diagram')

  await page.locator('button:not([aria-disabled])', { hasText: '发布新版本' }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('第 2 版已发布').waitFor()
  const { value } = await must(own.api.call('manager', 'GET', '/managed-items/food-business-licence'), 'read it')
  assert.match(String(value['rulesText']), /改走备案/)
  assert.match(String(value['rulesText']), /20230324/)
  assert.match(String(value['rulesText']), /annotationEntry/)
  await page.context().close()
})
