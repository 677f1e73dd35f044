import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Form } from '@xiangyun/forms'
import { publishForm } from '@xiangyun/forms'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { formKinds } from '#kinds/kinds.ts'
import { designerPages, entry, focusedName, judge, kept, naming, node, settled, tab, type Shown } from './designer-pages.ts'
import { screenshot } from './harness.ts'
import { choose, press, reach, select } from './keyboard.ts'

const opened = designerPages()

/** What both hands must build. */
const questions: readonly (readonly [kind: string, title: string])[] = [
  ['一行文字', '犬名'], ['选一项', '品种'], ['一行文字', '毛色'], ['日期', '出生日期'], ['选一项', '性别'], ['是或否', '是否绝育'], ['上传文件', '绝育证明'], ['上传文件', '免疫证'], ['一行文字', '芯片号'], ['地址', '饲养地址'], ['承诺（勾选同意）', '承诺'],
]
const breeds = ['中华田园犬', '金毛', '贵宾', '其他']

function assertWhole(form: Form): void {
  const concept = { name: '自然人', schema: { type: 'object', required: ['name', 'identityNumber'], properties: { name: { title: '姓名', type: 'string', format: 'person-name' }, identityNumber: { title: '公民身份号码', type: 'string', format: 'citizen-number' }, phone: { title: '手机号码', type: 'string', format: 'mobile' } } } }
  const published = publishForm(form, { concepts: { person: concept }, formats: itemFormats, kinds: formKinds })
  assert.ok(published.ok, JSON.stringify(published))
  const [owner, dog] = form.ui
  assert.deepEqual([form.ui.length, owner?.section, dog?.section], [2, '主人', '狗'])
  assert.deepEqual(owner?.ask.map((ask) => [ask.at, ask.prefill, ask.correctable]), [['/person/name', 'applicant.name', false], ['/person/identityNumber', 'applicant.identityNumber', false], ['/person/phone', 'applicant.phone', undefined]])
  assert.deepEqual(dog?.ask.map((ask) => ask.at), ['/quanMing', '/pinZhong', '/maoSe', '/born', '/sex', '/shiFouJueYu', '/jueYuZhengMing', '/mianYiZheng', '/xinPianHao', '/siYangDiZhi', '/commitment'])
  assert.deepEqual((dog?.ask[1]?.options as readonly { label: string }[]).map((one) => one.label), breeds)
  assert.deepEqual(dog?.ask[4]?.options, [{ value: '公', label: '公' }, { value: '母', label: '母' }])
  assert.equal(dog?.ask[6]?.when, 'shiFouJueYu = true')
  assert.deepEqual((form.schema['properties'] as Record<string, unknown>)['xinPianHao'], { title: '芯片号', pattern: '^[0-9]{15}$' })
  assert.equal((form.schema['required'] as string[]).includes('xinPianHao'), false)
  assert.deepEqual(form.rules, [{ at: '/born', must: 'born <= today', say: '出生日期不能晚于今天' }])
}

/** A finger takes a question by its handle and lets it go above another. */
async function carryByFinger(page: Page, what: string, above: string): Promise<void> {
  const [handle, goal] = [await node(page, what).locator('.grip').elementHandle(), await node(page, above).elementHandle()]
  await page.evaluate(([from, to]) => {
    const send = (target: EventTarget, type: string, y: number) => target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: 'touch', clientX: 40, clientY: y }))
    const [start, end] = [from!.getBoundingClientRect().top + 5, to!.getBoundingClientRect().top]
    send(from!, 'pointerdown', start)
    send(window, 'pointermove', start - 10)
    send(window, 'pointermove', end)
    send(window, 'pointerup', end)
  }, [handle, goal] as const)
}

async function tryOut(page: Shown): Promise<void> {
  await tab(page, '试填')
  await page.getByRole('button', { name: '填上试填数据' }).click()
  assert.deepEqual(await page.locator('.refused li').allInnerTexts(), [], 'what is made up is taken')
  await page.locator('summary', { hasText: '答案（JSON）' }).click()
  const answers = JSON.parse(await page.locator('pre.json').innerText()) as Record<string, unknown>
  assert.match(String(answers['xinPianHao']), /^\d{15}$/)
  assert.equal((answers['person'] as { name: string }).name, '王小明')
  await judge(page, 'preview-desk')
  for (const [choice, name] of [['群众·手机', 'phone'], ['群众·大字', 'elder'], ['窗口人员', 'counter']] as const) {
    await page.getByText(choice, { exact: true }).click()
    if (name === 'counter') await page.getByRole('button', { name: '试提交' }).waitFor()
    else {
      const inside = page.frameLocator('iframe')
      await inside.getByRole('heading', { name: '主人' }).waitFor()
      assert.equal(await inside.locator('html').evaluate((html) => html.clientWidth), 360)
      assert.equal(await inside.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth), true)
    }
    await judge(page, `preview-${name}`)
  }
  await page.getByRole('button', { name: '清空' }).click()
  await page.getByText(/现在提交，会有 \d+ 处被退回/).waitFor()
}

