import { freeNames } from '@xiangyun/feel/free-names'
import { parse } from '@xiangyun/feel/parse'

const expressions = ['xy:limit', 'xy:two', 'xy:expression', 'xy:collection', 'xy:key']
const inside = ['conditionExpression', 'condition', 'completionCondition', 'loopCondition', 'timeDuration', 'timeDate', 'timeCycle']
/** What the drawing itself gives a name to. */
const given = ['xy:item', 'xy:result', 'xy:collect']

/** Variables that a drawing's expressions name: of those with a word, the whole path; of others the first part. */
export function namesIn(xml: string, known: readonly string[]): Set<string> {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  const elements = [...document.getElementsByTagName('*')]
  const attributes = (names: readonly string[]): string[] => elements.flatMap((one) => names.flatMap((name) => one.getAttribute(name) ?? []))
  const texts = [...attributes(expressions), ...elements.flatMap((one) => (one.localName === 'input' ? one.getAttribute('value') ?? [] : inside.includes(one.localName) ? one.textContent ?? [] : []))].filter((one) => one.trim() && !/^\s*(R\d*\/)?P\d/.test(one))
  const bare = texts.map((one) => one.replace(/"[^"]*"/g, '""'))
  const named = known.filter((name) => bare.some((text) => new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w.])`).test(text)))
  const own = new Set(attributes(given))
  const others = texts.flatMap((text) => {
    const read = parse(text)
    return read.ok ? freeNames(read.value) : []
  }).filter((name) => !own.has(name) && !/^(numberOf\w*Instances|loopCounter|today|now)$/.test(name) && !known.some((one) => one === name || one.startsWith(`${name}.`)))
  return new Set([...named, ...others])
}
