/** The records of a board: how rows become what crosses the wire, live and in a replay alike, and back. */
import type { Element } from '../../board/element.ts'
import { emptyState, type Operation, type State } from '../../board/state.ts'
import type { Board, BoardEdit } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { BoardRow, EditRow, ElementRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

export const asBoard = (row: BoardRow): Board => ({
  id: row.id,
  persona: row.persona,
  owner: row.owner,
  title: row.title,
  at: instant(row.created_at),
  updatedAt: instant(row.updated_at),
  elements: row.elements,
})

export const asEdit = (row: EditRow): BoardEdit => ({
  id: row.id,
  board: row.board,
  seq: row.seq,
  name: row.name,
  by: row.made_by,
  person: row.person,
  turn: row.turn,
  outside: row.outside === 1,
  operations: JSON.parse(row.operations) as Operation[],
})

type Stored = Pick<ElementRow, 'name' | 'data' | 'z' | 'made_by' | 'words'>
export const stored = ['name', 'data', 'z', 'made_by', 'words'] as const

export const asElement = ({ name, data, z, made_by, words }: Stored): Element => ({
  ...(JSON.parse(data) as Element),
  id: name,
  index: z,
  by: made_by,
  ...(words === null ? {} : { words }),
})

export const rowOf = (board: string, { id, index, by, words, ...properties }: Element) => ({
  id: `${board}/${id}`,
  board,
  name: id,
  data: JSON.stringify(properties),
  z: index,
  made_by: by,
  words: words ?? null,
  starts: properties.from ?? null,
  ends: properties.to ?? null,
  removed_at: null,
  removed_by: null,
})

/** Elements and tombstones as a state. */
export const asState = (rows: readonly (Stored & Pick<ElementRow, 'removed_by'>)[]): State => {
  const state = emptyState()
  for (const row of rows) {
    const element = asElement(row)
    if (row.removed_by === null) state.elements.set(element.id, element)
    else state.gone.set(element.id, { element, person: row.removed_by })
  }
  return state
}

/** Everything that lies on a board, by id. */
export const elementsOf = async (rows: Rows, board: string): Promise<Map<string, Element>> => {
  const found = await rows
    .from('elements')
    .select(stored)
    .where('board', '=', board)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(found.map((row) => [row.name, asElement(row)]))
}

export const loadBoards = async (rows: Rows, ids: string[]): Promise<Map<string, Board>> =>
  new Map((await rows.all('boards', ids)).map((row) => [row.id, asBoard(row)]))

export const loadEdits = async (rows: Rows, ids: string[]): Promise<Map<string, BoardEdit>> =>
  new Map((await rows.all('edits', ids)).map((row) => [row.id, asEdit(row)]))
