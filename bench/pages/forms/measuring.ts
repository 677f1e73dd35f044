/** What a page that is measured lets be done to it. */
export interface Measured {
  /** From the start of the navigation to the paint that shows the form's beginning, in milliseconds. */
  firstPaint: number
  /** Chooses an option of the question that others depend on; until the paint after one of them came or went. */
  choose: (value: string) => Promise<number>
  /** Types into a question that nothing depends on; until the next paint. */
  type: (text: string) => Promise<number>
}

declare global { interface Window { measured?: Measured } }

/** The moment after the next paint. */
export const painted = () => new Promise<number>((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel()
  channel.port1.onmessage = () => done(performance.now())
  channel.port2.postMessage(0)
}))

/** Does something and waits until its outcome is on the screen. People act at any moment of a frame, not right after the one before. */
export async function until(act: () => void, isDone: () => boolean): Promise<number> {
  await new Promise((done) => setTimeout(done, Math.random() * 17))
  const began = performance.now()
  act()
  for (let tries = 0; tries < 600; tries++) {
    const at = await painted()
    if (isDone()) return at - began
  }
  throw new Error('the change never came to the screen')
}

/** As a person types: the browser's own way, which every library listens to. */
export function put(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text)
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

export interface Given { form: unknown, facts: Record<string, unknown>, answers: Record<string, unknown>, depends: { on: string, shown: string }, typed: string }

export const given = async (): Promise<Given> => (await fetch(`./form.json${location.search}`)).json() as Promise<Given>
