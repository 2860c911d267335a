/** Corrupt files at the start: a space document and the store, damaged in every way that disks, editors and people do. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { paths } from '../../bff/datadir.ts'
import { loadSpaces, Unreadable } from '../../bff/spaces/spaces.ts'
import { openSnapshot, openSqlite } from '../../bff/store/sqlite.ts'
import { backend, type Close } from '../peer.ts'

export interface Tally {
  tried: number
  /** Refused: a sentence, an untouched copy, the file as it was. */
  refused: number
  /** Read as if nothing had happened, or brought back from the store. */
  whole: number
  /** Still a valid document that says something else: to us, an edit. */
  edited: number
  /** What must never be: an empty start, an overwritten file, a failure of another kind. */
  wrong: string[]
}

/** Every damage to a document, by name. @param step bytes between two truncations @param flips how many bits to flip */
function* damages(whole: Buffer, step: number, flips: number): Generator<[name: string, bytes: Buffer]> {
  for (let at = 0; at < whole.length - 1; at += step) yield [`cut at ${at}`, whole.subarray(0, at)]
  for (let n = 0; n < flips; n++) {
    // Spread over the file, and the same in every run.
    const at = Math.floor((n * whole.length) / flips)
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (n % 8))
    yield [`bit ${n % 8} of ${at}`, bytes]
  }
  const text = whole.toString()
  yield ['zeros', Buffer.alloc(whole.length)]
  yield ['a tail of zeros', Buffer.concat([whole.subarray(0, whole.length >> 1), Buffer.alloc(whole.length >> 1)])]
  yield ['twice', Buffer.concat([whole, whole])]
  const texts: [name: string, text: string][] = [
    ['a byte order mark', `\uFEFF${text}`],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['a key twice', text.replace('"revision"', '"revision": 0, "revision"')],
    ['two spaces in one', text.replace('"space": {', '"space": {}, "space": {')],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep nesting inside', text.replace('"connectors": []', `"connectors": ${'['.repeat(5000)}${']'.repeat(5000)}`)],
    ['__proto__', text.replace('{', '{"__proto__": {"polluted": true},')],
    ['__proto__ inside', text.replace('"space": {', '"space": {"__proto__": {"archived": true},')],
    ['a constructor', text.replace('{', '{"constructor": {"prototype": {"polluted": true}},')],
    ['another revision', text.replace(/"revision": \d+/, '"revision": "1"')],
    ['half a revision', text.replace(/"revision": \d+/, '"revision": 1.5')],
    ['another name for its id', text.replace(/"id": "sp_\w+"/, '"id": "sp_00000000"')],
    ['not UTF-8', text],
  ]
  for (const [name, each] of texts)
    yield [name, name === 'not UTF-8' ? Buffer.concat([Buffer.from([0xff, 0xfe]), whole]) : Buffer.from(each)]
}

/** A store and one document of 2 KB or more; each damage is tried on a fresh folder beside that store. */
export const corruptDocuments = async (t: Close, { step, flips }: { step: number; flips: number }): Promise<Tally> => {
  const place = await backend(t, { model: null })
  await place.operate('personas.update', {
    persona: place.persona,
    instructions: 'A fact: of some length.\n'.repeat(40),
  })
  const document = place.running.spaces.documents.get(place.space)
  await place.running.close(0)
  const name = `${place.space}.json`
  const whole = readFileSync(join(paths(place.dir).spaces, name))
  const tally: Tally = { tried: 0, refused: 0, whole: 0, edited: 0, wrong: [] }
  const store = await openSqlite(paths(place.dir).store)
  t.after(() => store.close())
  for (const [what, bytes] of damages(whole, step, flips)) {
    tally.tried++
    const folder = join(place.dir, 'damaged')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    writeFileSync(join(folder, name), bytes)
    try {
      const { documents } = await loadSpaces(folder, store)
      const read = documents.get(place.space)
      if (isDeepStrictEqual(read, document)) tally.whole++
      else if (read && readFileSync(join(folder, name)).equals(bytes)) tally.edited++
      else tally.wrong.push(`${what}: it starts without the space, or over it`)
    } catch (thrown) {
      const [copy, ...more] = readdirSync(folder).filter((each) => each.includes('.corrupt-'))
      const kept = copy !== undefined && more.length === 0 && readFileSync(join(folder, copy)).equals(bytes)
      if (thrown instanceof Unreadable && kept && readFileSync(join(folder, name)).equals(bytes)) tally.refused++
      else tally.wrong.push(`${what}: ${String(thrown)}`)
    }
    if (({} as { polluted?: boolean }).polluted) tally.wrong.push(`${what}: it pollutes every object`)
  }
  return tally
}

/** The store cut off at many places: it must be refused, or hold every row that it held. */
export const truncatedStores = async (t: Close, { cuts }: { cuts: number }): Promise<Tally> => {
  const place = await backend(t, { model: null })
  for (let n = 0; n < 20; n++) await place.operate('personas.create', { space: place.space, name: `Persona ${n}` })
  await place.running.store.checkpoint()
  await place.running.close(0)
  const whole = readFileSync(paths(place.dir).store)
  const revision = place.running.spaces.documents.get(place.space)?.revision
  const tally: Tally = { tried: 0, refused: 0, whole: 0, edited: 0, wrong: [] }
  for (let n = 0; n < cuts; n++) {
    tally.tried++
    const at = Math.floor((n * whole.length) / cuts)
    const dir = mkdtempSync(join(tmpdir(), 'persona-'))
    try {
      cpSync(paths(place.dir).spaces, paths(dir).spaces, { recursive: true })
      writeFileSync(paths(dir).store, whole.subarray(0, at))
      const store = await openSqlite(paths(dir).store)
      try {
        await loadSpaces(paths(dir).spaces, store)
        const rows = await store.read.selectFrom('space_revisions').select('revision').execute()
        const snapshot = openSnapshot(paths(dir).store)
        const damage = snapshot.damage()
        snapshot.close()
        if (damage.length > 0) tally.wrong.push(`cut at ${at} of ${whole.length}: it starts, and ${damage[0]}`)
        else if (rows.length === revision) tally.whole++
        else tally.wrong.push(`cut at ${at} of ${whole.length}: it starts with ${rows.length} of ${revision} revisions`)
      } finally {
        await store.close()
      }
    } catch (thrown) {
      const known = thrown instanceof Unreadable || (thrown as { code?: string }).code === 'ERR_SQLITE_ERROR'
      if (known) tally.refused++
      else tally.wrong.push(`cut at ${at}: ${String(thrown)}`)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  return tally
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { flips: { type: 'string', default: '8000' } } })
  const undo: (() => unknown)[] = []
  const t: Close = { after: (fn) => void undo.push(fn as () => unknown) }
  try {
    const tallies = [
      await corruptDocuments(t, { step: 1, flips: Number(values.flips) }),
      await truncatedStores(t, { cuts: 400 }),
    ]
    for (const tally of tallies) process.stdout.write(`${JSON.stringify(tally, null, 2)}\n`)
    process.exitCode = tallies.some(({ wrong }) => wrong.length > 0) ? 1 : 0
  } finally {
    for (const each of undo.toReversed()) await each()
  }
}
