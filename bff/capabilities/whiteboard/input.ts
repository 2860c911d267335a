/** What operations and intents look like on the wire, and how much of anything they may hold. */
import { z } from 'zod'
import { COLOR, most } from '../../board/element.ts'

/**
 * A name that an element has on its board: whoever adds it chooses it. Its form is not told as a pattern: not every model
 * takes one with classes of Unicode.
 */
export const Name = z
  .string()
  .min(1)
  .max(64)
  .refine((name) => /^[\p{L}\p{N}_.:-]+$/u.test(name), 'must be letters, digits or _ . : -')

const Coordinate = z.number().min(-most.coordinate).max(most.coordinate)
const Length = z.number().min(0).max(most.coordinate)
const Color = z
  .string()
  .max(24)
  .refine((color) => COLOR.test(color), 'must be #rrggbb or a name')
const Text = z.string().max(most.text)
const Points = z
  .array(Coordinate)
  .min(4)
  .max(2 * most.points)
  .refine((points) => points.length % 2 === 0, 'must be x, y, x, y …')

const box = { x: Coordinate, y: Coordinate, w: Length, h: Length, index: z.string().min(1).max(200) }
const rest = {
  angle: z.number().min(-7).max(7),
  text: Text,
  points: Points,
  pressures: z.array(z.number().min(0).max(1)).max(most.points),
  from: Name,
  to: Name,
  color: Color,
  fill: Color,
  width: z.number().min(0.5).max(64),
  dash: z.enum(['solid', 'dashed', 'dotted']),
  size: z.number().min(4).max(400),
  groups: z.array(Name).max(most.groups),
}
type Rest = typeof rest
const optional = Object.fromEntries(Object.entries(rest).map(([name, type]) => [name, type.optional()])) as {
  [N in keyof Rest]: z.ZodOptional<Rest[N]>
}
const nullable = Object.fromEntries(Object.entries(rest).map(([name, type]) => [name, type.nullish()])) as {
  [N in keyof Rest]: z.ZodOptional<z.ZodNullable<Rest[N]>>
}

export const Operation = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('add'),
    element: z.strictObject({
      id: Name,
      kind: z.enum(['rectangle', 'ellipse', 'diamond', 'note', 'text', 'line', 'arrow', 'stroke']),
      ...box,
      ...optional,
    }),
  }),
  z.strictObject({
    op: z.literal('set'),
    id: Name,
    to: z
      .strictObject({ ...z.strictObject(box).partial().shape, ...nullable })
      .refine((to) => Object.keys(to).length > 0, 'must say what to set'),
  }),
  z.strictObject({ op: z.literal('remove'), id: Name }),
  z.strictObject({ op: z.literal('restore'), id: Name }),
])

const Point = z.array(Coordinate).length(2)

/**
 * One flat object rather than a union of nine: a third of the words for a model to read at every turn, and what one
 * intent lacks is refused by name while the others are drawn.
 */
export const Intent = z.strictObject({
  do: z.enum(['shape', 'note', 'text', 'connect', 'stroke', 'flow', 'update', 'remove', 'group']),
  id: Name.optional().describe('a short name, unused on the board; for update, of what is there'),
  kind: z.enum(['rectangle', 'ellipse', 'diamond']).optional().describe('of a shape'),
  text: z
    .string()
    .max(4000)
    .optional()
    .describe('the words; of a flow, Mermaid: flowchart LR\\nA[Start] --> B{Paid?} -->|yes| C[Welcome]'),
  at: Point.optional().describe('x, y of the upper left corner; with no place given, room is found'),
  rightOf: Name.optional().describe('id'),
  leftOf: Name.optional(),
  below: Name.optional(),
  above: Name.optional(),
  in: Name.optional(),
  from: Name.optional().describe('id of the shape that a connection begins at'),
  to: Name.optional(),
  style: z.enum(['arrow', 'line', 'dashed']).optional(),
  color: Color.optional().describe('of the line, #rrggbb'),
  fill: Color.optional(),
  points: z.array(Point).min(2).max(most.points).optional().describe('of a stroke'),
  ids: z.array(Name).min(1).max(100).optional().describe('to remove, or to group'),
})
