/** The families that live inside a space, and the scopes that their actions need. Later ones are added here. */
import { approvals } from './approvals/index.ts'
import { chat } from './chat/index.ts'
import { whiteboard } from './whiteboard/index.ts'

export const runtime = [chat, approvals, whiteboard] as const

export const familiesOfRuntime = (): string[] => runtime.map(({ name }) => name)

/** Every scope there is, derived from the actions. */
export const scopesOfRuntime = (): string[] => [
  ...new Set(runtime.flatMap(({ actions }) => actions.map(({ scope }) => scope as string))),
]
