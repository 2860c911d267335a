/** What operations and intents look like on the wire, and how much of anything they may hold. */
import { z } from 'zod'
import { most } from '../../board/element.ts'
import { COLOR } from '../../board/excalidraw.ts'

/** A name that an element has on its board: whoever adds it chooses it. */
export const Name = z.string().regex(/^[\p{L}\p{N}_.:-]{1,64}$/u, 'must be 1 to 64 letters, digits or _ . : -')

const Coordinate = z.number().min(-most.coordinate).max(most.coordinate)
const Length = z.number().min(0).max(most.coordinate)
const Color = z.string().regex(COLOR, 'must be #rrggbb or a name')
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

const place = {
  at: z
    .tuple([Coordinate, Coordinate])
    .optional()
    .describe('x and y of the upper left corner; left out, room is found'),
  rightOf: Name.optional().describe('id of an element'),
  leftOf: Name.optional(),
  below: Name.optional(),
  above: Name.optional(),
  in: Name.optional().describe('id of the shape to lie inside'),
}
const look = { color: Color.optional().describe('of the line, #rrggbb'), fill: Color.optional() }
const id = Name.optional().describe('a short name for it, unused on this board')

export const Intent = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('shape'),
    id,
    kind: z.enum(['rectangle', 'ellipse', 'diamond']).optional(),
    text: Text.optional(),
    ...place,
    ...look,
  }),
  z.strictObject({ do: z.enum(['note', 'text']), id, text: Text.min(1), ...place, ...look }),
  z.strictObject({
    do: z.literal('connect'),
    id,
    from: Name.describe('id of the shape it begins at'),
    to: Name.describe('id of the shape it ends at'),
    text: Text.optional(),
    style: z.enum(['arrow', 'line', 'dashed']).optional(),
  }),
  z.strictObject({
    do: z.literal('stroke'),
    id,
    points: z
      .array(z.tuple([Coordinate, Coordinate]))
      .min(2)
      .max(most.points),
    color: Color.optional(),
  }),
  z.strictObject({
    do: z.literal('flow'),
    text: z
      .string()
      .min(1)
      .max(4000)
      .describe('Mermaid flowchart: LR or TD, A[Start] --> B{Paid?} -->|yes| C[Welcome]'),
  }),
  z.strictObject({ do: z.literal('update'), id: Name, text: Text.optional(), ...place, ...look }),
  z.strictObject({ do: z.literal('remove'), ids: z.array(Name).min(1).max(100) }),
  z.strictObject({ do: z.literal('group'), ids: z.array(Name).min(2).max(100) }),
])
