/** Boards as files: .excalidraw both ways, SVG and words out. */
import { z } from 'zod'
import type { Element } from '../../board/element.ts'
import { fromExcalidraw, isExcalidraw } from '../../board/excalidraw/read.ts'
import { toExcalidraw } from '../../board/excalidraw/write.ts'
import { onTop } from '../../board/order.ts'
import { outline } from '../../board/outline.ts'
import type { Operation } from '../../board/state.ts'
import { toSvg } from '../../board/svg.ts'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { Id } from '../chat/records.ts'
import { commit } from './commit.ts'
import { isOthers } from './draw.ts'
import { elementsOf } from './records.ts'

export const bring = action({
  name: 'whiteboard.import',
  does: 'Put the elements of an Excalidraw file on a whiteboard; a large file in parts.',
  scope: 'whiteboard:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({
    board: Id,
    file: z
      .string()
      .min(1)
      .max(60_000)
      .refine(isExcalidraw, 'must be an Excalidraw file')
      .describe('the JSON of an .excalidraw file, or { elements } with a part of its elements'),
    batch: z
      .string()
      .regex(/^[A-Za-z0-9]{1,12}$/)
      .describe('the same for all parts of one import: ids begin with it'),
  }),
  async run(
    { board: id, file, batch },
    context,
  ): Promise<{
    seq: number
    imported: number
    /** Elements that were not taken: broken, too large, or there already. */
    left: number
  }> {
    const board = await context.rows.shared('boards', id, 'edit')
    const read = fromExcalidraw(file, batch)
    const stack = await board.rows
      .from('elements')
      .select(['name', 'z'])
      .where('board', '=', id)
      .where('removed_at', 'is', null)
      .orderBy('z', 'desc')
      .limit(1)
      .execute()
    let top = stack.map(({ name, z: index }) => ({ id: name, index }))
    const operations = read.elements.map((element): Operation => {
      const index = onTop(top)
      top = [{ id: element.id, index }]
      return { op: 'add', element: { ...element, index } }
    })
    const { seq, refused } = await commit(context, board, { name: batch, operations, outside: true })
    const full = refused.find(({ code }) => code === 'full')
    if (full) throw new Problem('too_large', full.detail)
    return { seq, imported: operations.length - refused.length, left: read.left + refused.length }
  },
})

export const exported = action({
  name: 'whiteboard.export',
  does: 'Get a whiteboard as an Excalidraw file, as an SVG picture or in words.',
  scope: 'whiteboard:read',
  risk: 'read',
  words: 'labelled',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({ board: Id, format: z.enum(['excalidraw', 'svg', 'text']) }),
  async run(
    { board: id, format },
    { rows: own, principal, taint },
  ): Promise<{ name: string; type: string; content: string }> {
    const { row, rows } = await own.shared('boards', id, 'look')
    const elements = await elementsOf(rows, id)
    if (row.owner !== principal.person || isOthers(elements, principal.person)) taint()
    const name = row.title.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim() || 'Whiteboard'
    return { name: `${name}.${ends[format]}`, type: types[format], content: written[format](row.title, elements) }
  },
})

const ends = { excalidraw: 'excalidraw', svg: 'svg', text: 'txt' }
const types = { excalidraw: 'application/vnd.excalidraw+json', svg: 'image/svg+xml', text: 'text/plain' }
const written: Record<'excalidraw' | 'svg' | 'text', (title: string, elements: Map<string, Element>) => string> = {
  excalidraw: (_, elements) => JSON.stringify(toExcalidraw(elements)),
  svg: toSvg,
  text(title, elements) {
    const { lines, left } = outline(elements)
    return [title, '', ...lines, ...(left > 0 ? [`and ${left} more`] : []), ''].join('\n')
  },
}
