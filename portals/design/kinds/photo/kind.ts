import { sizeWords } from '../../words/sizes.ts'
import { defineKind } from '../kind.ts'
import { photoShape } from './shape.ts'

type Photo = { readonly name?: string; readonly width?: number; readonly height?: number; readonly size?: number }

export const photo = defineKind({
  schema: photoShape(), verb: '请上传', name: 'photo', hasFiles: true,
  words: (value: readonly Photo[]) => value.map(({ name, width, height, size }) => `${name ?? ''}（${width ?? '?'} × ${height ?? '?'} 像素，${sizeWords(size ?? 0)}）`).join('、'),
})
