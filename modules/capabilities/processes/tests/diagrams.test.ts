import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import assert from 'node:assert/strict'
import { deploy } from '@xiangyun/bpmn'
import { drawn } from '../designing/diagrams.ts'

const folder = join(import.meta.dirname, '../../../../catalogue/processes')
const files = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))

interface Bounds { id: string, x: number, y: number, width: number, height: number }

/** Boxes and lines of a drawing, by the element they show. */
function shownIn(xml: string): { boxes: Bounds[], lines: { id: string, points: { x: number, y: number }[] }[] } {
  const figures = (text: string, name: string): number => Number(new RegExp(`${name}="(-?[\\d.]+)"`).exec(text)?.[1])
  const boxes = [...xml.matchAll(/<bpmndi:BPMNShape [^>]*bpmnElement="([^"]+)"[^>]*>\s*<dc:Bounds ([^>]*)\/>/g)].map(([, id, text]) => ({ id: id!, x: figures(text!, 'x'), y: figures(text!, 'y'), width: figures(text!, 'width'), height: figures(text!, 'height') }))
  const lines = [...xml.matchAll(/<bpmndi:BPMNEdge [^>]*bpmnElement="([^"]+)"[^>]*>([\s\S]*?)<\/bpmndi:BPMNEdge>/g)].map(([, id, text]) => ({ id: id!, points: [...text!.matchAll(/<di:waypoint ([^>]*)\/>/g)].map(([, point]) => ({ x: figures(point!, 'x'), y: figures(point!, 'y') })) }))
  return { boxes, lines }
}
const meet = (left: Bounds, right: Bounds): boolean => left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height && right.y < left.y + left.height

for (const file of files) {
  test(`every element and flow of ${file} is drawn, apart from each other, with lines around boxes`, async () => {
    const source = readFileSync(join(folder, file), 'utf8')
    const deployed = await deploy(source)
    assert.ok(deployed.ok)
    const { nodes, flows, scopes } = deployed.value
    const { boxes, lines } = shownIn(await drawn(source))
    assert.deepEqual(boxes.map((box) => box.id).toSorted(), Object.keys(nodes).toSorted())
    assert.deepEqual(lines.map((line) => line.id).toSorted(), Object.keys(flows).toSorted())
    const holds = (outer: string, inner: string): boolean => { for (let at: string | null | undefined = nodes[inner]?.scope; at; at = scopes[at]?.parent) if (at === outer) return true; return false }
    const isOn = (left: string, right: string): boolean => { const node = nodes[left]; return node?.kind === 'boundary' && node.attachedTo === right }
    for (const left of boxes) for (const right of boxes) {
      if (left.id >= right.id || holds(left.id, right.id) || holds(right.id, left.id) || isOn(left.id, right.id) || isOn(right.id, left.id)) continue
      assert.ok(!meet(left, right), `${left.id} lies over ${right.id}`)
    }
    for (const line of lines) {
      assert.ok(line.points.length >= 2)
      const flow = flows[line.id]!
      for (const [at, to] of line.points.slice(1).entries()) {
        const from = line.points[at]!
        assert.ok(from.x === to.x || from.y === to.y, `${line.id} runs at right angles`)
        const part = { id: line.id, x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x) || 0.1, height: Math.abs(to.y - from.y) || 0.1 }
        const hit = boxes.find((box) => meet(part, { ...box, x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 }) && ![flow.from, flow.to].includes(box.id) && !holds(box.id, flow.from) && !isOn(flow.from, box.id))
        assert.equal(hit, undefined, `${line.id} runs through ${hit?.id}`)
      }
    }
  })
}

test('a diagram that is whole keeps its positions, and drawing again changes nothing', async () => {
  const once = await drawn(readFileSync(join(folder, files[0]!), 'utf8'))
  assert.equal(await drawn(once), once)
})

test('what a drawing adds is positions only: the process stays the same', async () => {
  const source = readFileSync(join(folder, files[0]!), 'utf8')
  const [before, after] = [await deploy(source), await deploy(await drawn(source))]
  assert.ok(before.ok && after.ok)
  assert.deepEqual(after.value, before.value)
})

test('a file that declares entities is given back unread', async () => {
  const hostile = '<!DOCTYPE d [<!ENTITY a "aaaa">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&a;</definitions>'
  assert.equal(await drawn(hostile), hostile)
})
