/** JSON Schema of what an action takes: for OpenAPI, for the model's tools and for the command line. */
import { z } from 'zod'
import type { AnyAction } from './capability.ts'

/** JSON Schema of an action's input, as the wire carries it. */
export const inputSchema = (action: AnyAction): Record<string, unknown> => {
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
