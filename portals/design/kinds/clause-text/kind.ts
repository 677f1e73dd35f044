import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

/** The law's own wording; nothing is answered. */
export const clauseText = defineKind({ ...plainKinds.note, name: 'clause-text' })
