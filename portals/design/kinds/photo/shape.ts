import type { JsonSchema } from '@xiangyun/forms/form'

export interface PhotoBounds { readonly leastWidth?: number; readonly leastHeight?: number; readonly leastSize?: number; readonly mostSize?: number }

/** Kept pictures with their size in pixels. */
export const photoShape = ({ leastWidth = 1, leastHeight = 1, leastSize = 1, mostSize = 20 * 1024 * 1024 }: PhotoBounds = {}): JsonSchema => ({
  type: 'array', maxItems: 1,
  items: {
    type: 'object', required: ['id', 'name', 'size', 'width', 'height'], additionalProperties: false,
    properties: {
      id: { type: 'string', minLength: 1, maxLength: 100 }, name: { type: 'string', minLength: 1, maxLength: 200 }, type: { type: 'string', maxLength: 100 },
      size: { type: 'integer', title: '大小', minimum: leastSize, maximum: mostSize },
      width: { type: 'integer', title: '宽', minimum: leastWidth, maximum: 50_000 }, height: { type: 'integer', title: '高', minimum: leastHeight, maximum: 50_000 },
    },
  },
})
