/** Every migration, in order. A released one is never edited: the next one mends it. Forward only. */
import type { Migration } from 'kysely/migration'
import { up as first } from './0001-first.ts'
import { up as keys } from './0002-keys.ts'
import { up as epochs } from './0003-epochs.ts'
import { up as asked } from './0006-asked.ts'
import { up as runs } from './0007-runs.ts'
import { up as memory } from './0008-memory.ts'
import { up as time } from './0009-time.ts'
import { up as spent } from './0010-spent.ts'
import { up as board } from './0011-board.ts'
import { up as agenda } from './0012-agenda.ts'
import { up as inbox } from './0013-inbox.ts'
import { up as lean } from './0014-lean.ts'
import { up as handoffs } from './0015-handoffs.ts'

export const migrations: Record<string, Migration> = {
  '0001-first': { up: first },
  '0002-keys': { up: keys },
  '0003-epochs': { up: epochs },
  '0006-asked': { up: asked },
  '0007-runs': { up: runs },
  '0008-memory': { up: memory },
  '0009-time': { up: time },
  '0010-spent': { up: spent },
  '0011-board': { up: board },
  '0012-agenda': { up: agenda },
  '0013-inbox': { up: inbox },
  '0014-lean': { up: lean },
  '0015-handoffs': { up: handoffs },
}
