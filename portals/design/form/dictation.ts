import { kindOf } from '../kinds/fields.ts'

/** Whether this browser can write down what is said. */
export const canDictate = 'SpeechRecognition' in globalThis || 'webkitSpeechRecognition' in globalThis

/** Words of one's own; numbers, names and addresses have better ways. */
export const isPlainText = (kind: string): boolean => {
  const schema = kindOf(kind)?.schema ?? {}
  return schema['type'] === 'string' && schema['format'] === undefined && schema['pattern'] === undefined && Number(schema['maxLength'] ?? 0) >= 200
}
