import type { JsonSchema } from '@xiangyun/forms/form'

export const reasonedShape: JsonSchema = {
  type: 'object', required: ['yes'], additionalProperties: false,
  properties: { yes: { type: 'boolean' }, reason: { type: 'string', maxLength: 500 } },
}

export const reasonedWords = ({ yes, reason }: { readonly yes?: boolean; readonly reason?: string }): string => `${yes ? '是' : '否'}${reason ? `（${reason}）` : ''}`
