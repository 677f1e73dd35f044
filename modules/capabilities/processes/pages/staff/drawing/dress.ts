/** Colours and letters of the house for everything that draws a process. */
export const dress = {
  bpmnRenderer: { defaultFillColor: 'var(--surface)', defaultStrokeColor: 'var(--ink)', defaultLabelColor: 'var(--ink)' },
  textRenderer: { defaultStyle: { fontFamily: 'var(--font)', fontSize: 13 }, externalStyle: { fontSize: 12 } },
}