test('a form is built by mouse: sections, questions dragged and clicked, a mistake found and mended, undone, tried out', async () => {
  const page = await opened()
  await judge(page, 'empty')
  await page.getByRole('button', { name: '加一节' }).click()
  await naming(page).fill('主人')
  await page.getByRole('heading', { name: '题型', exact: true }).click()
  await entry(page, '养犬人').click()
  await node(page, '手机号码').waitFor()
  await page.getByRole('button', { name: '加一节' }).click()
  await naming(page).fill('狗')
  await naming(page).press('Enter')
  for (const [kind, title] of questions) {
    await entry(page, kind).click()
    await naming(page).fill(title)
    await page.getByRole('heading', { name: '题型', exact: true }).click()
    await node(page, title).waitFor()
    await settled(page)
  }
  const panel = page.getByRole('complementary', { name: '设置' })

  await node(page, '品种').click()
  await panel.getByRole('button', { name: '一次写多行' }).click()
  await panel.getByLabel('一行一个选项').fill(breeds.join('\n'))
  await panel.getByRole('button', { name: '用这些选项' }).click()
  await judge(page, 'options')
  await node(page, '性别').click()
  await panel.getByLabel('第 1 个选项', { exact: true }).fill('公')
  await panel.getByLabel('第 2 个选项', { exact: true }).fill('母')
  await node(page, '芯片号').click()
  await panel.getByLabel('必须回答').uncheck()
  await panel.getByLabel('格式', { exact: true }).selectOption({ label: '只能是数字' })
  await panel.getByLabel('正好几位').fill('15')
  await node(page, '绝育证明').click()
  await panel.locator('summary', { hasText: '什么时候出现' }).click()
  await panel.getByRole('button', { name: '加一个条件' }).click()
  await panel.getByLabel('第 1 个条件：哪道题').selectOption({ label: '是否绝育' })
  await judge(page, 'condition')

  await tab(page, '跨题规则')
  await page.getByRole('button', { name: '加一条规则' }).click()
  await judge(page, 'rule-new')
  await page.getByLabel('不符合时说什么').fill('出生日期不能晚于今天')
  const rule = page.getByRole('region', { name: '第 1 条规则' })
  await rule.getByRole('button', { name: '加一个条件' }).first().click()
  await rule.getByLabel('第 1 个条件：哪道题').selectOption({ label: '出生日期' })
  await page.getByLabel('提示显示在哪道题').selectOption({ label: '出生日期' })
  await judge(page, 'rule')
  await tab(page, /^设计/)

  // A question that another one speaks of goes: told before, found after, brought back.
  await node(page, '是否绝育').click()
  await page.getByRole('button', { name: '删除', exact: true }).click()
  await page.getByRole('dialog').getByText('“绝育证明”的条件').waitFor()
  await judge(page, 'mentioned')
  await page.getByRole('button', { name: '仍然删除' }).click()
  await panel.getByRole('button', { name: /“是否绝育”这道题已经没有了/ }).click()
  await judge(page, 'mistake')
  assert.match(await focusedName(page), /^绝育证明/)
  await page.getByRole('button', { name: '撤销删除' }).click()
  await panel.getByText('没有错误').waitFor()
  await node(page, '是否绝育').waitFor()
  await page.getByRole('button', { name: '重做' }).click()
  await panel.getByText('有 1 处要改').waitFor()
  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await panel.getByText('没有错误').waitFor()

  // A choice without options is said at once; the form keeps what it had.
  await node(page, '性别').click()
  for (const label of ['公', '母']) await panel.getByRole('button', { name: `去掉“${label}”` }).click()
  await panel.getByText('有 1 处要改').waitFor()
  await judge(page, 'no-options')
  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await page.getByRole('button', { name: '撤销', exact: true }).click()

  // Carried by hand, there and back.
  const order = async () => (await kept(page)).ui[1]!.ask.map((ask) => ask.at)
  const was = await order()
  const [from, to] = [await node(page, '毛色').boundingBox(), await node(page, '犬名').boundingBox()]
  await page.mouse.move(from!.x + 100, from!.y + 10)
  await page.mouse.down()
  await page.mouse.move(from!.x + 100, from!.y - 20, { steps: 3 })
  await page.mouse.move(to!.x + 100, to!.y, { steps: 5 })
  await screenshot(page, 'form-designer-carried', false)
  await page.mouse.up()
  assert.deepEqual((await order()).slice(0, 3), ['/maoSe', '/quanMing', '/pinZhong'])
  await page.getByRole('button', { name: '下移' }).click()
  await page.getByRole('button', { name: '下移' }).click()
  assert.deepEqual(await order(), was)

  await judge(page, 'built')
  assertWhole(await kept(page))
  await tab(page, '差别')
  await page.getByText('新增“犬名”').waitFor()
  await page.getByText('新增“公民身份号码”').waitFor()
  await judge(page, 'difference')
  await tryOut(page)
  await page.context().close()
})

