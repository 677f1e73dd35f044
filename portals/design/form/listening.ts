/** What browsers call their way of hearing; Chromium has it under an older name. */
interface Hearing extends EventTarget {
  lang: string
  interimResults: boolean
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
  start: () => void
  stop: () => void
}
type Makes = new () => Hearing

const makes = (globalThis as { SpeechRecognition?: Makes, webkitSpeechRecognition?: Makes }).SpeechRecognition ?? (globalThis as { webkitSpeechRecognition?: Makes }).webkitSpeechRecognition

const said: Readonly<Record<string, string>> = { 'not-allowed': '没有允许使用麦克风，请在浏览器里打开', 'no-speech': '没有听到声音，请再说一遍', 'network': '语音服务连不上，请直接填写' }

/** Listens until the person stops speaking. */
export function listen(heard: (text: string) => void, ended: (problem: string | undefined) => void): () => void {
  const hearing = new makes!()
  let problem: string | undefined
  hearing.lang = 'zh-CN'
  hearing.interimResults = false
  hearing.onresult = ({ results }) => heard(Array.from(results).map((one) => one[0]?.transcript ?? '').join(''))
  hearing.onerror = ({ error }) => { problem = said[error] ?? '没有听清，请再说一遍或直接填写' }
  hearing.onend = () => ended(problem)
  hearing.start()
  return () => hearing.stop()
}
