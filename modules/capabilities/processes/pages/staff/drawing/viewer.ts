import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import './drawing.css'
import { dress } from './dress.ts'

/** A diagram to look at; loaded only by screens that show one. */
export const makeViewer = (container: HTMLElement) => new NavigatedViewer({ container, ...dress, zoomScroll: { enabled: false } })
