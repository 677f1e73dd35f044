import { keepBuiltins } from '@xiangyun/feel/at-hand'
import { builtins } from '@xiangyun/feel/builtins'

/** Screens of staff that judge answers by themselves, before a form is drawn, have every function of its expressions from the start. */
keepBuiltins(builtins)
