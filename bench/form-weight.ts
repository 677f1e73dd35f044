import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Rolldown } from 'vite'
import { portalConfig } from '../portals/vite.config.ts'

/** What a browser must load before it shows a form, in KB, compressed. */
export interface FormWeight {
  /** The renderer with its engine and the fields that nearly every form has. */
  readonly form: number
  readonly vue: number
  readonly code: string
  /** Sources of the renderer and its engine. */
  readonly modules: readonly string[]
}

/** Builds a page that is nothing but a form, and weighs all that stands in its static imports; the framework lies in a file of its own. */
export async function weighForm(): Promise<FormWeight> {
  const own = portalConfig('citizen', './', '')
  const root = join(import.meta.dirname, 'pages', 'forms')
  const built = await build({
    ...own, root,
    build: {
      ...own.build, write: false, target: 'es2022',
      rolldownOptions: { ...own.build?.rolldownOptions, input: join(root, 'ours.html'), output: { codeSplitting: { groups: [{ name: 'vue', test: /\/node_modules\/@?vue\// }] } } },
    },
  }) as Rolldown.RolldownOutput
  const all = new Map(built.output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])))
  const loaded = new Set<Rolldown.OutputChunk>()
  const take = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || loaded.has(chunk)) return
    loaded.add(chunk)
    for (const name of chunk.imports) take(all.get(name))
  }
  take([...all.values()].find((chunk) => chunk.isEntry))
  const [vue, form] = [[...loaded].filter((chunk) => chunk.name === 'vue'), [...loaded].filter((chunk) => chunk.name !== 'vue')]
  const weight = (chunks: readonly Rolldown.OutputChunk[]): number => chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1024
  return { form: weight(form), vue: weight(vue), code: form.map(({ code }) => code).join('\n'), modules: form.flatMap(({ modules }) => Object.keys(modules).filter((id) => (modules[id]?.renderedLength ?? 0) > 0)) }
}
