import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { check, emitValidator, fillComputed, loadValidator, openSession, optionsOf } from '../index.ts'
import type { Answers, Facts, PublishedAsk, PublishedForm, Session, Validate } from '../index.ts'
import { written, pathOf } from '../pointer.ts'
import { contextOf, run, settle } from '../settle.ts'
import { allowance, answers, facts, formats, published } from './examples.ts'
import { anyAnswers, anyChange, anyFacts, anyForm } from './random-forms.ts'
import * as book from './by-the-book.ts'

const accepts: Validate = () => true

/** Everything that a session says, against the same reckoned from nothing. */
function agrees(session: Session, form: PublishedForm, kept: Answers, known: Facts): void {
  assert.deepEqual(session.answers, kept)
  const whole = book.settle(form, kept, known)
  assert.deepEqual(session.settled(), whole.answers)
  const context = book.contextOf(form, whole.answers, known)
  const isShown = (ask: PublishedAsk): boolean => (ask.at === '' ? !ask.when || run(ask.when, context) === true : whole.shown.has(ask.at))
  form.sections.forEach((section, index) => {
    for (const ask of section.asks) {
      assert.equal(session.isShown(ask), isShown(ask), ask.at)
      assert.equal(session.isRequired(ask), ask.required || (ask.require !== undefined && run(ask.require, context) === true), ask.at)
      assert.deepEqual(session.optionsOf(ask), optionsOf(form, ask, whole.answers, known))
    }
    assert.equal(session.isSectionShown(index), (!section.when || run(section.when, context) === true) && section.asks.some(isShown))
  })
  for (const row of ['0', '1', '2']) for (const name of ['n', 'm', 'k']) assert.equal(session.isShown(`/t/${row}/${name}`), whole.shown.has(`/t/${row}/${name}`), `/t/${row}/${name}`)
  assert.deepEqual(session.errors(), book.check(form, accepts, kept, known).errors)
}

test('after any sequence of changes a session says what reckoning everything anew says', () => {
  fc.assert(fc.property(anyForm, anyAnswers, anyFacts, anyFacts, fc.array(anyChange, { maxLength: 8 }), (form, given, known, others, changes) => {
    const session = openSession(form, given, known, accepts)
    let kept = book.fillComputed(form, given, known)
    agrees(session, form, kept, known)
    for (const [pointer, value] of changes) {
      session.set(pointer, value)
      kept = book.fillComputed(form, written(kept, pathOf(pointer), value) as Answers, known)
      agrees(session, form, kept, known)
    }
    session.setFacts(others)
    kept = book.fillComputed(form, kept, others)
    agrees(session, form, kept, others)
    session.setAnswers(given)
    agrees(session, form, book.fillComputed(form, given, others), others)
  }), { numRuns: 80 })
})

test('the quick settling and checking say what the plain ones say', () => {
  fc.assert(fc.property(anyForm, anyAnswers, anyFacts, (form, given, known) => {
    assert.deepEqual(settle(form, given, known), book.settle(form, given, known))
    assert.deepEqual(fillComputed(form, given, known), book.fillComputed(form, given, known))
    assert.deepEqual(check(form, accepts, given, known), book.check(form, accepts, given, known))
  }), { numRuns: 80 })
})

test('a change tells what it brought about, and everything that it brought about', () => {
  fc.assert(fc.property(anyForm, anyAnswers, anyFacts, fc.array(anyChange, { minLength: 1, maxLength: 5 }), (form, given, known, changes) => {
    const session = openSession(form, given, known)
    for (const [pointer, value] of changes) {
      const asks = form.sections.flatMap((section) => section.asks)
      const look = () => asks.map((ask) => [session.isShown(ask), session.isRequired(ask), JSON.stringify(session.optionsOf(ask))] as const)
      const sections = () => form.sections.map((_, index) => session.isSectionShown(index))
      const [before, sectionsBefore] = [look(), sections()]
      const told = session.set(pointer, value)
      const [after, sectionsAfter] = [look(), sections()]
      for (const [index, ask] of asks.entries()) {
        if (ask.at !== '') assert.equal(told.shown.includes(ask.at), before[index]![0] !== after[index]![0], `shown ${ask.at}`)
        if (ask.at !== '') assert.equal(told.required.includes(ask.at), before[index]![1] !== after[index]![1], `required ${ask.at}`)
        if (ask.at !== '') assert.equal(told.options.includes(ask.at), before[index]![2] !== after[index]![2], `options ${ask.at}`)
      }
      assert.deepEqual([...told.sections].sort(), sectionsBefore.flatMap((was, index) => (was === sectionsAfter[index] ? [] : [index])))
    }
  }), { numRuns: 60 })
})

test('a session with the form’s validator finds what the check finds, section by section', async () => {
  const form = published(allowance)
  const validate = await loadValidator(emitValidator(form), formats)
  const session = openSession(form, answers, facts, validate)
  assert.deepEqual(session.errors(), [])
  assert.deepEqual(session.set('/members/1/income', -1).values, ['/members/1/income', '/members/1/monthly', '/average'])
  assert.deepEqual(session.errorsOf(1).map((error) => error.at), ['/members/1/income'])
  assert.deepEqual(session.errorsOf(0), [])
  assert.deepEqual(session.set('/members/0/disabled', true), { values: ['/members/0/disabled'], shown: ['/members/0/level'], required: ['/members/*/level'], options: [], sections: [], texts: [] })
  const level = form.sections[1]!.asks[0]!.columns![3]!
  assert.deepEqual([session.isRequired(level, '/members/0/level'), session.isRequired(level, '/members/1/level')], [true, false])
  assert.deepEqual(session.setFacts({ ...facts, scope: 'single' }).sections, [2])
  assert.deepEqual(session.errors(), check(form, validate, session.answers, { ...facts, scope: 'single' }).errors)
})

test('answers handed out do not change afterwards', () => {
  const session = openSession(published(), answers, facts)
  const [kept, settled] = [session.answers, session.settled()]
  const [keptBefore, settledBefore] = [structuredClone(kept), structuredClone(settled)]
  session.set('/members/0/income', 12)
  session.set('/applicant/name', '李红')
  session.set('/hasSupporter', true)
  assert.deepEqual([kept, settled], [keptBefore, settledBefore])
  assert.equal(contextOf(published(), session.settled(), facts)['hasSupporter'], true)
})
