/** One build: the loader at dist/widget.js, the element in hashed chunks beside it, and the demo pages. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig, minify, normalizePath, type Plugin, transformWithOxc, Visitor } from 'vite'
import { manifest } from './test/manifest.ts'
import { stripped } from './test/strip.ts'

const at = (path: string) => normalizePath(fileURLToPath(new URL(path, import.meta.url)))
const isDemo = (id: string | null | undefined) => id?.startsWith(at('demo/')) ?? false

/** The loader is a classic script, so it cannot be a chunk of this build: it is told the names of the element's. */
const loader = (): Plugin => ({
  name: 'persona-loader',
  buildStart() {
    this.addWatchFile(at('widget/loader.ts'))
  },
  async generateBundle(_, bundle) {
    const element = Object.values(bundle).find(
      (file) => file.type === 'chunk' && file.facadeModuleId === at('widget/element.ts'),
    )
    if (element?.type !== 'chunk') return this.error('the build has no widget/element.ts')
    const source = await readFile(at('widget/loader.ts'), 'utf8')
    const { code } = await transformWithOxc(source, 'loader.ts', {
      target: 'es2022',
      define: { __CHUNKS__: JSON.stringify([element.fileName, ...element.imports]) },
    })
    const small = await minify('widget.js', code, { compress: { target: 'es2022' }, mangle: { toplevel: true } })
    this.emitFile({ type: 'asset', fileName: 'widget.js', source: small.code })
    // The same under a name that never means anything else, for pages that pin it by its integrity.
    const pinned = createHash('sha256').update(small.code).digest('hex').slice(0, 8)
    this.emitFile({ type: 'asset', fileName: `widget-${pinned}.js`, source: small.code })
    this.emitFile({ type: 'asset', fileName: 'custom-elements.json', source: JSON.stringify(manifest()) })
  },
})

/** What each script is, byte by byte, for pages that want no other: dist/integrity.json. */
const integrity = (): Plugin => ({
  name: 'persona-integrity',
  async writeBundle({ dir = '' }, bundle) {
    const scripts = Object.keys(bundle).filter((name) => /^widget.*\.js$/.test(name))
    const digests = scripts.toSorted().map(async (name) => {
      const digest = createHash('sha384')
        .update(await readFile(`${dir}/${name}`))
        .digest('base64')
      return [name, `sha384-${digest}`] as const
    })
    await writeFile(`${dir}/integrity.json`, JSON.stringify(Object.fromEntries(await Promise.all(digests)), null, 2))
  },
})

/** Vite wraps each import() in a helper that preloads styles. The widget has none, and every byte is on a budget. */
const bareImports = (): Plugin => ({
  name: 'persona-bare-imports',
  configResolved({ plugins }) {
    const wrapper = plugins.find(({ name }) => name === 'native:import-analysis-build')
    if (wrapper) wrapper.applyToEnvironment = () => false
  },
})

/**
 * The widget speaks JSON over WebSocket. Socket.IO's client has no build of just that: the engine under it is replaced where
 * it is imported, and of its own modules goes what is never reached.
 */
const jsonOverWebSocket = (): Plugin => {
  const sources = stripped()
  return {
    name: 'persona-json-over-websocket',
    enforce: 'pre',
    // Past its index, which knows more than the manager that is used.
    resolveId: (name) =>
      name === 'socket.io-client'
        ? at('node_modules/socket.io-client/build/esm/manager.js')
        : name === 'engine.io-client'
          ? at('widget/lean/engine.ts')
          : null,
    load: (id) => sources.get(id) ?? null,
  }
}

/**
 * The studio measures with the widget's own sums and plays boards by the backend's own rules. Chunks that both shared
 * would be cut for the studio, and every site would fetch one more: so the studio has copies.
 */
const copiesForDemo = (): Plugin => ({
  name: 'persona-copies-for-demo',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!importer || !(isDemo(importer) || importer.endsWith('?demo')) || !source.startsWith('.')) return null
    const found = await this.resolve(source, importer.replace('?demo', ''), { skipSelf: true })
    return found && /\/(?:widget\/contrast|bff\/board\/.*)\.ts$/.test(found.id) ? `${found.id}?demo` : found
  },
  load: async (id) =>
    id.endsWith('?demo') ? { code: await readFile(id.replace('?demo', ''), 'utf8'), moduleType: 'ts' } : null,
})

