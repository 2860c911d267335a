/** The OpenAPI 3.1 description, derived from the array of capabilities. */
import type { AnyAction } from './capability.ts'
import { problemCodes } from './problem.ts'
import { inputSchema } from './schema.ts'

const pathOf = ({ plane, name }: AnyAction): string => (plane === 'control' ? `/control/v1/${name}` : `/v1/${name}`)

export const openapi = (actions: readonly AnyAction[], issuer: string) => {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  const paths: Record<string, unknown> = {}
  for (const action of actions) {
    if (!action.doors.includes('http')) continue
    paths[pathOf(action)] = {
      post: {
        operationId: action.name,
        tags: [action.name.slice(0, action.name.indexOf('.'))],
        summary: action.does,
        security: [{ [action.plane]: [action.scope] }],
        'x-risk': action.risk,
        parameters: action.risk === 'read' ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }],
        requestBody: { required: true, content: { 'application/json': { schema: inputSchema(action) } } },
        responses: {
          200: {
            description: 'Done. The data of the answer.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          202: { description: 'It waits for the approval of a person.' },
          400: problem('The input is not valid.'),
          401: problem('The token is not valid, or has expired.'),
          403: problem('The token does not cover this, or policy denies it.'),
          404: problem('There is no such thing here.'),
          409: problem('It conflicts with how things are.'),
        },
      },
    }
  }
  const flow = (scopes: string[]) => ({
    type: 'oauth2',
    flows: {
      clientCredentials: { tokenUrl: `${issuer}/oauth/token`, scopes: Object.fromEntries(scopes.map((s) => [s, s])) },
    },
  })
  const scopesOf = (plane: string) => [
    ...new Set(actions.filter((a) => a.plane === plane).map((a) => a.scope as string)),
  ]
  return {
    openapi: '3.1.0',
    info: { title: 'Persona', version: '1', description: 'Every act is a POST of its input. One path, one action.' },
    servers: [{ url: issuer }],
    paths,
    components: {
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'The same key gives the same answer once for 24 hours; with another input, 409.',
          schema: { type: 'string', minLength: 1, maxLength: 128 },
        },
      },
      securitySchemes: { runtime: flow(scopesOf('runtime')), control: flow(scopesOf('control')) },
      schemas: {
        Problem: {
          type: 'object',
          description: 'RFC 9457 problem details.',
          required: ['type', 'title', 'status', 'detail', 'code', 'retryable'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: { type: 'string', enum: problemCodes },
            retryable: { type: 'boolean' },
            requestId: { type: 'string' },
            errors: {
              type: 'array',
              items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
            },
          },
        },
      },
    },
  }
}
