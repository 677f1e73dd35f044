import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

const css = await readFile(new URL('../../portals/design/tokens.css', import.meta.url), 'utf8')

type Colours = Record<string, string>

const blocks = [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/^([^@{}\n]+)\{([^}]*)\}/gm)].map(([, selector, body]) => ({
  selector: selector!.trim(),
  colours: Object.fromEntries([...body!.matchAll(/--([\w-]+):\s*(#[0-9A-F]{6})/gi)].map(([, name, value]) => [name, value])) as Colours,
}))

/** The colours that hold when these attributes are on <html>; the sheet is written so that later blocks win. */
function coloursFor(...attributes: string[]): Colours {
  const holds = blocks.filter(({ selector }) => selector === ':root' || (selector.match(/\[[^\]]+\]/g) ?? []).every((one) => attributes.includes(one)))
  return Object.assign({}, ...holds.map(({ colours }) => colours)) as Colours
}

const luminance = (colour: string) => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right)
  return (light! + 0.05) / (dark! + 0.05)
}

const dark = '[data-theme="dark"]'
const more = '[data-contrast="more"]'
const elder = '[data-elder]'
const themes = { light: [], dark: [dark], contrast: [more], darkContrast: [dark, more], elder: [elder], elderDark: [elder, dark], elderDarkContrast: [elder, dark, more] }

const grounds = ['ground', 'surface', 'sunken']
const text: [string, string][] = [
  ...['ink', 'ink-soft', 'action', 'action-strong', 'done', 'soon', 'late'].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ['ink', 'action-soft'], ['action', 'action-soft'], ['action-strong', 'action-soft'], ['ink-soft', 'action-soft'],
  ['done', 'done-soft'], ['soon', 'soon-soft'], ['late', 'late-soft'], ['ink', 'done-soft'], ['ink', 'soon-soft'], ['ink', 'late-soft'],
  ['on-action', 'action'], ['on-action', 'action-strong'], ['on-late', 'late'], ['on-late', 'late-strong'],
]
const controls: [string, string][] = [...['line-strong', 'focus', 'action', 'done', 'late'].flatMap((edge) => grounds.map((ground): [string, string] => [edge, ground]))]

for (const [name, attributes] of Object.entries(themes)) {
  test(`text has 4.5 to 1 and edges of controls 3 to 1: ${name}`, () => {
    const colours = coloursFor(...attributes)
    const weak = [...text.map((pair) => [...pair, 4.5] as const), ...controls.map((pair) => [...pair, 3] as const)]
      .map(([one, other, least]) => ({ one, other, least, is: contrast(colours[one]!, colours[other]!) }))
      .filter(({ is, least }) => is < least)
    assert.deepEqual(weak, [])
  })
}

test('the colours of the design are kept as they were chosen', () => {
  const { action, ink, ground, done, soon, late } = coloursFor()
  assert.deepEqual([action, ink, ground, done, soon, late, coloursFor()['soon-soft']],
    ['#0B5CAD', '#1A2330', '#F5F7FA', '#1B7F4B', '#8A5A00', '#B3261E', '#FFF4D6'])
})