test('the same form is built by keyboard alone', async () => {
  const page = await opened()
  const key = (name: string) => page.keyboard.press(name)
  const named = async (title: string) => {
    await naming(page).waitFor()
    await page.keyboard.type(title)
    await key('Enter')
    await node(page, title).waitFor()
    await settled(page)
    assert.match(await focusedName(page), new RegExp(`^${title}`), 'the focus is on what was made')
  }
  const add = async (kind: string) => {
    await key('a')
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search')
    await page.keyboard.type(kind)
    await key('Enter')
  }
  await press(page, '加一节')
  await named('主人')
  await add('养犬人')
  await node(page, '手机号码').waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'treeitem')
  await press(page, '加一节')
  await named('狗')
  for (const [kind, title] of questions) {
    await add(kind)
    await named(title)
  }
  const panel = page.getByRole('complementary', { name: '设置' })
  const walkTo = async (title: string) => {
    await page.locator('[role="treeitem"][tabindex="0"]').waitFor()
    await reach(page, page.locator('[role="treeitem"][tabindex="0"]'))
    await key('Home')
    for (let step = 0; step < 40 && !(await focusedName(page)).startsWith(title); step++) await key('ArrowDown')
    assert.match(await focusedName(page), new RegExp(`^${title}`))
  }
  await walkTo('品种')
  await reach(page, panel.getByLabel('第 1 个选项', { exact: true }))
  for (const [at, breed] of breeds.entries()) {
    await page.waitForFunction((number) => document.activeElement?.closest('.option')?.parentElement?.children[number] === document.activeElement?.closest('.option'), at)
    await key('Control+A')
    await page.keyboard.type(breed)
    if (at < breeds.length - 1) await key('Enter')
  }
  await walkTo('性别')
  await reach(page, panel.getByLabel('第 1 个选项', { exact: true }))
  await key('Control+A')
  await page.keyboard.type('公')
  await key('Enter')
  await key('Control+A')
  await page.keyboard.type('母')
  await walkTo('芯片号')
  await reach(page, panel.getByLabel('必须回答'))
  await key('Space')
  await select(page, panel.getByLabel('格式', { exact: true }), '只能是数字')
  await reach(page, panel.getByLabel('正好几位'))
  await page.keyboard.type('15')
  await walkTo('绝育证明')
  await reach(page, panel.locator('summary', { hasText: '什么时候出现' }))
  await key('Enter')
  await press(page, '加一个条件')
  await select(page, panel.getByLabel('第 1 个条件：哪道题'), '是否绝育')

  await reach(page, page.getByRole('tab', { name: /^设计/ }))
  await key('ArrowRight')
  await press(page, '加一条规则')
  await page.waitForFunction(() => document.activeElement?.closest('.rule'))
  await page.keyboard.type('出生日期不能晚于今天')
  const rule = page.getByRole('region', { name: '第 1 条规则' })
  await reach(page, rule.getByRole('button', { name: '加一个条件' }).first())
  await key('Enter')
  await select(page, rule.getByLabel('第 1 个条件：哪道题'), '出生日期')
  await select(page, page.getByLabel('提示显示在哪道题'), '出生日期')
  await reach(page, page.getByRole('tab', { name: /^跨题规则/ }))
  await key('ArrowLeft')

  // Moved, doubled, taken away and brought back; the focus goes along.
  await walkTo('毛色')
  await key('Alt+ArrowUp')
  await key('Alt+ArrowUp')
  assert.match(await focusedName(page), /^毛色/)
  assert.equal((await kept(page)).ui[1]!.ask[0]!.at, '/maoSe')
  await key('Control+z')
  await key('Control+z')
  await key('Control+d')
  assert.equal((await kept(page)).ui[1]!.ask[3]!.at, '/maoSe2')
  await key('Delete')
  await page.getByText('已删除“毛色”').waitFor()
  await key('Control+z')
  await key('Control+z')
  assert.match(await focusedName(page), /^毛色/)
  await key('Control+y')
  await key('Control+z')
  await key('Enter')
  await naming(page).waitFor()
  await judge(page, 'naming')
  await key('Escape')
  assert.match(await focusedName(page), /^毛色/, 'Escape leaves the title and gives the focus back')

  // The planted mistake: an answer goes that a condition speaks of.
  await walkTo('是否绝育')
  await key('Delete')
  await press(page, '仍然删除')
  await panel.getByText('有 1 处要改').waitFor()
  await press(page, /这道题已经没有了/)
  assert.match(await focusedName(page), /^绝育证明/)
  await key('Control+z')
  await panel.getByText('没有错误').waitFor()

  assertWhole(await kept(page))
  await reach(page, page.getByRole('tab', { name: /^设计/ }))
  await key('ArrowRight')
  await key('ArrowRight')
  await choose(page, '谁来填', '窗口人员')
  await press(page, '填上试填数据')
  await page.getByText('现在提交，不会被退回').waitFor()
  await page.context().close()
})

