/** The types of every runtime action, by name. The widget imports this file with `import type` and nothing else. */
import type { z } from 'zod'
import type { runtime } from './capabilities/runtime.ts'
import type { RuntimeAction } from './capability.ts'

type Declared = (typeof runtime)[number]['actions'][number]

type Runtime<A> =
  A extends RuntimeAction<infer Name, infer Input, infer Output>
    ? { name: Name; input: z.input<Input>; output: Output }
    : never

/** `Api['chat.send']['input']`, `Api['chat.send']['output']`. */
export type Api = {
  [A in Runtime<Declared> as A['name']]: { input: A['input']; output: A['output'] }
}

export type * from './protocol.ts'
