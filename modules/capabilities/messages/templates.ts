import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A kind of message that people take or leave; what a law makes them hear cannot be left. */
export type Topic = { readonly name: string; readonly what: string; readonly why: string; readonly law?: string }
export type Template = { readonly topic: string; readonly title: string; readonly text: string; readonly link?: string }
export type Words = { readonly topics: Readonly<Record<string, Topic>>; readonly templates: Readonly<Record<string, Template>> }

const cache = new Map<string, Words>()

/** The message words of a catalogue; a later root adds to an earlier one. Fails where a template names a topic that is not there. */
export function readWords(roots: readonly string[]): Words {
  const key = roots.join(':')
  const known = cache.get(key)
  if (known) return known
  const files = roots.map((root) => join(root, 'templates', 'messages.yaml')).filter((file) => existsSync(file)).map((file) => parse(readFileSync(file, 'utf8')) as Partial<Words>)
  const words: Words = { topics: Object.assign({}, ...files.map((file) => file.topics)), templates: Object.assign({}, ...files.map((file) => file.templates)) }
  for (const [name, template] of Object.entries(words.templates)) {
    if (!Object.hasOwn(words.topics, template.topic)) throw new Error(`messages.yaml: template ${name} names no topic ${template.topic}`)
  }
  cache.set(key, words)
  return words
}
