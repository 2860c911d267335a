/** Backup and restore: a folder with one moment of everything, taken while the server runs, and put back while it does not. */
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { holdDataDir, paths } from '../datadir.ts'
import { Problem } from '../problem.ts'
import { SpaceDocument } from '../spaces/document.ts'
import { fileAdapter } from '../spaces/file.ts'
import { held, isSwapping, swap } from '../swap.ts'

/** More pages than a store can have. */
const ALL = 2 ** 31 - 1

/**
 * Copy the store of `dataDir` into a new folder, and write the space documents from that copy: a file that lags behind
 * its commit never gets into a backup. The folder appears whole or not at all.
 * @returns how many spaces are in it
 * @throws Problem conflict, when the folder holds something already or a restore was cut off; not_found, when there is no store
 */
export const backUp = async (dataDir: string, folder: string): Promise<{ spaces: number }> => {
  const from = paths(dataDir)
  if (isSwapping(dataDir)) throw new Problem('conflict', 'A restore was cut off here; the next start completes it.')
  if (!existsSync(from.store)) throw new Problem('not_found', `There is no store at ${from.store}.`)
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Problem('conflict', `The folder ${folder} is not empty.`)
  const making = `${folder.replace(/(?<!\/)\/+$/, '')}.making-${process.pid}`
  const to = paths(making)
  await mkdir(to.spaces, { recursive: true, mode: 0o700 })
  try {
    const source = new DatabaseSync(from.store, { readOnly: true })
    try {
      // All pages in one step: one moment. In several steps, each commit meanwhile would begin it again.
      await backup(source, to.store, { rate: ALL })
    } finally {
      source.close()
    }
    const images = imagesOf(to.store)
    for (const { space, image } of images)
      await fileAdapter(join(to.spaces, `${space}.json`)).write(SpaceDocument.parse(JSON.parse(image)))
    await chmod(to.store, 0o600)
    await synced(to.store)
    await synced(making)
    await rename(making, folder)
    return { spaces: images.length }
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

/** The last image of each space. The copy becomes a single file, without a write-ahead log beside it. */
const imagesOf = (store: string): { space: string; image: string }[] => {
  const database = new DatabaseSync(store)
  try {
    database.exec('PRAGMA journal_mode=DELETE')
    return database
      .prepare('select space, image, max(revision) from space_revisions group by space')
      .all() as unknown as { space: string; image: string }[]
  } finally {
    database.close()
  }
}

/**
 * Put a backup into `dataDir`, which no process may hold. Killed at any moment, the directory is the old one, or the next
 * process that holds it completes the restore.
 * @param replace keep what is there aside, in a folder of its own, instead of refusing
 * @returns where it was put, if anything was there
 * @throws Held; Problem conflict, when something is there; invalid_request, when the folder is no whole backup
 */
export const restore = async (
  dataDir: string,
  folder: string,
  { replace = false, now = Date.now() }: { replace?: boolean; now?: number } = {},
): Promise<{ aside: string | null }> => {
  const from = paths(folder)
  if (!existsSync(from.spaces) || !isWhole(from.store))
    throw new Problem('invalid_request', `The folder ${folder} is not a whole backup.`)
  const holder = holdDataDir(dataDir)
  try {
    const before = held(dataDir)
    if (before.length > 0 && !replace)
      throw new Problem('conflict', `The data directory ${dataDir} is in use; --replace keeps what it holds aside.`)
    const aside = await swap(dataDir, now, async (arriving) => {
      for (const name of held(folder)) await cp(join(folder, name), join(arriving, name), { recursive: true })
    })
    if (before.length > 0) return { aside }
    await rmdir(aside)
    return { aside: null }
  } finally {
    holder.release()
  }
}

const isWhole = (store: string): boolean => {
  if (!existsSync(store)) return false
  try {
    const database = new DatabaseSync(store, { readOnly: true })
    try {
      return database.prepare('PRAGMA quick_check').get()?.['quick_check'] === 'ok'
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}

/** On the disk, a file or the names in a folder. */
const synced = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
