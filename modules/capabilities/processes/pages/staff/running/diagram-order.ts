interface Place { readonly x: number, readonly y: number }

const far: Place = { x: Infinity, y: Infinity }

/** Sorts what has an element's id as it stands in the diagram: what is drawn in the same row from left to right, rows from the top. */
export function inDiagramOrder<One extends { readonly id: string }>(xml: string, ones: readonly One[], row = 160): One[] {
  const places = placesOf(new DOMParser().parseFromString(xml, 'application/xml'))
  const rowOf = ({ y }: Place) => Math.floor(y / row)
  const top = Math.min(...ones.map(({ id }) => (places.get(id) ?? far).y))
  const at = (one: One): Place => { const { x, y } = places.get(one.id) ?? far; return { x, y: y - top } }
  return [...ones].sort((left, right) => rowOf(at(left)) - rowOf(at(right)) || at(left).x - at(right).x)
}

function placesOf(drawing: Document): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const shape of drawing.getElementsByTagNameNS('*', 'BPMNShape')) {
    const bounds = shape.getElementsByTagNameNS('*', 'Bounds')[0]
    if (bounds) places.set(shape.getAttribute('bpmnElement') ?? '', { x: Number(bounds.getAttribute('x')), y: Number(bounds.getAttribute('y')) })
  }
  return places
}
