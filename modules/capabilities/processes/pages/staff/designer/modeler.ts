import Modeler from 'bpmn-js/lib/Modeler'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import '../drawing/drawing.css'
import { xyModdle } from '@xiangyun/bpmn/xy-moddle'
import { dress } from '../drawing/dress.ts'
import type { Editor } from './editor.ts'
import { housePalette } from './palette.ts'
import { translate } from './words.ts'

/** A diagram to change; loaded only by the designer. */
export const makeModeler = (container: HTMLElement) => new Modeler({
  container, ...dress, moddleExtensions: { xy: xyModdle },
  additionalModules: [{ translate: ['value', translate] }, housePalette],
} as never) as unknown as Editor
