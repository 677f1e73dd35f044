import { SaxesParser } from 'saxes'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import type { ModelProblem } from './model.ts'

/** An XML element without its prefix; of attributes with one only those of the schema instance, as `xsi:type`. */
export interface Element {
  readonly name: string
  readonly namespace: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** Reads XML into elements; documents with a DOCTYPE are refused. */
export function readXml(xml: string): Result<Element, ModelProblem> {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return unreadable('文件不得含有 DOCTYPE 或实体声明')
  const root: Element = { name: '', namespace: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).filter((one) => one.prefix === '' || one.uri === INSTANCE).map((one) => [one.prefix === '' ? one.local : `xsi:${one.local}`, one.value]))
    const element: Element = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' }
    stack.at(-1)?.children.push(element)
    stack.push(element)
  })
  const addText = (text: string): void => {
    const element = stack.at(-1)
    if (element) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void stack.pop())
  try {
    parser.on('error', (error) => {
      throw error
    })
    parser.write(xml).close()
  } catch (error) {
    return unreadable(`不是可读的 XML：${error instanceof Error ? error.message : ''}`)
  }
  const [first] = root.children
  return first ? ok(first) : unreadable('文件是空的')
}

const unreadable = (message: string): Result<Element, ModelProblem> => fail([{ element: '', code: 'unreadable', message }])

export const childrenOf = (element: Element | undefined, name: string): Element[] => element?.children.filter((one) => one.name === name) ?? []
export const childOf = (element: Element | undefined, name: string): Element | undefined => element?.children.find((one) => one.name === name)

/** The text of a child, trimmed; empty counts as absent. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim()
  return text === undefined || text === '' ? undefined : text
}
