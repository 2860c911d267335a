/** Every migration, in order. A released one is never edited: the next one mends it. Forward only. */
import type { Migration } from 'kysely/migration'
import { up as first } from './0001-first.ts'

export const migrations: Record<string, Migration> = { '0001-first': { up: first } }
