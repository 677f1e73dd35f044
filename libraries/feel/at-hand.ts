import { builtins as atFirst } from '#at-first'
import { namesOfLater } from './builtins/names-of-later.ts'
import type { Builtin } from './builtins/signature.ts'
import type { Tree } from './tree.ts'
import { parts } from './tree.ts'

/** The standard's functions that can be called now: all of them but in a browser, where most of them come when an expression needs them. */
const known = new Map(atFirst)

/** The function of a name, if the standard has it. One that has not been fetched is a mistake of the program: null would be a wrong answer. */
export function builtinNamed(name: string): Builtin | undefined {
  const found = known.get(name)
  if (!found && namesOfLater.has(name)) throw new Error(`“${name}” was called before it was fetched`)
  return found
}

/** Whether an expression names a function that has to be fetched first, to call it or to hand it on. */
export function lacksBuiltins(tree: Tree): boolean {
  if (tree.kind === 'name' && namesOfLater.has(tree.name) && !known.has(tree.name)) return true
  return parts(tree).some(lacksBuiltins)
}

/** Fetches those that are not here yet. */
export async function fetchBuiltins(): Promise<void> {
  keepBuiltins((await import('./builtins.ts')).builtins)
}

/** For who has all of them at hand anyway. */
export function keepBuiltins(builtins: ReadonlyMap<string, Builtin>): void {
  for (const [name, one] of builtins) known.set(name, one)
}
