export interface Caret { readonly value: string; readonly selectionStart: number | null; readonly selectionEnd: number | null }

/** Where a key leads out of a cell; nothing while it still has work to do inside. */
export function leaves(key: string, box: Caret): 'next' | 'up' | 'down' | 'left' | 'right' | undefined {
  if (key === 'Enter') return 'next'
  if (key === 'ArrowUp') return 'up'
  if (key === 'ArrowDown') return 'down'
  const isWhole = box.value !== '' && box.selectionStart === 0 && box.selectionEnd === box.value.length
  const isAt = (place: number) => isWhole || (box.selectionStart === place && box.selectionEnd === place)
  if (key === 'ArrowLeft' && isAt(0)) return 'left'
  if (key === 'ArrowRight' && isAt(box.value.length)) return 'right'
  return undefined
}
