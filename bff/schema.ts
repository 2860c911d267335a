/** JSON Schema of what an action takes: for OpenAPI, for the model's tools and for the command line. */
import { z } from 'zod'
import type { AnyAction } from './capability.ts'

const known = new WeakMap<AnyAction, Record<string, unknown>>()

/** JSON Schema of an action's input, as the wire carries it: made once, and not to be changed. */
export const inputSchema = (action: AnyAction): Record<string, unknown> => {
  let schema = known.get(action)
  if (!schema) known.set(action, (schema = made(action)))
  return schema
}

const made = (action: AnyAction): Record<string, unknown> => {
  const { $schema: _, ...schema } = z.toJSONSchema(action.input as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // zod adds a 256-character pattern to every date-time; the format says it all.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  return schema
}
