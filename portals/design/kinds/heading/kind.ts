import { plainKinds } from '@xiangyun/forms/plain-kinds'
import { defineKind } from '../kind.ts'

/** A line between questions of one section. */
export const heading = defineKind({ ...plainKinds.note, name: 'heading' })
