/** The lowdb adapter of a space document: one JSON file, replaced whole, on the disk before the write returns. */
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Adapter } from 'lowdb'
import type { SpaceDocument } from './document.ts'

/** Reads `null` when there is no file. Writes to a temporary name, syncs it, renames it, and syncs the folder. */
export const fileAdapter = (path: string): Adapter<SpaceDocument> => ({
  async read() {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as SpaceDocument
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw thrown
    }
  },
  async write(document) {
    const temporary = `${path}.tmp`
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(document, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
})
