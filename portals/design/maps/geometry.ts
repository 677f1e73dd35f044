// Places on the ground, and how they lie on a drawing. Pure, the same in browser and server.

export interface Place { readonly longitude: number; readonly latitude: number }

/** Metres of the earth's mean radius. */
const radius = 6_371_008.8
const radians = (degrees: number): number => degrees * Math.PI / 180

/** Square metres inside a line of places, on the sphere. */
export function areaOf(places: readonly Place[]): number {
  const height = (one: Place) => Math.sin(radians(one.latitude)) - Math.sin(radians(places[0]!.latitude))
  const sum = places.reduce((total, here, at) => {
    const next = places[(at + 1) % places.length]!
    return total + radians(next.longitude - here.longitude) * (height(here) + height(next))
  }, 0)
  return Math.abs(sum * radius * radius / 2)
}

/** 约 1.2 公顷 */
export function areaWords(square: number): string {
  const rounded = (figure: number) => Number(figure.toPrecision(4)).toLocaleString('zh-CN', { maximumFractionDigits: 2 })
  if (square >= 1e6) return `约 ${rounded(square / 1e6)} 平方公里`
  return square >= 1e4 ? `约 ${rounded(square / 1e4)} 公顷` : `约 ${rounded(square)} 平方米`
}

/** On which side of a line a place lies: 0 on the line itself, by places to a millionth of a degree. */
const side = (a: Place, b: Place, c: Place): number => Math.sign(Math.round(((b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude)) * 1e12))
const cut = (a: Place, b: Place, c: Place, d: Place): boolean => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

/** Whether the closed line crosses itself. */
export function crosses(places: readonly Place[]): boolean {
  const count = places.length
  const edge = (at: number) => [places[at]!, places[(at + 1) % count]!] as const
  return places.some((_, one) => places.some((_, other) => other > one && cut(...edge(one), ...edge(other))))
}

/** 东经125.3210°，北纬43.8812° */
export const placeWords = ({ longitude, latitude }: Partial<Place>): string => `东经${longitude ?? '?'}°，北纬${latitude ?? '?'}°`

/** Whether a place lies in a ring of longitude and latitude by turns. */
export function isInside({ longitude, latitude }: Place, ring: readonly number[]): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [x, y, lastX, lastY] = [ring[at]!, ring[at + 1]!, ring[before]!, ring[before + 1]!]
    if (y > latitude !== lastY > latitude && longitude < (lastX - x) * (latitude - y) / (lastY - y) + x) inside = !inside
  }
  return inside
}

/** What a drawing shows: its middle and how often it is enlarged. */
export interface View { readonly longitude: number; readonly latitude: number; readonly zoom: number }

export const wholeProvince: View = { longitude: 126.5, latitude: 43.58, zoom: 1 }
/** Degrees of latitude from top to bottom of the whole. */
const tall = 5.8
/** A degree of longitude is shorter by this in the province's middle. */
const narrow = Math.cos(radians(43.58))
export const shape = 0.78

/** Pixels of a drawing `width` wide. */
export function pixelOf(place: Place, view: View, width: number): readonly [x: number, y: number] {
  const scale = width * shape / tall * view.zoom
  return [width / 2 + (place.longitude - view.longitude) * narrow * scale, width * shape / 2 - (place.latitude - view.latitude) * scale]
}

/** The place under a pixel, as exact as the drawing can tell. */
export function placeOf(x: number, y: number, view: View, width: number): Place {
  const scale = width * shape / tall * view.zoom
  const digits = Math.min(6, Math.max(3, Math.ceil(Math.log10(scale)) + 1))
  const round = (figure: number) => Number(figure.toFixed(digits))
  return { longitude: round(view.longitude + (x - width / 2) / narrow / scale), latitude: round(view.latitude - (y - width * shape / 2) / scale) }
}

/** 图宽约 12 公里 */
export function widthWords(view: View): string {
  const metres = radians(tall / shape / view.zoom) * radius
  return `图宽约 ${metres >= 1000 ? `${Math.round(metres / 1000).toLocaleString('zh-CN')} 公里` : `${Math.round(metres)} 米`}`
}
