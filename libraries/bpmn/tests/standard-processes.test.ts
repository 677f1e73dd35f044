import assert from 'node:assert/strict'
import test from 'node:test'
import type { Definition, Effect, Variables } from '../index.ts'
import { step } from '../index.ts'
import type { Drive, Move } from './driving.ts'
import { act, begin, openElements, play, replay, standard } from './driving.ts'

const LIMITS = { accept: 1, review: 3, decide: 2, supplementNotice: 5, correction: 15, payment: 10, siteCheck: 5, hearing: 5, consult: 5, expert: 10, extension: 5 }
const accepted: Move = ['accept', { decision: 'accepted' }]
const granted: Move = ['decide', { decision: 'granted' }]
const reviewed: Move[] = ['assess', 'review']
const check = (outcome: string): Move => ['site-check', { siteCheckOutcome: outcome }]
const issued: Move[] = ['issue-result']
const refused: Move[] = [['decide', { decision: 'refused' }], 'notice-refused']
const sign = (signed: boolean): Move => ['sign', { signed }]

interface Path {
  readonly title: string
  readonly given?: Variables
  readonly moves: readonly Move[]
  readonly outcome: string
}

/** From acceptance to decision on the shortest way, per process. */
const ROADS: Readonly<Record<string, { given?: Variables; moves: Move[] }>> = {
  'immediate': { moves: [accepted, 'assess'] },
  'promised': { moves: [accepted, ...reviewed] },
  'permit-with-site-check': { moves: [accepted, ...reviewed] },
  'benefit-with-public-notice': { moves: [accepted, 'income-check', ...reviewed, 'publish-notice', 'notice-over'] },
  'joint': { given: { parties: ['甲', '乙'] }, moves: [accepted, sign(true), sign(true), 'assess'] },
  'registration-with-fee': { moves: [accepted, ...reviewed] },
  'permit-with-experts-and-notice': { moves: [accepted, ...reviewed, 'publish-notice', 'notice-over'] },
}

const common = (name: string): Path[] => {
  const { given, moves } = ROADS[name] ?? { moves: [] }
  const path = (title: string, added: Move[], outcome: string, more: Variables = {}): Path => ({ title, given: { ...given, ...more }, moves: added, outcome })
  const fee = { fee: { due: 80 } }
  return [
    path('准予', [...moves, granted, ...issued], 'granted'),
    path('补正后准予', [['accept', { decision: 'supplement' }], '!supplement-provided', ...moves, granted, ...issued], 'granted'),
    path('逾期未补正', [['accept', { decision: 'supplement' }], 'supplement-overdue', 'notice-terminated'], 'terminated'),
    path('不予受理', [['accept', { decision: 'refused-acceptance' }], 'notice-not-accepted'], 'not-accepted'),
    path('没有作出决定的受理回到受理', ['accept', ...moves, granted, ...issued], 'granted'),
    path('不予', [...moves, ...refused], 'refused'),
    path('缴费后准予', [...moves, granted, 'ask-fee', '!fee-paid', ...issued], 'granted', fee),
    path('逾期未缴费', [...moves, granted, 'ask-fee', 'payment-overdue', 'notice-terminated'], 'terminated', fee),
    path('受理前撤回', ['!withdrawn'], 'withdrawn'),
    path('决定前撤回', [...moves, '!withdrawn'], 'withdrawn'),
    path('准予延期后准予', [accepted, '!extend', ['approve-extension', { extensionGranted: true }], 'extend-limit', ...moves.slice(1), granted, ...issued], 'granted'),
    path('不准予延期', [accepted, '!extend', ['approve-extension', { extensionGranted: false }], ...moves.slice(1), granted, ...issued], 'granted'),
    path('收回决定后不予', [...moves, granted, '!decision-taken-back', ...refused], 'refused'),
    path('缴费后收回决定，再准予不再缴', [...moves, granted, 'ask-fee', '!fee-paid', ['!decision-taken-back', { fee: { due: 0 } }], granted, ...issued], 'granted', fee),
    path('延期未批已办结', [...moves, '!extend', granted, ...issued], 'granted'),
  ]
}

const back = (name: string): Path => {
  const { given, moves } = ROADS[name] ?? { moves: [] }
  const again = name === 'immediate' || name === 'joint' ? moves : moves.slice(moves.indexOf('review'))
  return { title: '退回后准予', given, moves: [...moves, ['decide', { decision: 'returned' }], ...again, granted, ...issued], outcome: 'granted' }
}

