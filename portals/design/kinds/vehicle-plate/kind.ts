import { defineKind } from '../kind.ts'

/** 吉A·12345: letters I and O are never used, so that they are not taken for 1 and 0 (GA 36). */
export const plateWords = (value: string): string => value.replace(/^(..)(?=.{5})/u, '$1·')

export const vehiclePlate = defineKind({
  schema: { type: 'string', maxLength: 10 },
  must: [{ must: 'matches(value, "^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]([A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳试超领使]|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])$")', say: '不是有效的号牌，请照行驶证填写，如“吉A12345”，没有字母 I 和 O' }],
  name: 'vehicle-plate',
  words: plateWords,
})
