import type { Business, Drawn, Shape } from '../drawing/marks.ts'

/** What the screens use of the modeler. */
export interface Editor extends Drawn {
  importXML: (xml: string) => Promise<{ warnings: string[] }>
  saveXML: (options: object) => Promise<{ xml?: string }>
  getDefinitions: () => Business
  on: (event: string, heard: (event: never) => void) => void
  destroy: () => void
}
interface Modeling {
  updateProperties: (shape: Shape, properties: object) => void
  updateModdleProperties: (shape: Shape, part: Business, properties: object) => void
  removeElements: (shapes: Shape[]) => void
}

export const modelingOf = (editor: Editor) => editor.get<Modeling>('modeling')
export const historyOf = (editor: Editor) => editor.get<{ undo: () => void, redo: () => void, canUndo: () => boolean, canRedo: () => boolean }>('commandStack')
/** The last change that was not taken back; another after as many changes is another. */
export const lastChange = (editor: Editor): unknown => { const stack = editor.get<{ _stack: unknown[], _stackIdx: number }>('commandStack'); return stack._stack[stack._stackIdx] }
export const selectionOf = (editor: Drawn) => editor.get<{ get: () => Shape[], select: (shape: Shape | null) => void }>('selection')

/** A new part of the model, such as an event definition or an expression. */
export function partOf(editor: Editor, type: string, values: object = {}): Business {
  return editor.get<{ create: (type: string, values: object) => Business }>('bpmnFactory').create(type, values)
}
export const expressionOf = (editor: Editor, body: string): Business | undefined => (body.trim() ? partOf(editor, 'bpmn:FormalExpression', { body: body.trim() }) : undefined)
export const bodyOf = (part: Business | undefined, name: string): string => ((part?.get(name) as Business | undefined)?.get('body') as string | undefined) ?? ''

/** A declaration beside the process (message, signal, error) with this name, made when there is none. */
export function declaredOf(editor: Editor, shape: Shape, type: 'Message' | 'Signal' | 'Error' | 'Escalation', name: string): Business | undefined {
  if (!name.trim()) return undefined
  const definitions = editor.getDefinitions()
  const all = definitions.get('rootElements') as Business[]
  const by = type === 'Error' ? 'errorCode' : type === 'Escalation' ? 'escalationCode' : 'name'
  const known = all.find((one) => one.$type === `bpmn:${type}` && one.get(by) === name.trim())
  if (known) return known
  const made = partOf(editor, `bpmn:${type}`, { name: name.trim(), ...(by === 'name' ? {} : { [by]: name.trim() }) })
  made.$parent = definitions
  modelingOf(editor).updateModdleProperties(shape, definitions, { rootElements: [made, ...all] })
  return made
}

export function replace(editor: Editor, shape: Shape, target: { type: string, eventDefinitionType?: string }): void {
  const replaced = editor.get<{ replaceElement: (shape: Shape, target: object) => Shape }>('bpmnReplace').replaceElement(shape, target)
  selectionOf(editor).select(replaced)
}

export function connect(editor: Editor, from: Shape, to: Shape): void {
  editor.get<{ connect: (from: Shape, to: Shape) => void }>('modeling').connect(from, to)
}

/** The drawing as a file. Lanes forget elements that were removed, so that nothing refers to what is gone. */
export async function savedXml(editor: Editor): Promise<string> {
  for (const process of (editor.getDefinitions().get('rootElements') as Business[]).filter((one) => one.$type === 'bpmn:Process')) {
    for (const lane of lanesOf(process)) lane.set('flowNodeRef', (lane.get('flowNodeRef') as Business[]).filter((node) => node.$parent))
  }
  return (await editor.saveXML({ format: true })).xml ?? ''
}
export const lanesOf = (process: Business): Business[] => ((process.get('laneSets') as Business[] | undefined) ?? []).flatMap((set) => (set.get('lanes') as Business[] | undefined) ?? [])
