import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

/** One small file could end the server or hold up everybody for seconds: a county's manager may send in drawings and rules. */
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: async () => {}, pass: () => {} })
})
after(async () => { await province.end() })

const burning = 'count(for i in 1..900 return for j in 1..1000 return i*j)'
const process = (inside: string) => `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xy="http://xiangyun.gov/bpmn" id="d" targetNamespace="t">${inside}</bpmn:definitions>`
const script = process(`<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>${Array.from({ length: 5 }, (_, i) => `<bpmn:scriptTask id="x${i}" xy:expression="${burning}" xy:result="r${i}"/>`).join('')}<bpmn:endEvent id="e"/>${['s', 'x0', 'x1', 'x2', 'x3', 'x4'].map((from, i, all) => `<bpmn:sequenceFlow id="f${i}" sourceRef="${from}" targetRef="${all[i + 1] ?? 'e'}"/>`).join('')}</bpmn:process>`)
const rules = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="t"><decision id="x" name="x"><variable name="x"/><literalExpression id="l"><text>[${Array.from({ length: 8 }, () => burning).join(', ')}]</text></literalExpression></decision></definitions>`

const heavy: readonly (readonly [what: string, path: string, body: Record<string, unknown>])[] = [
  ['a script that fills the memory', '/processes/simulation', { xml: script, variables: {}, events: [] }],
  ['rules that fill the memory', '/managed-items/passport/decision', { rulesText: rules, decision: 'x', inputs: {} }],
  ['comments that never close', '/processes/check', { key: 'p', xml: process('<!--'.repeat(100_000)) }],
  ['a day that is far away', '/processes/simulation', { xml: process('<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="w"><bpmn:timerEventDefinition><bpmn:timeDuration>P999999999D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="w"/><bpmn:sequenceFlow id="g" sourceRef="w" targetRef="e"/></bpmn:process>'), variables: {}, events: [] }],
]

for (const [what, path, body] of heavy) {
  test(`${what}: the sender is told, others are answered meanwhile, and the next drawing is checked`, async () => {
    let isOver = false
    const asked = api.call('claimer', 'POST', path, body).finally(() => { isOver = true })
    let answered = 0
    const sent = performance.now()
    while (!isOver) {
      assert.equal((await api.call(undefined, 'GET', '/items?text=护照')).status, 200)
      answered++
      await new Promise((done) => setTimeout(done, 20))
    }
    const answer = await asked
    assert.ok(answer.status < 500, `${answer.status} ${answer.value.code}`)
    assert.ok((performance.now() - sent) / answered < 2000, `only ${answered} others were answered meanwhile`)
    assert.equal((await api.call('claimer', 'POST', '/processes/check', { key: 'p', xml: process('<bpmn:process id="p" isExecutable="true"/>') })).status, 200)
  })
}
