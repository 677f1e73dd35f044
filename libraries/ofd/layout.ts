/** A page as the writer and the screen both draw it. Lengths are millimetres, y grows downward, colours are #rrggbb. */

export type Point = readonly [x: number, y: number]

export interface Layout {
  readonly pages: readonly LayoutPage[]
}

export interface LayoutPage {
  readonly width: number
  readonly height: number
  readonly items: readonly LayoutItem[]
}

export type LayoutItem = TextItem | LineItem | RectItem | PathItem | ImageItem

export interface TextItem {
  readonly kind: 'text'
  readonly text: string
  /** Where the baseline starts; with `align` where it has its middle or end. */
  readonly at: Point
  /** Height of the em square. */
  readonly size: number
  /** Font family; left out: 宋体. Fonts are named, not embedded. */
  readonly font?: string
  readonly bold?: boolean
  readonly colour?: string
  readonly align?: 'start' | 'middle' | 'end'
  /** Advance after each character but the last, one number a code point. Left out: estimated from the character. */
  readonly advances?: readonly number[]
  /** Degrees clockwise about `at`. */
  readonly rotate?: number
}

export interface LineItem {
  readonly kind: 'line'
  readonly from: Point
  readonly to: Point
  readonly width?: number
  readonly colour?: string
}

export interface RectItem {
  readonly kind: 'rect'
  readonly at: Point
  readonly size: Point
  readonly fill?: string
  readonly stroke?: string
  readonly lineWidth?: number
}

export interface PathItem {
  readonly kind: 'path'
  readonly commands: readonly PathCommand[]
  readonly fill?: string
  readonly stroke?: string
  readonly lineWidth?: number
  /** What the drawing is, for those who cannot see it. Left out: decoration. */
  readonly alt?: string
}

/** Move, line, cubic curve, close. */
export type PathCommand =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z']

export interface ImageItem {
  readonly kind: 'image'
  readonly at: Point
  readonly size: Point
  readonly png: Uint8Array
  readonly alt: string
}

export const DEFAULT_FONT = '宋体'

/** A millimetre number in the shortest form to a thousandth. */
export function millimetres(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a length must be finite')
  const rounded = Math.round(value * 1000) / 1000
  return String(rounded === 0 ? 0 : rounded)
}
