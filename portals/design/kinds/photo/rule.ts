import type { JsonSchema } from '@xiangyun/forms/form'
import { sizeWords } from '../../words/sizes.ts'

export interface Sized { readonly width: number; readonly height: number; readonly size: number }
interface PhotoRule { readonly width: number; readonly height: number; readonly least: number; readonly most: number }

/** What the schema asks of a picture, for the first look in the browser. */
export function photoRule(schema: JsonSchema | undefined): PhotoRule {
  const parts = ((schema?.['items'] as JsonSchema | undefined)?.['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  const bound = (name: string, keyword: string, otherwise: number) => (typeof parts[name]?.[keyword] === 'number' ? parts[name][keyword] : otherwise)
  return { width: bound('width', 'minimum', 1), height: bound('height', 'minimum', 1), least: bound('size', 'minimum', 1), most: bound('size', 'maximum', 20 * 1024 * 1024) }
}

/** 至少 295 × 413 像素，5 KB 到 500 KB */
export const ruleWords = ({ width, height, least, most }: PhotoRule): string =>
  [width > 1 || height > 1 ? `至少 ${width} × ${height} 像素` : '', least > 1 ? `${sizeWords(least)} 到 ${sizeWords(most)}` : `不超过 ${sizeWords(most)}`].filter(Boolean).join('，')

/** Why a picture will not do, with what to do. */
export function refusalOf(picture: Sized, rule: PhotoRule): string | undefined {
  if (picture.width < rule.width || picture.height < rule.height) return `照片是 ${picture.width} × ${picture.height} 像素，不够清楚，至少要 ${rule.width} × ${rule.height}，请换一张`
  if (picture.size < rule.least) return `照片只有 ${sizeWords(picture.size)}，太小，可能被压缩过，请用原图`
  if (picture.size > rule.most) return `照片有 ${sizeWords(picture.size)}，太大，请压缩到 ${sizeWords(rule.most)} 以内`
  return undefined
}
