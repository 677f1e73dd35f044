import type { Context } from '@xiangyun/kernel/modules'
import type { Value } from '#modules/data/registers/contract.ts'

/** What was asked: whose entry, what stands there and what should. */
export type Content = { readonly key: string; readonly name: string; readonly stated: Value; readonly wanted: Value; readonly reason: string }
export type AnswerContent = { readonly reason: string; readonly law: string | null; readonly appeal: string | null }

type Keys = Pick<Context, 'keys'>
const sealed = (context: Keys, purpose: string, value: unknown): Buffer => Buffer.from(context.keys.seal(purpose, JSON.stringify(value)))
const opened = (context: Keys, purpose: string, bytes: Buffer): unknown => JSON.parse(context.keys.open(purpose, bytes))

export const sealContent = (context: Keys, content: Content): Buffer => sealed(context, 'corrections/content', content)
export const openContent = (context: Keys, bytes: Buffer): Content => opened(context, 'corrections/content', bytes) as Content
export const sealAnswer = (context: Keys, answer: AnswerContent): Buffer => sealed(context, 'corrections/answer', answer)
export const openAnswer = (context: Keys, bytes: Buffer): AnswerContent => opened(context, 'corrections/answer', bytes) as AnswerContent
export const sealName = (context: Keys, name: string): Buffer => sealed(context, 'corrections/proof', name)
export const openName = (context: Keys, bytes: Buffer): string => opened(context, 'corrections/proof', bytes) as string
