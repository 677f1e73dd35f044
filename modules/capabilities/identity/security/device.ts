import bowser from 'bowser'
import type { FastifyRequest } from 'fastify'

/** On what and from where somebody signs in. */
export type Device = { readonly device: string; readonly address: string }

export const noDevice: Device = { device: '', address: '' }

const browsers: Readonly<Record<string, string>> = { WeChat: '微信', 'Microsoft Edge': 'Edge', 'Samsung Internet for Android': '三星浏览器', 'UC Browser': 'UC 浏览器', 'QQ Browser': 'QQ 浏览器', 'Headless Chrome': 'Chrome' }
const systems: Readonly<Record<string, string>> = { Linux: 'Linux 电脑', Windows: 'Windows 电脑', macOS: '苹果电脑', iOS: '苹果手机', Android: '安卓手机', 'Chrome OS': 'Chromebook' }

/** Most people come with one of a few hundred. */
const known = new Map<string, string>()

/** In words of somebody who looks at their own list: “Chrome，安卓手机”. */
export function deviceWords(agent: string): string {
  const words = known.get(agent) ?? wordsOf(agent)
  if (known.size >= 2_000) known.clear()
  known.set(agent, words)
  return words
}

function wordsOf(agent: string): string {
  if (agent === '') return '没有说明的设备'
  const parsed = bowser.parse(agent.slice(0, 400))
  const browser = parsed.browser.name && (browsers[parsed.browser.name] ?? parsed.browser.name)
  const system = parsed.os.name && (parsed.platform.type === 'tablet' ? '平板' : (systems[parsed.os.name] ?? parsed.os.name))
  return [browser, system].filter(Boolean).join('，').slice(0, 80) || '别的程序'
}

export const deviceOf = (request: FastifyRequest): Device => ({ device: deviceWords(request.headers['user-agent'] ?? ''), address: request.ip })
