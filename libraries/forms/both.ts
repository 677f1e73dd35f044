import type { Tree } from '@xiangyun/feel/tree'

/** Both conditions must hold. */
export const both = (left: Tree | undefined, right: Tree | undefined): Tree | undefined => (left && right ? { kind: 'and', left, right } : (left ?? right))
