/** Whiteboards: people and the persona draw together, in one order that the server keeps. */
import type { Family } from '../../capability.ts'
import { create, list, remove, rename } from './boards.ts'
import { draw, look } from './draw.ts'
import { accept, change, open, reject } from './edits.ts'
import { bring, exported } from './files.ts'
import { presence } from './presence.ts'
import { loadBoards, loadEdits } from './records.ts'
import { share, shares, unshare } from './shares.ts'

const actions = [
  create,
  list,
  open,
  change,
  draw,
  look,
  accept,
  reject,
  bring,
  exported,
  presence,
  share,
  unshare,
  shares,
  rename,
  remove,
] as const

export const whiteboard = {
  name: 'whiteboard',
  panel: false,
  actions,
  events: { 'whiteboard.board': loadBoards, 'whiteboard.edit': loadEdits },
} satisfies Family<typeof actions>
