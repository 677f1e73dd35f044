import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { boundary, end, message, model, sound, start, sub, timer, user } from './standard/playing.ts'

const gateway = (kind: string, ...ids: readonly string[]): string => ids.map((id) => `<bpmn:${kind}Gateway id="${id}"/>`).join('')
const terminate = '<bpmn:endEvent id="t"><bpmn:terminateEventDefinition/></bpmn:endEvent>'

/** The drawing, and the code and element of what is wrong; nothing for a sound one. */
const JUDGED: readonly (readonly [title: string, xml: string, code: string | undefined, element?: string])[] = [
  ['a sequence', model(`${start}${user('a', 'b')}${end}`, 's>a\na>b\nb>e'), undefined],
  ['a fork with its join', model(`${start}${gateway('parallel', 'f', 'j')}${user('a', 'b')}${end}`, 's>f\nf>a\nf>b\na>j\nb>j\nj>e'), undefined],
  ['a choice with its merge', model(`${start}${gateway('exclusive', 'f', 'j')}${user('a', 'b')}${end}`, 's>f\nf>a?x\nf>b\na>j\nb>j\nj>e'), undefined],
  ['a choice before a parallel join', model(`${start}${gateway('exclusive', 'f')}${gateway('parallel', 'j')}${user('a', 'b')}${end}`, 's>f\nf>a?x\nf>b\na>j\nb>j\nj>e'), 'deadlock', 'j'],
  ['a fork before a merge', model(`${start}${gateway('parallel', 'f')}${gateway('exclusive', 'j')}${user('a', 'b', 'z')}${end}`, 's>f\nf>a\nf>b\na>j\nb>j\nj>z\nz>e'), 'missing-join', 'j'],
  ['a fork without join before a task', model(`${start}${gateway('parallel', 'f')}${user('a', 'b', 'z')}${end}`, 's>f\nf>a\nf>b\na>z\nb>z\nz>e'), 'missing-join', 'z'],
  ['a branch that may leave before the join', model(`${start}${gateway('parallel', 'f', 'j')}${gateway('exclusive', 'x')}${user('a', 'b')}${end}<bpmn:endEvent id="e2"/>`, 's>f\nf>a\nf>b\na>x\nx>j?ok\nx>e2\nb>j\nj>e'), 'deadlock', 'j'],
  ['the same with termination', model(`${start}${gateway('parallel', 'f', 'j')}${gateway('exclusive', 'x')}${user('a', 'b')}${end}${terminate}`, 's>f\nf>a\nf>b\na>x\nx>j?ok\nx>t\nb>j\nj>e'), undefined],
  ['the same with an inclusive join', model(`${start}${gateway('parallel', 'f')}${gateway('inclusive', 'j')}${gateway('exclusive', 'x')}${user('a', 'b')}${end}<bpmn:endEvent id="e2"/>`, 's>f\nf>a\nf>b\na>x\nx>j?ok\nx>e2\nb>j\nj>e'), undefined],
  ['a loop with a way out', model(`${start}${gateway('exclusive', 'm', 'x')}${user('a')}${end}`, 's>m\nm>a\na>x\nx>m?again\nx>e'), undefined],
  ['a loop without way out', model(`${start}${gateway('exclusive', 'm')}${user('a', 'b')}`, 's>m\nm>a\na>b\nb>m'), 'no-way-to-end', 'm'],
  ['a loop back into a fork', model(`${start}${gateway('exclusive', 'm', 'x')}${gateway('parallel', 'f', 'j')}${user('a', 'b')}${end}`, 's>f\nf>m\nf>b\nm>a\na>x\nx>m?again\nx>j\nb>j\nj>e'), undefined],
  ['a way from one branch into the other', model(`${start}${gateway('parallel', 'f', 'j')}${gateway('exclusive', 'x', 'y')}${user('a', 'b')}${end}`, 's>f\nf>a\nf>b\na>x\nx>y?help\nx>j\nb>y\ny>j\nj>e'), 'missing-join', 'y'],
  ['an interrupting boundary event', model(`${start}${user('a', 'x')}${boundary('b', 'a', timer('P1D'))}${end}`, 's>a\na>e\nb>x\nx>e'), undefined],
  ['an interrupting boundary event around a join', model(`${start}${gateway('parallel', 'f', 'j')}${user('a', 'c', 'x')}${boundary('b', 'a', timer('P1D'))}${end}`, 's>f\nf>a\nf>c\na>j\nc>j\nj>e\nb>x\nx>e'), 'deadlock', 'j'],
  ['a non-interrupting boundary event that comes back', model(`${start}${user('a', 'z')}${boundary('b', 'a', message('m1'), 'cancelActivity="false"')}${end}`, 's>a\na>z\nb>z\nz>e'), 'missing-join', 'z'],
  ['a non-interrupting boundary event with its own end, in a loop', model(`${start}${gateway('exclusive', 'm', 'x')}${user('a', 'n')}${boundary('b', 'a', message('m1'), 'cancelActivity="false"')}${end}<bpmn:endEvent id="e2"/>`, 's>m\nm>a\na>x\nx>m?again\nx>e\nb>n\nn>e2'), undefined],
  ['a deadlock in a sub-process', model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${gateway('exclusive', 'f')}${gateway('parallel', 'j')}${user('a', 'b')}`, 'is>f\nf>a?x\nf>b\na>j\nb>j')}${end}`, 's>p1\np1>e'), 'deadlock', 'j'],
  ['two joins that wait for each other', model(`${start}${gateway('parallel', 'f', 'j', 'k')}${end}`, 's>f\nf>j\nf>k\nj>k\nk>j\nj>e'), 'deadlock', 'k'],
]