/** All that a module needs before it runs, itself among it. */
const closure = (id: string, importsOf: (id: string) => readonly string[], all = new Set<string>()): Set<string> => {
  if (all.has(id)) return all
  all.add(id)
  for (const next of importsOf(id)) closure(next, importsOf, all)
  return all
}

/** Of a whiteboard, what is fetched first, and what when somebody works on it: one file each, whoever else needs parts. */
const boardStages: [name: string, entry: string][] = [
  ['board', at('widget/whiteboard/panel.ts')],
  ['tools', at('widget/whiteboard/tools.ts')],
]
const isBoards = (id: string) =>
  /\/(?:widget\/whiteboard|widget\/strings\/whiteboard|bff\/board|fractional-indexing)/.test(id)

const squeezeCss = (text: string) =>
  text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1')
    .replace(/;\}/g, '}')
    .replace(/ ?> ?/g, '>')
    .replace(/(?<=[ ,(:/*-])0(?=\.\d)/g, '')
    .replace(/ \/ /g, '/')
    .replace(/ !important/g, '!important')
    .replace(/@media \(/g, '@media(')
    .replace(/\b(\d+)00ms\b/g, (_, tenths: string) => `${Number(tenths) / 10}s`.replace(/^0/, ''))
// Before the end of a tag, and of what is a box, a space is nothing.
const squeezeMarkup = (text: string) =>
  text.replace(/\s*\n\s*(?=>|<\/(?:article|button|div|h2|header|li|ol|p|section|ul)>)/g, '').replace(/\s*\n\s*/g, ' ')

/**
 * Indentation inside Lit's templates is for us, not for the wire. By now their tags have lost their names, so what has
 * no element in it and is not just a value is CSS.
 */
const plainTemplates = (): Plugin => ({
  name: 'persona-plain-templates',
  renderChunk(code, { fileName }, _, { magicString }) {
    if (!magicString || !fileName.startsWith('widget/')) return null
    new Visitor({
      TaggedTemplateExpression({ quasi: { quasis } }) {
        const whole = quasis.map(({ value }) => value.raw).join('')
        const squeeze = /<[a-z/!]/i.test(whole) || !/[{;]/.test(whole) ? squeezeMarkup : squeezeCss
        for (const { start, end, value } of quasis) {
          const text = squeeze(value.raw)
          if (text !== value.raw) magicString.overwrite(start, end, text)
        }
      },
    }).visit(this.parse(code))
    return { code: magicString }
  },
})

export default defineConfig({
  publicDir: false,
  plugins: [loader(), integrity(), bareImports(), jsonOverWebSocket(), copiesForDemo(), plainTemplates()],
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    manifest: true,
    sourcemap: 'hidden',
    assetsDir: 'demo/assets',
    rolldownOptions: {
      external: ['react'],
      input: {
        index: at('widget/index.ts'),
        react: at('widget/react.ts'),
        element: at('widget/element.ts'),
        home: at('demo/index.html'),
        inline: at('demo/inline.html'),
        studio: at('demo/studio.html'),
        stage: at('demo/stage.html'),
      },
      preserveEntrySignatures: 'allow-extension',
      experimental: { nativeMagicString: true },
      treeshake: { moduleSideEffects: [{ test: /\/socket\.io-(?:client|parser)\//, sideEffects: false }] },
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      output: {
        entryFileNames: ({ name, facadeModuleId }) =>
          isDemo(facadeModuleId)
            ? 'demo/assets/[name]-[hash].js'
            : name === 'index' || name === 'react'
              ? 'widget/[name].js'
              : 'widget/[name]-[hash].js',
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some(isDemo) ? 'demo/assets/[name]-[hash].js' : 'widget/[name]-[hash].js',
        // All that the launcher needs beside its element is one file, rather than one for each set of later users.
        // What the npm entry imports stays out of it: that has to load where there is no DOM.
        codeSplitting: {
          groups: [
            {
              debugName: 'launcher',
              name: (id, graph) => {
                const importers = graph.getModuleInfo(id)?.importers ?? []
                return importers.includes(at('widget/element.ts')) && !importers.includes(at('widget/index.ts'))
                  ? 'launcher'
                  : null
              },
            },
            {
              debugName: 'board',
              includeDependenciesRecursively: false,
              name: (id, graph) => {
                const importsOf = (each: string) => graph.getModuleInfo(each)?.importedIds ?? []
                return isBoards(id)
                  ? (boardStages.find(([, entry]) => closure(entry, importsOf).has(id))?.[0] ?? null)
                  : null
              },
            },
          ],
        },
      },
    },
  },
})
