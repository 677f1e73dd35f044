import type { StepCode } from './state.ts'

/** Ends a step that cannot be finished; `step` turns it into a value and the state stays as it was. */
export class StepFailure extends Error {
  readonly code: StepCode
  readonly element: string
  constructor(code: StepCode, element: string, message: string) {
    super(message)
    this.code = code
    this.element = element
  }
}
