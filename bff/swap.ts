/**
 * The swap: puts other contents into a data directory, and what was there aside. Killed at any moment, the directory is
 * the old one, or whoever holds it next completes the swap: what is meant is on the disk before anything moves.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** All that moves. A write-ahead log belongs to its store. */
const contents = ['persona.db', 'persona.db-wal', 'persona.db-shm', 'spaces']

/** A folder that is still being filled is called so; nobody needs one that is left over. */
const ARRIVING = 'arriving-'
const INTENT = 'swap.json'
const intentOf = (dir: string): string => join(dir, INTENT)

interface Intent {
  /** The folder of what comes, in the data directory. */
  arriving: string
  /** The folder for what was there, in the data directory. */
  aside: string
  /** Whether all that was there is aside. From then on whatever is there is new. */
  cleared: boolean
}

/** What a data directory holds now, by name. */
export const held = (dir: string): string[] => contents.filter((name) => existsSync(join(dir, name)))

/** Whether a swap was begun here that nobody has completed. */
export const isSwapping = (dir: string): boolean => existsSync(intentOf(dir))

/**
 * Put what `fill` makes into `dir`, which the caller holds.
 * @param fill fills a new folder; when it throws, nothing has changed
 * @returns the folder with what was there
 */
export const swap = async (dir: string, at: number, fill: (folder: string) => Promise<void>): Promise<string> => {
  const arriving = `${ARRIVING}${at}`
  const aside = `replaced-${at}`
  try {
    mkdirSync(join(dir, arriving), { recursive: true, mode: 0o700 })
    await fill(join(dir, arriving))
    syncAll(join(dir, arriving))
  } catch (thrown) {
    rmSync(join(dir, arriving), { recursive: true, force: true })
    throw thrown
  }
  intend(dir, { arriving, aside, cleared: false })
  finishSwap(dir)
  return join(dir, aside)
}

/** Complete the swap that was begun in `dir`, if any, and clear away what one left that never began. */
export const finishSwap = (dir: string): void => {
  if (isSwapping(dir)) {
    const intent = JSON.parse(readFileSync(intentOf(dir), 'utf8')) as Intent
    const [arriving, aside] = [join(dir, intent.arriving), join(dir, intent.aside)]
    if (!intent.cleared) {
      mkdirSync(aside, { recursive: true, mode: 0o700 })
      move(dir, aside)
      intend(dir, { ...intent, cleared: true })
    }
    move(arriving, dir)
    rmSync(intentOf(dir))
    sync(dir)
  }
  for (const name of readdirSync(dir))
    if (name.startsWith(ARRIVING) || name === `${INTENT}.tmp`) rmSync(join(dir, name), { recursive: true, force: true })
}

const intend = (dir: string, intent: Intent): void => {
  const temporary = `${intentOf(dir)}.tmp`
  writeFileSync(temporary, JSON.stringify(intent), { mode: 0o600 })
  sync(temporary)
  renameSync(temporary, intentOf(dir))
  sync(dir)
}

/** What moved before a kill is not there to move again. */
const move = (from: string, to: string): void => {
  for (const name of held(from)) renameSync(join(from, name), join(to, name))
  sync(to)
  sync(from)
}

const syncAll = (folder: string): void => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    sync(join(entry.parentPath, entry.name))
  sync(folder)
}

/** On the disk: a file, or the names in a folder. */
const sync = (path: string): void => {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
