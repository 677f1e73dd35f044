import Modeler from 'dmn-js/lib/Modeler'
import { StyleModule } from 'style-mod'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn.css'
import './rules.css'
import { translate } from './words.ts'

export interface View { id: string, name?: string, type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression', element: object }
/** What the screen uses of the decision editor. */
export interface RulesModeler {
  importXML: (xml: string) => Promise<{ warnings: unknown[] }>
  saveXML: (options: object) => Promise<{ xml: string }>
  getViews: () => View[]
  getActiveView: () => View | undefined
  getActiveViewer: () => { get: <Service>(name: string, strict: false) => Service | undefined } | undefined
  open: (view: View) => Promise<unknown>
  on: (event: string, heard: (event: never) => void) => void
  destroy: () => void
}

/** The expression editor puts its rules into inline style elements, which the content policy refuses; as constructed sheets they are ours. */
const mounted = new WeakSet<StyleModule>()
StyleModule.mount = (root, modules) => {
  for (const one of Array.isArray(modules) ? modules as readonly StyleModule[] : [modules as StyleModule]) {
    if (mounted.has(one)) continue
    mounted.add(one)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(one.getRules())
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }
}

/** Decisions to change; loaded only where an item has rules. */
export function makeRulesModeler(container: HTMLElement): RulesModeler {
  const own = { additionalModules: [{ translate: ['value', translate] }] }
  return new Modeler({ container, drd: { ...own, drdRenderer: { defaultFillColor: 'var(--surface)', defaultStrokeColor: 'var(--ink)', defaultLabelColor: 'var(--ink)' } }, decisionTable: own, literalExpression: own, boxedExpression: own }) as RulesModeler
}
