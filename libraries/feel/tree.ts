/** A parsed FEEL expression as plain JSON (DMN 1.5 §10.3.1): it travels to a browser without the grammar. */
export type Tree =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'at'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly of: Tree; readonly name: string }
  | { readonly kind: 'filter'; readonly of: Tree; readonly by: Tree }
  | { readonly kind: 'arithmetic'; readonly op: '+' | '-' | '*' | '/' | '**'; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'negate'; readonly of: Tree }
  | { readonly kind: 'and' | 'or'; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'between'; readonly of: Tree; readonly from: Tree; readonly to: Tree }
  | { readonly kind: 'in'; readonly of: Tree; readonly tests: readonly Tree[] }
  | { readonly kind: 'instance'; readonly of: Tree; readonly type: TypeTree }
  | { readonly kind: 'if'; readonly test: Tree; readonly then: Tree; readonly else: Tree }
  | { readonly kind: 'for'; readonly each: readonly Iterator[]; readonly give: Tree }
  | { readonly kind: 'some' | 'every'; readonly each: readonly Iterator[]; readonly holds: Tree }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly value: Tree }[] }
  | { readonly kind: 'call'; readonly of: Tree; readonly args: readonly Tree[]; readonly names?: readonly string[] }
  | { readonly kind: 'function'; readonly params: readonly { readonly name: string; readonly type?: TypeTree }[]; readonly body: Tree }
  | { readonly kind: 'range'; readonly from: Tree; readonly to: Tree; readonly fromIn: boolean; readonly toIn: boolean }
  /** `< 5`: a test of `?`, and as a value the range that it describes. */
  | { readonly kind: 'test'; readonly op: CompareOp; readonly value: Tree }
  /** Unary tests of a decision table cell; `any` empty means `-`, everything fits. */
  | { readonly kind: 'tests'; readonly negated: boolean; readonly any: readonly Tree[] }

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface Iterator {
  readonly name: string
  readonly in: Tree
  /** The end of `a..b`. */
  readonly to?: Tree
}

export type TypeTree =
  | { readonly type: string }
  | { readonly type: 'list' | 'range'; readonly of: TypeTree }
  | { readonly type: 'context'; readonly entries: readonly { readonly name: string; readonly of: TypeTree }[] }
  | { readonly type: 'function'; readonly params: readonly TypeTree[]; readonly of: TypeTree }

/** The trees directly inside a tree, for walks that treat all kinds alike. */
export function parts(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'path': case 'negate': case 'instance': return [tree.of]
    case 'filter': return [tree.of, tree.by]
    case 'arithmetic': case 'and': case 'or': case 'compare': return [tree.left, tree.right]
    case 'between': return [tree.of, tree.from, tree.to]
    case 'in': return [tree.of, ...tree.tests]
    case 'if': return [tree.test, tree.then, tree.else]
    case 'for': return [...iterated(tree.each), tree.give]
    case 'some': case 'every': return [...iterated(tree.each), tree.holds]
    case 'list': return tree.items
    case 'context': return tree.entries.map((entry) => entry.value)
    case 'call': return [tree.of, ...tree.args]
    case 'function': return [tree.body]
    case 'range': return [tree.from, tree.to]
    case 'test': return [tree.value]
    case 'tests': return tree.any
    default: return []
  }
}

const iterated = (each: readonly Iterator[]): Tree[] => each.flatMap((one) => (one.to ? [one.in, one.to] : [one.in]))
