import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

let jieba: Jieba | undefined

/** Chinese words of a text, cut for search: short words inside long ones too; punctuation dropped, letters lowered. */
export function words(text: string): string[] {
  jieba ??= Jieba.withDict(dict)
  const cut = jieba.cutForSearch(text.normalize('NFKC').toLowerCase(), true)
  return [...new Set(cut.filter((w) => /[\p{L}\p{N}]/u.test(w)))]
}

/** For `to_tsvector('simple', …)`: words with blanks between them. */
export const indexable = (text: string): string => words(text).join(' ')
