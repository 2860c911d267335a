/** The weights that were promised, measured on the built files: brotli, quality 11, as a server would send them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { brotliCompressSync, constants } from 'node:zlib'
import { build, isBuilt } from './build.ts'

interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
}
type Manifest = Record<string, Chunk>

const read = (file: string) => readFileSync(new URL(`../dist/${file}`, import.meta.url))
const weigh = (file: string) =>
  brotliCompressSync(read(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + weigh(file), 0)

/** A chunk that was put together under a name of its own is `_name-hash.js` there. */
const chunk = (manifest: Manifest, name: string) =>
  (manifest[name] ?? manifest[Object.keys(manifest).find((key) => key.startsWith(`${name}-`))!])!

/** The files that must be there before any of these chunks runs: themselves and their static imports. */
function needed(manifest: Manifest, names: string[], files = new Set<string>()): Set<string> {
  for (const name of names) {
    const { file, imports = [] } = chunk(manifest, name)
    if (!files.has(file)) needed(manifest, imports, files.add(file))
  }
  return files
}

/** What these chunks fetch later, and what that fetches, without the rooms that are not the chat. */
function later(manifest: Manifest, names: string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const { imports = [], dynamicImports = [] } = manifest[name]!
    for (const next of [...imports, ...dynamicImports.filter((one) => !other.test(one))])
      if (!seen.has(next)) later(manifest, [next], seen.add(next))
  }
  return seen
}
// The list of conversations is fetched when somebody opens it, tool lines when a persona first uses a tool, and so on;
// what draws on a page's icon comes where the page wants that. What keeps acts in the browser comes once the chat is there,
// the card of what went wrong when something did, and what speaks to other tabs when there are any; what
// makes tabs look alike, whether or not anybody opens anything. The map of the keys
// comes with a question mark, the greeting while nobody has opened it, what keeps the page small with a long conversation,
// and what reads out an answer while it is written.
// A page that says who its user is, or chooses colours, has something more fetched: rooms, below.
const other =
  /^_(board|tools)-|^widget\/(agenda|whiteboard|notifications|memory|plans|operator|strings|page-badge|shortcuts|greeting|keyboard|kept-acts|diagnostic|assertion|legible|sharing|together|chat\/(list|aloud|activity|approvals|citations|offers|reveal|long|yours)\.ts)/

const stages: [stage: string, limit: number, files: (manifest: Manifest) => Iterable<string>][] = [
  ['the loader', 1, () => ['widget.js']],
  ['the launcher', 12, (manifest) => ['widget.js', ...needed(manifest, ['widget/element.ts'])]],
  [
    'the open chat',
    40,
    (manifest) => {
      const first = ['widget/element.ts']
      return ['widget.js', ...needed(manifest, [...first, ...later(manifest, first)])]
    },
  ],
]

/** What a room adds when it is shown, whatever else was shown before. */
const rooms: [room: string, limit: number, after?: string][] = [
  ['widget/notifications/panel.ts', 6],
  ['widget/agenda/panel.ts', 14],
  ['widget/agenda/grid.ts', 14, 'widget/agenda/panel.ts'],
  ['widget/agenda/sheets.ts', 8, 'widget/agenda/panel.ts'],
  // Opened and looked at, live; what one draws with comes at the first touch, and the rest when it is asked for.
  ['_board', 14],
  ['_tools', 14, '_board'],
  ['widget/whiteboard/outline.ts', 2, '_tools'],
  ['widget/whiteboard/menu.ts', 1, '_tools'],
  ['widget/whiteboard/sharing.ts', 2, '_tools'],
  ['widget/whiteboard/files.ts', 1, '_tools'],
  ['widget/whiteboard/nib.ts', 2, '_board'],
  ['widget/whiteboard/sketch.ts', 8, '_board'],
  ['widget/memory/panel.ts', 8],
  ['widget/plans/panel.ts', 8],
  ['widget/chat/approvals.ts', 8],
  ['widget/chat/citations.ts', 8],
  ['widget/assertion.ts', 1],
  ['widget/legible.ts', 1.5],
  ['widget/kept-acts.ts', 1.5],
  ['widget/chat/yours.ts', 3],
  ['widget/diagnostic.ts', 3],
  ['widget/sharing.ts', 1.5],
  ['widget/together.ts', 1],
  ['widget/chat/long.ts', 2],
  ['widget/chat/aloud.ts', 0.5],
  ['widget/greeting.ts', 1],
  ['widget/shortcuts.ts', 2],
]

let manifest: Manifest
before(async () => {
  if (!isBuilt()) await build()
  manifest = JSON.parse(read('.vite/manifest.json').toString()) as Manifest
})

for (const [stage, limit, files] of stages)
  test(`${stage} weighs at most ${limit} KB with all that came before it`, (t) => {
    const bytes = sum(files(manifest))
    t.diagnostic(`${stage}: ${bytes} of ${limit * 1024} bytes`)
    assert.ok(bytes <= limit * 1024, `${bytes} bytes in ${[...files(manifest)].join(', ')}`)
  })

for (const [room, limit, after] of rooms)
  test(`${room} adds at most ${limit} KB`, (t) => {
    const there = needed(manifest, ['widget/element.ts', 'widget/room.ts', ...(after ? [after] : [])])
    const bytes = sum([...needed(manifest, [room])].filter((file) => !there.has(file)))
    t.diagnostic(`${room}: ${bytes} of ${limit * 1024} bytes`)
    assert.ok(bytes <= limit * 1024, `${bytes} bytes`)
  })

test('the loader fetches nothing by itself but the element', () => {
  assert.doesNotMatch(read('widget.js').toString(), /fetch\(|XMLHttpRequest|eval\(|innerHTML|\.style\b/)
})

test('what speaks to the backend is Socket.IO’s own client, over an engine of ours', () => {
  const { file } = chunk(manifest, 'widget/room.ts')
  const { sources } = JSON.parse(read(`${file}.map`).toString()) as { sources: string[] }
  const from = (path: string) => sources.some((source) => source.endsWith(path))
  for (const part of ['socket.io-client/build/esm/manager.js', 'socket.io-client/build/esm/socket.js'])
    assert.ok(from(part), part)
  assert.ok(from('socket.io-parser/build/esm/index.js') && from('widget/lean/engine.ts'))
})
