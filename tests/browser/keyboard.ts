import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

const isHere = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** Tabs forward until the control has the focus, as somebody without a mouse does. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' })
  for (let step = 0; step < 160; step++) {
    if (await isHere(target)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`the keyboard never reaches ${String(target)}`)
}

/** Presses a button or link with Enter. */
export async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  await reach(page, page.getByRole(role, { name }).first())
  await page.keyboard.press('Enter')
}

/** Chooses one of a group of radios with the arrow keys, or ticks a box with the space bar. */
export async function choose(page: Page, question: string, answer: string): Promise<void> {
  const group = page.getByRole('group', { name: question })
  const target = group.getByLabel(answer, { exact: true })
  if (await target.getAttribute('type') === 'checkbox') {
    await reach(page, target)
    await page.keyboard.press('Space')
  } else {
    await reach(page, group.getByRole('radio').first())
    await page.keyboard.press('Space')
    for (let step = 0; step < 20 && !await target.isChecked(); step++) await page.keyboard.press('ArrowDown')
  }
  assert.ok(await target.isChecked(), `${answer} is not chosen at ${question}`)
}

export async function type(page: Page, target: Locator, words: string): Promise<void> {
  await reach(page, target)
  await page.keyboard.type(words)
}

/** Chooses from a list by its first options, arrow by arrow. */
export async function select(page: Page, target: Locator, label: string): Promise<void> {
  await reach(page, target)
  for (let step = 0; step < 80; step++) {
    if (await target.evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]?.text) === label) return
    await page.keyboard.press('ArrowDown')
  }
  assert.fail(`${label} is not on the list`)
}
