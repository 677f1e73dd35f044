import assert from 'node:assert/strict'
import type { Model } from '../index.ts'
import { readDmn } from '../index.ts'

export const definitions = (inner: string): string =>
  `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="试验" namespace="http://xiangyun.gov">${inner}</definitions>`

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const cell = (name: string, text: string): string => `<${name}><text>${escape(text)}</text></${name}>`

export interface TableSource {
  readonly hit: string
  /** `n: number [1..9]` gives name, type and allowed values. */
  readonly inputs: readonly string[]
  /** `amount: 1,2,3 = 0` gives name, allowed values and default. */
  readonly outputs: readonly string[]
  readonly rules: readonly (readonly string[])[]
}

/** A decision `result` with one table over its inputs. */
export function table({ hit, inputs, outputs, rules }: TableSource): string {
  const [policy, aggregation] = hit.split('/')
  const columns = inputs.map((source) => /^(\S+): (\S+)(?: (.*))?$/.exec(source) ?? [])
  const heads = columns.map(([, name, , allowed]) => `<input id="in-${name}"><inputExpression><text>${name}</text></inputExpression>${allowed === undefined ? '' : cell('inputValues', allowed)}</input>`)
  const results = outputs.map((source) => {
    const [, name, allowed, otherwise] = /^([^:=]*?)(?:: (.*?))?(?: = (.*))?$/.exec(source) ?? []
    return `<output name="${name}">${allowed === undefined ? '' : cell('outputValues', allowed)}${otherwise === undefined ? '' : cell('defaultOutputEntry', otherwise)}</output>`
  })
  const rows = rules.map((rule, index) => `<rule id="r${index + 1}">${rule.map((text, at) => cell(at < inputs.length ? 'inputEntry' : 'outputEntry', text)).join('')}</rule>`)
  const needs = columns.map(([, name]) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`)
  const data = columns.map(([, name, type]) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`)
  const logic = `<decisionTable id="t" hitPolicy="${policy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>${heads.join('')}${results.join('')}${rows.join('')}</decisionTable>`
  return definitions(`${data.join('')}<decision id="result" name="result">${needs.join('')}${logic}</decision>`)
}

export function model(xml: string): Model {
  const found = readDmn(xml)
  assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
  return found.value
}

/** A literal expression; what stands in `type` is its declared type. */
export const literal = (text: string, type?: string): string => `<literalExpression${type === undefined ? '' : ` typeRef="${escape(type)}"`}><text>${escape(text)}</text></literalExpression>`

/** A decision of that name with what it needs (`data:x`, `decision:x`, `knowledge:x`) before its logic. */
export function decisionOf(name: string, logic: string, needs: readonly string[] = [], type?: string): string {
  const lines = needs.map((need) => {
    const [kind, ...id] = need.split(':')
    const href = id.join(':').includes('#') ? id.join(':') : `#${id.join(':')}`
    if (kind === 'knowledge') return `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`
    return `<informationRequirement><required${kind === 'data' ? 'Input' : 'Decision'} href="${href}"/></informationRequirement>`
  })
  return `<decision id="${name}" name="${name}"><variable name="${name}"${type === undefined ? '' : ` typeRef="${escape(type)}"`}/>${lines.join('')}${logic}</decision>`
}

export const inputOf = (name: string, type: string): string => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`

/** A business knowledge model; parameters as `name: type`. */
export function knowledgeOf(name: string, params: readonly string[], logic: string, type?: string): string {
  const formal = params.map((one) => one.split(': ')).map(([param, of]) => `<formalParameter name="${param}"${of === undefined ? '' : ` typeRef="${of}"`}/>`)
  return `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"${type === undefined ? '' : ` typeRef="${type}"`}/><encapsulatedLogic>${formal.join('')}${logic}</encapsulatedLogic></businessKnowledgeModel>`
}
