import { BpmnModdle } from 'bpmn-moddle'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import type { ProcessProblem } from './definition.ts'
import type { Element } from './reading.ts'
import { xyModdle } from './xy-moddle.ts'

/** No drawing of an office is longer; reading more would hold up everybody else. */
export const LONGEST_FILE = 10 * 1024 * 1024

const wrong = (code: string, message: string): { readonly ok: false; readonly code: string; readonly problems: readonly ProcessProblem[] } => fail([{ element: '', code, message }])

/** Reads BPMN 2.0.2 XML (§15.3). Entities are refused unread, so nothing is ever expanded. */
export async function readXml(xml: string): Promise<Result<Element, ProcessProblem>> {
  if (xml.length > LONGEST_FILE) return wrong('too-large', `文件过大，超过 ${LONGEST_FILE / 1024 / 1024} MB`)
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return wrong('unreadable', '文件不得含有 DOCTYPE 或实体声明')
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, ''))) return wrong('unreadable', '文件不得引用实体')
  return parseXml(xml)
}

async function parseXml(xml: string): Promise<Result<Element, ProcessProblem>> {
  try {
    const { rootElement, warnings } = await new BpmnModdle({ xy: xyModdle }).fromXML(xml)
    const problems = warnings.map((one) => one.message).filter((text) => !text.startsWith('unknown attribute')).map(warningProblem)
    return problems.length ? fail(problems) : ok(rootElement as unknown as Element)
  } catch (error) {
    if (error instanceof RangeError) return wrong('unreadable', '文件嵌套过深')
    if (error instanceof Error && error.message.startsWith('failed to parse document as')) return wrong('not-bpmn', '文件不是 BPMN 2.0 流程图')
    return wrong('unreadable', `不是可读的 BPMN 文件：${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`)
  }
}

/** What the reader of XML could not place. */
function warningProblem(text: string): ProcessProblem {
  const duplicate = /duplicate ID <([^>]*)>/i.exec(text)
  if (duplicate) return { element: duplicate[1] ?? '', code: 'duplicate-id', message: `元素编号“${duplicate[1] ?? ''}”重复` }
  const unresolved = /unresolved reference <([^>]*)>/i.exec(text)
  if (unresolved) return { element: unresolved[1] ?? '', code: 'unresolved', message: `引用的“${unresolved[1] ?? ''}”不存在` }
  const element = /<#?([\w:.-]+)>/.exec(text)?.[1] ?? ''
  return { element, code: 'unreadable', message: `有无法识别的内容：${text.split('\n')[0] ?? ''}` }
}
