import { defineKind } from '../kind.ts'

/** What each number of stars means; the words of the national rule for rating government services. */
export const degrees = ['非常不满意', '不满意', '基本满意', '满意', '非常满意']

export const rating = defineKind({
  schema: { type: 'integer', minimum: 1, maximum: 5 }, verb: '请评价',
  name: 'rating',
  words: (value: number | string) => `${value} 星（${degrees[Number(value) - 1] ?? ''}）`,
})