const WITH_SITE = { siteCheck: true }
const SPECIAL: Readonly<Record<string, Path[]>> = {
  'permit-with-site-check': [
    { title: '两人核查合格', given: WITH_SITE, moves: [accepted, ...reviewed, check('pass'), check('pass'), granted, ...issued], outcome: 'granted' },
    { title: '一人核查即可', given: { ...WITH_SITE, siteCheckByTwo: false }, moves: [accepted, ...reviewed, check('pass'), granted, ...issued], outcome: 'granted' },
    { title: '整改后复查合格', given: WITH_SITE, moves: [accepted, ...reviewed, check('pass'), check('correction'), '!correction-finished', check('pass'), check('pass'), granted, ...issued], outcome: 'granted' },
    { title: '一人核查后整改', given: { ...WITH_SITE, siteCheckByTwo: false }, moves: [accepted, ...reviewed, check('correction'), '!correction-finished', check('pass'), granted, ...issued], outcome: 'granted' },
    { title: '逾期未整改由人决定', given: WITH_SITE, moves: [accepted, ...reviewed, check('correction'), check('correction'), 'correction-overdue', ...refused], outcome: 'refused' },
  ],
  'benefit-with-public-notice': [
    { title: '入户后公示', given: WITH_SITE, moves: [accepted, 'income-check', check('pass'), check('pass'), ...reviewed, 'publish-notice', 'notice-over', granted, ...issued], outcome: 'granted' },
    { title: '入户后限期说明', given: WITH_SITE, moves: [accepted, 'income-check', check('correction'), check('pass'), 'correction-overdue', ...reviewed, 'publish-notice', 'notice-over', granted, ...issued], outcome: 'granted' },
    { title: '不公示', given: { publicNotice: false }, moves: [accepted, 'income-check', ...reviewed, granted, ...issued], outcome: 'granted' },
    { title: '异议成立重新审查', moves: [accepted, 'income-check', ...reviewed, 'publish-notice', '!objection', ['hearing', { objectionUpheld: true }], 'review', 'publish-notice', 'notice-over', ...refused], outcome: 'refused' },
    { title: '异议不成立', moves: [accepted, 'income-check', ...reviewed, 'publish-notice', '!objection', ['hearing', { objectionUpheld: false }], granted, ...issued], outcome: 'granted' },
    { title: '公示中撤回', moves: [accepted, 'income-check', ...reviewed, 'publish-notice', '!withdrawn'], outcome: 'withdrawn' },
  ],
  'joint': [
    { title: '一方不签署', given: { parties: ['甲', '乙'] }, moves: [accepted, sign(true), sign(false), 'notice-terminated'], outcome: 'terminated' },
    { title: '部门会签', given: { parties: ['甲'], departments: ['税务', '住建'] }, moves: [accepted, sign(true), 'concur', 'concur', 'assess', granted, ...issued], outcome: 'granted' },
  ],
  'registration-with-fee': [
    { title: '先缴费后完税', given: { fee: { due: 80 }, tax: { due: true } }, moves: [accepted, ...reviewed, granted, 'ask-fee', '!fee-paid', '!tax-cleared', ...issued], outcome: 'granted' },
    { title: '先完税后缴费', given: { fee: { due: 80 }, tax: { due: true } }, moves: [accepted, ...reviewed, granted, '!tax-cleared', 'ask-fee', '!fee-paid', ...issued], outcome: 'granted' },
    { title: '逾期未完税终止，缴费一并了结', given: { fee: { due: 80 }, tax: { due: true } }, moves: [accepted, ...reviewed, granted, 'ask-fee', 'tax-overdue', 'notice-terminated'], outcome: 'terminated' },
  ],
  'permit-with-experts-and-notice': [
    {
      title: '三项程序同时进行', given: { ...WITH_SITE, experts: ['张', '王', '李'], departments: ['环保'] },
      moves: [accepted, ...reviewed, 'expert-review', check('pass'), 'consult', 'expert-review', check('correction'), '!correction-finished', 'expert-review', check('pass'), check('pass'), 'publish-notice', 'notice-over', granted, ...issued], outcome: 'granted',
    },
    { title: '只有专家评审', given: { experts: ['张'], publicNotice: false }, moves: [accepted, ...reviewed, 'expert-review', granted, ...issued], outcome: 'granted' },
    { title: '逾期未整改', given: { ...WITH_SITE, departments: ['环保'], publicNotice: false }, moves: [accepted, ...reviewed, check('correction'), check('pass'), 'correction-overdue', 'consult', ...refused], outcome: 'refused' },
    { title: '公示异议', moves: [accepted, ...reviewed, 'publish-notice', '!objection', ['hearing', { objectionUpheld: true }], 'review', 'publish-notice', 'notice-over', granted, ...issued], outcome: 'granted' },
  ],
}

