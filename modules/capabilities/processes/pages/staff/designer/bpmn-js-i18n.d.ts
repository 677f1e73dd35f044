/** The community's Chinese words for bpmn-js; the package carries no types. */
declare module 'bpmn-js-i18n/translations/zn.js' {
  const words: Readonly<Record<string, string>>
  export default words
}
