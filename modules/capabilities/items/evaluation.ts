/** What other modules may use of the items' evaluation: pure functions over a definition and named facts. */
export { evaluate, isTrue } from './expressions.ts'
export { ageOf, questions, scopeOf } from './scope.ts'
export type { Scope } from './scope.ts'
export { failedConditions, feeDue, materialsFor, relevantAnswers, situationProblems } from './checklist.ts'
export { lengthText, readLength, validUntil, workdaysIn } from './lengths.ts'
export { plannedChanges } from './register-changes.ts'
export type { PlannedChange } from './register-changes.ts'