test('on a smaller desk, on a phone, in the dark and for reading only it stays whole', async () => {
  for (const [width, query, look] of [[1024, '', {}], [360, '', {}], [1440, '', { theme: 'dark' }], [1440, '?readonly', {}]] as const) {
    const page = await opened(width, query, look)
    const name = `${width}${query.replace('?', '-')}${'theme' in look ? '-dark' : ''}`
    if (query === '') {
      await page.getByRole('button', { name: '加一节' }).click()
      await naming(page).fill('狗')
      await naming(page).press('Enter')
      for (const [kind, title] of [['一行文字', '犬名'], ['选一项', '品种'], ['多行（每行一组）', '疫苗']] as const) {
        if (width < 1280) await page.getByRole('button', { name: '加问题' }).click()
        if (width < 1280 && title === '品种') await judge(page, `palette-${name}`)
        await entry(page, kind).click()
        await naming(page).fill(title)
        await naming(page).press('Enter')
        await node(page, title).waitFor()
        await settled(page)
      }
      assert.equal((await kept(page)).ui[0]!.ask.length, 3)
      await page.getByRole('button', { name: '第1列', exact: true }).click()
      await page.getByLabel('列的题目').fill('疫苗名称')
    }
    if (width === 360) {
      await page.getByText('在电脑上更好用').waitFor()
      await carryByFinger(page, '品种', '犬名')
      assert.deepEqual((await kept(page)).ui[0]!.ask.map((ask) => ask.at), ['/pinZhong', '/quanMing', '/yiMiao'])
    }
    await judge(page, name)
    await page.context().close()
  }
})

/** Kinds that are not right before their author has chosen from a list. */
const unset: Readonly<Record<string, { told: string, set: (panel: ReturnType<Page['locator']>) => Promise<unknown> }>> = {
  代码表里选一项: { told: '还没有选用哪张代码表', set: (panel) => panel.getByLabel('哪张代码表').selectOption({ label: '证件类型' }) },
  逐级选择: { told: '还没有选用哪张代码表', set: (panel) => panel.getByLabel('哪张代码表').selectOption({ label: '国民经济行业' }) },
  已有的证照: { told: '还没有选收哪几种证照', set: (panel) => panel.getByLabel('食品经营许可证').check() },
}

test('every kind that the palette offers can be asked as it is added, and answered with what is made up', async () => {
  const page = await opened()
  await page.getByRole('button', { name: '加一节' }).click()
  await naming(page).fill('全部题型')
  await naming(page).press('Enter')
  const all = await page.locator('.entry .what').allInnerTexts()
  for (const [at, title] of all.entries()) {
    await page.locator('.entry').nth(at).click()
    if (await naming(page).waitFor({ timeout: 300 }).then(() => true, () => false)) await naming(page).press('Escape')
    if (unset[title]) {
      await page.locator('.found .one').filter({ hasText: unset[title].told }).waitFor()
      await unset[title].set(page.getByRole('complementary', { name: '设置' }))
      await page.getByText('没有错误').waitFor()
    }
    assert.equal(await page.locator('.found .one').count(), 0, `${title}: ${(await page.locator('.found .one').allInnerTexts()).join()}`)
  }
  await page.getByText('没有错误').waitFor()
  await page.waitForLoadState('networkidle')
  page.problems.length = 0
  await judge(page, 'all-kinds')
  assert.equal(await page.locator('.field-missing').count(), 0)
  await tab(page, '试填')
  await page.getByRole('button', { name: '填上试填数据' }).click()
  assert.deepEqual(await page.locator('.refused li').allInnerTexts(), [])
  await page.context().close()
})