for (const name of Object.keys(ROADS)) {
  for (const path of [...common(name), back(name), ...(SPECIAL[name] ?? [])]) {
    test(`${name}: ${path.title}`, async () => {
      const definition = await standard(name)
      const drive = play(definition, { limits: LIMITS, ...path.given }, path.moves)
      assert.deepEqual([drive.state.status, drive.state.outcome], ['ended', path.outcome], openElements(drive).join(' '))
      assert.deepEqual([drive.state.tokens, drive.state.waits, drive.state.scopes], [[], [], []])
      assertBalanced(drive.effects)
      assert.deepEqual(replay(definition, drive.history), drive.state)
    })
  }
  test(`${name}: every element that waits is opened on some path`, async () => {
    const definition = await standard(name)
    const seen = new Set<string>()
    for (const path of [...common(name), back(name), ...(SPECIAL[name] ?? [])]) {
      for (const one of play(definition, { limits: LIMITS, ...path.given }, path.moves).effects) if ('element' in one) seen.add(one.element)
    }
    const waiting = Object.values(definition.nodes).filter((node) => ['task', 'service', 'rule', 'receive', 'catch', 'boundary'].includes(node.kind)).map((node) => node.id)
    assert.deepEqual(waiting.filter((id) => !seen.has(id)), [])
  })
}

/** What is opened is closed; each pause ends. */
function assertBalanced(effects: readonly Effect[]): void {
  const count = (type: Effect['type']): number => effects.filter((one) => one.type === type).length
  assert.equal(count('task-opened'), count('task-closed'))
  assert.equal(count('clock-paused'), count('clock-resumed'))
  assert.equal(count('incident'), 0)
}

test('tasks carry lane, act, people, form and limit', async () => {
  const definition = await standard('permit-with-site-check')
  const drive = play(definition, { limits: LIMITS, siteCheck: true }, [accepted, ...reviewed])
  const opened = drive.effects.filter((one) => one.type === 'task-opened')
  const last = opened.at(-1)
  assert.equal(opened.length, 4)
  assert.deepEqual(
    [last?.lane?.name, last?.action, last?.people, last?.form, last?.limit, last?.of, last?.two, last?.index], ['核查员', 'site-check', 'site-check', 'site-check', 5, 2, true, 2],
  )
})

test('the clock stands still while the applicant supplements, and the deadline is five workdays', async () => {
  const definition = await standard('promised')
  const drive = play(definition, { limits: LIMITS }, [['accept', { decision: 'supplement' }]])
  const timer = drive.effects.find((one) => one.type === 'timer-set')
  assert.deepEqual([timer?.kind, timer?.value, timer?.calendar], ['duration', 'P5D', 'workdays'])
  assert.ok(drive.effects.some((one) => one.type === 'clock-paused' && one.reason === '申请人补正材料'))
  act(definition, drive, '!supplement-provided')
  assert.ok(drive.effects.some((one) => one.type === 'clock-resumed' && one.element === 'supplement'))
})

test('the public notice is seven calendar days and pauses the clock', async () => {
  const definition = await standard('benefit-with-public-notice')
  const drive = play(definition, { limits: LIMITS }, [accepted, 'income-check', ...reviewed, 'publish-notice'])
  const timer = drive.effects.findLast((one) => one.type === 'timer-set')
  assert.deepEqual([timer?.value, timer?.calendar], ['P7D', 'calendar-days'])
  assert.ok(drive.effects.some((one) => one.type === 'clock-paused' && one.reason === '公示'))
})

test('what comes too late is refused and changes nothing', async () => {
  const definition = await standard('promised')
  const drive = begin(definition, { limits: LIMITS })
  const task = drive.state.waits.find((one) => one.kind === 'task')?.id ?? ''
  act(definition, drive, 'accept', { decision: 'accepted' })
  const again = step(definition, drive.state, { type: 'task-completed', task })
  assert.deepEqual([again.ok, !again.ok && again.code, again.state === drive.state], [false, 'task-not-open', true])
  const early = step(definition, drive.state, { type: 'message', name: 'fee-paid' })
  assert.equal(!early.ok && early.code, 'message-not-awaited')
  act(definition, drive, '!withdrawn')
  const after = step(definition, drive.state, { type: 'message', name: 'withdrawn' })
  assert.equal(!after.ok && after.code, 'process-ended')
})
