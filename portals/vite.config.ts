import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { ESTree, InlineConfig, Plugin } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** A screen needs a route's method and path, not its schema: in the browser `Type` makes nothing. */
const withoutSchemas: Plugin = {
  name: 'without-schemas',
  enforce: 'pre',
  resolveId: (id) => (id === 'typebox' || id.startsWith('typebox/') ? '\0no-schemas' : undefined),
  load: (id) => (id === '\0no-schemas'
    ? 'const nothing = new Proxy(() => nothing, { get: (_, name) => name === Symbol.toPrimitive ? () => "" : nothing, apply: () => nothing }); export const Type = nothing; export default nothing'
    : undefined),
}

/** What else a route says (who may, what it fails with, in which words) is the server's: method and path are sent, and what only the rest named is dropped. */
const withoutRest: Plugin = {
  name: 'without-the-rest-of-routes',
  transform(code, id) {
    if (!/\/contract\.ts$/.test(id)) return undefined
    let kept = code
    for (const route of routesIn(this.parse(code)).reverse()) {
      const wanted = route.properties.filter((one) => one.type === 'Property' && one.key.type === 'Identifier' && ['method', 'path'].includes(one.key.name))
      if (wanted.length === 2) kept = `${kept.slice(0, route.start)}{ ${wanted.map((one) => code.slice(one.start, one.end)).join(', ')} }${kept.slice(route.end)}`
    }
    return { code: kept, map: null }
  },
}

/** The objects that `export const … = defineRoute({…})` is given, in their order. */
function routesIn(program: ESTree.Program): ESTree.ObjectExpression[] {
  return program.body.flatMap((one) => (one.type === 'ExportNamedDeclaration' && one.declaration?.type === 'VariableDeclaration' ? one.declaration.declarations : [])).flatMap(({ init }) => {
    const given = init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'defineRoute' ? init.arguments[0] : undefined
    return given?.type === 'ObjectExpression' ? [given] : []
  })
}

/** The mark of the decision editor's makers carries inline styles, which the content policy refuses; a style sheet places it instead. */
const withoutInlineStyles: Plugin = {
  name: 'without-inline-styles',
  transform: (code, id) => (/dmn-js-shared\/.*PoweredByUtil\.js$/.test(id) ? { code: code.replace(/ ?style="[^"]*"/g, ''), map: null } : undefined),
}

/** How a portal is built: `citizen`, `staff`, or the gallery of the design tests. */
export function portalConfig(portal: string, base: string, outDir: string): InlineConfig {
  return {
    root: `${here}${portal}`,
    base,
    configFile: false,
    logLevel: 'error',
    plugins: [withoutSchemas, withoutRest, withoutInlineStyles, vue({ features: { optionsAPI: false } })],
    resolve: { alias: { '#design': `${here}design` } },
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: 'manifest.json',
      target: ['es2020', 'chrome87', 'safari14', 'firefox88'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { treeshake: { manualPureFunctions: ['Type', 'defineRoute', 'defineEvent', 'defineFailures'] } },
    },
  }
}

/** The checker of licences that stands alone: one file for Node, beside the citizens' portal, with all it needs inside. */
export function checkerConfig(outDir: string): InlineConfig {
  return {
    root: fileURLToPath(new URL('..', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: 'libraries/licence-proof/verify-licence.ts', outDir, emptyOutDir: false, target: 'node20', minify: false, rollupOptions: { output: { entryFileNames: 'verify-licence.mjs', codeSplitting: false, banner: '/* Checks electronic licences offline. Apache-2.0. Contains saxes (ISC) and xmlchars (MIT); see NOTICE of the project. */' } } },
  }
}