for (const [title, xml, code, element] of JUDGED) {
  test(`${code === undefined ? 'sound' : `unsound (${code})`}: ${title}`, async () => {
    const judged = await sound(xml)
    const [first] = judged.problems
    assert.deepEqual([first?.code, first?.element], [code, element], JSON.stringify(judged))
    assert.equal(judged.isSound, code === undefined)
    if (!first) return
    assert.match(first.message, /\p{Script=Han}/u)
    assert.ok(first.trace && first.trace.length > 0, 'with a way to it')
    assert.ok(first.trace.every((id) => xml.includes(`"${id}"`)), 'of elements that can be drawn')
  })
}

test('the trace leads along the flows to where it goes wrong', async () => {
  const [first] = (await sound(JUDGED[3]?.[1] ?? '')).problems
  assert.deepEqual(first?.trace, ['s', 's--f', 'f', 'f--a', 'a', 'a--j'])
})

test('what is structured is decided by reduction, however wide; what is not, by search', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `t${index}`)
  const wide = model(`${start}${gateway('parallel', 'f', 'j')}${user(...ids)}${end}`, ['s>f', ...ids.flatMap((id) => [`f>${id}`, `${id}>j`]), 'j>e'].join('\n'))
  assert.deepEqual(await sound(wide).then((one) => [one.isSound, one.method]), [true, 'reduction'])
  assert.equal((await sound(JUDGED[7]?.[1] ?? '')).method, 'search')
})

test('forks, choices and inclusive gateways that nest with their joins are always sound', async () => {
  const kinds = fc.constantFrom('parallel', 'exclusive', 'inclusive')
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({ tree: fc.oneof({ maxDepth: 3 }, fc.constant<Tree>({ parts: [] }), fc.record({ kind: kinds, parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) })) }))
  await fc.assert(fc.asyncProperty(tree, async (one) => assert.deepEqual((await sound(drawn(one))).problems, [])), { numRuns: 60 })
})

interface Tree { readonly kind?: string; readonly parts: readonly Tree[] }

function drawn(root: Tree): string {
  const elements: string[] = [start, end]
  const flows: string[] = []
  let count = 0
  const draw = (tree: Tree): readonly [string, string] => {
    count += 1
    const id = count
    if (!tree.kind) {
      elements.push(user(`t${id}`))
      return [`t${id}`, `t${id}`]
    }
    elements.push(gateway(tree.kind, `f${id}`, `j${id}`))
    for (const part of tree.parts.map(draw)) flows.push(`f${id}>${part[0]}${tree.kind === 'parallel' ? '' : '?x'}`, `${part[1]}>j${id}`)
    return [`f${id}`, `j${id}`]
  }
  const [first, last] = draw(root)
  return model(elements.join(''), [`s>${first}`, ...flows, `${last}>e`].join('\n'))
}
