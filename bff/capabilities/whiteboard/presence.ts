/** Presence: pointers, what is held, strokes being drawn. Relayed to those who follow the board, and kept nowhere. */
import { z } from 'zod'
import { COLOR, most } from '../../board/element.ts'
import { action } from '../../capability.ts'
import type { Signals } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { Name } from './input.ts'

const Coordinate = z.number().min(-most.coordinate).max(most.coordinate)

export const presence = action({
  name: 'whiteboard.presence',
  does: 'Show those who look at a whiteboard where one points, and the stroke one is drawing.',
  scope: 'whiteboard:read',
  risk: 'read',
  tool: false,
  doors: ['socket', 'http'],
  signals: { name: 'whiteboard.presence', stream: 'board' },
  rate: { perSecond: 30, burst: 30 },
  input: z.strictObject({
    board: Id,
    tab: z.string().regex(/^[\w-]{1,24}$/),
    pointer: z.tuple([Coordinate, Coordinate]).nullish(),
    selected: z.array(Name).max(50).optional(),
    writing: Name.nullish(),
    stroke: z
      .strictObject({
        id: Name,
        from: z.int().min(0).max(most.points),
        points: z.array(Coordinate).max(128),
        pressures: z.array(z.number().min(0).max(1)).max(64).optional(),
        color: z.string().regex(COLOR).optional(),
        width: z.number().min(0.5).max(64).optional(),
      })
      .nullish(),
  }),
  async run({ board, ...shown }, { rows, principal }): Promise<Signals['whiteboard.presence']> {
    await rows.shared('boards', board, 'look')
    return { board, by: principal.sub, ...shown }
  },
})
