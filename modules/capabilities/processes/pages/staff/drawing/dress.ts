/** Colours and letters of the house for everything that draws a process. Letters are measured on a canvas, which knows no variables. */
export function dress() {
  const fontFamily = getComputedStyle(document.documentElement).getPropertyValue('--font').trim() || 'sans-serif'
  return {
    bpmnRenderer: { defaultFillColor: 'var(--surface)', defaultStrokeColor: 'var(--ink)', defaultLabelColor: 'var(--ink)' },
    textRenderer: { defaultStyle: { fontFamily, fontSize: 13 }, externalStyle: { fontSize: 12 } },
  }
}
