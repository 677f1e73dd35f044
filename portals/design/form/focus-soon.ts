/** The control of a field takes the focus as soon as it is drawn; some fields come a moment later. */
export async function focusSoon(id: string): Promise<void> {
  for (let turn = 0; turn < 30; turn++) {
    await new Promise((drawn) => { requestAnimationFrame(drawn) })
    const target = document.getElementById(id) ?? document.getElementById(`${id}-group`)
    const control = target?.matches('input, select, textarea') ? target : target?.querySelector<HTMLElement>('input, select, textarea')
    if (control) return control.focus()
  }
}
