/** The spaces of this deployment: read at start, held in memory, changed only by a committed control act. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Store } from '../store/store.ts'
import { type App, SpaceDocument } from './document.ts'
import { fileAdapter } from './file.ts'

/** A file that cannot be read. The process must not start over it. */
export class Unreadable extends Error {}

export interface Spaces {
  readonly documents: ReadonlyMap<string, SpaceDocument>
  /** A living app of a living space. */
  app(id: string): { document: SpaceDocument; app: App } | undefined
  /** Take over a document whose revision is committed, and replace its file. */
  replace(document: SpaceDocument): Promise<void>
}

export interface LoadedSpaces extends Spaces {
  /** The spaces that were left out, because their files cannot be read. */
  readonly quarantined: readonly string[]
}

/**
 * Read every space document in `folder`.
 * A file that lags behind the store's last revision is rolled forward: its change had committed.
 * @throws Unreadable, with an untouched copy beside the file; with `quarantine` that space is left out instead.
 * Unreadable too, when the store knows none of the spaces that are there: then it is not their store any more.
 */
export const loadSpaces = async (
  folder: string,
  store: Store,
  { quarantine = false, now = Date.now }: { quarantine?: boolean; now?: () => number } = {},
): Promise<LoadedSpaces> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const documents = new Map<string, SpaceDocument>()
  const files = new Map<string, Low<SpaceDocument | null>>()
  const fileOf = (id: string): Low<SpaceDocument | null> => {
    let file = files.get(id)
    if (!file)
      files.set(id, (file = new Low<SpaceDocument | null>(fileAdapter(join(folder, `${id}.json`)) as never, null)))
    return file
  }

  let writing = Promise.resolve()
  const replace = (document: SpaceDocument): Promise<void> => {
    documents.set(document.space.id, document)
    const written = writing.then(async () => {
      const file = fileOf(document.space.id)
      file.data = document
      await file.write()
    })
    // One file at a time. A failed write is the caller's to report; the next start rolls that file forward.
    writing = written.catch(() => {})
    return written
  }

  const setAside = new Set<string>()
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.json')).toSorted()) {
    const id = name.slice(0, -'.json'.length)
    try {
      const file = fileOf(id)
      await file.read()
      const document = SpaceDocument.parse(file.data)
      if (document.space.id !== id) throw new Error('its name is not its id')
      documents.set(id, document)
    } catch {
      const path = join(folder, name)
      const copy = await keepCopy(folder, name, now())
      if (!quarantine) throw new Unreadable(`The space document ${path} cannot be read; an untouched copy is ${copy}.`)
      setAside.add(id)
    }
  }

  const latest = await store.read
    .selectFrom('space_revisions')
    .select(({ fn }) => ['space', fn.max('revision').as('revision')])
    .groupBy('space')
    .execute()
  if (documents.size > 0 && latest.length === 0)
    throw new Unreadable(
      `The store knows none of the spaces in ${folder}: it was lost or emptied. Put it back, or these files elsewhere.`,
    )
  for (const { space, revision } of latest) {
    if (setAside.has(space) || (documents.get(space)?.revision ?? 0) >= revision) continue
    const { image } = await store.read
      .selectFrom('space_revisions')
      .select('image')
      .where('space', '=', space)
      .where('revision', '=', revision)
      .executeTakeFirstOrThrow()
    await replace(SpaceDocument.parse(JSON.parse(image)))
  }

  return {
    documents,
    quarantined: [...setAside],
    app(id) {
      for (const document of documents.values()) {
        if (document.space.archived) continue
        const app = document.apps.find((each) => each.id === id && !each.archived)
        if (app) return { document, app }
      }
      return undefined
    },
    replace,
  }
}

/** An untouched copy beside the file; a supervisor that starts us again and again gets no second one of the same. */
const keepCopy = async (folder: string, name: string, at: number): Promise<string> => {
  const bytes = await readFile(join(folder, name))
  for (const each of await readdir(folder))
    if (each.startsWith(`${name}.corrupt-`) && bytes.equals(await readFile(join(folder, each))))
      return join(folder, each)
  const copy = join(folder, `${name}.corrupt-${at}`)
  await writeFile(copy, bytes, { mode: 0o600 })
  return copy
}
