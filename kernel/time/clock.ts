/** Where the time comes from. Every rule and deadline reads it here, never from the machine. */
export type Clock = { readonly now: () => Date }

export const machineClock: Clock = { now: () => new Date() }

/** A clock that can be moved forward: in demonstration mode, in tests and in simulation. */
export function movableClock(base: Clock = machineClock): Clock & { move: (milliseconds: number) => void; offset: () => number } {
  let offset = 0
  return {
    now: () => new Date(base.now().getTime() + offset),
    move(milliseconds) {
      if (milliseconds < 0) throw new Error('a clock never runs backwards')
      offset += milliseconds
    },
    offset: () => offset,
  }
}
