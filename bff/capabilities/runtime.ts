/** The families that live inside a space, and the scopes that their actions need. Later ones are added here. */
import { approvals } from './approvals/index.ts'
import { chat } from './chat/index.ts'
import { memory } from './memory/index.ts'
import { plans } from './plans/index.ts'
import { schedules } from './schedules/index.ts'
import { whiteboard } from './whiteboard/index.ts'

export const runtime = [chat, approvals, memory, schedules, plans, whiteboard] as const

export const familiesOfRuntime = (): string[] => runtime.map(({ name }) => name)

/** Every scope there is, derived from the actions. */
export const scopesOfRuntime = (): string[] => [
  ...new Set(runtime.flatMap(({ actions }) => actions.map(({ scope }) => scope as string))),
]

/** Every action that a persona's policy may speak of. */
export const actionsOfRuntime = (): string[] =>
  runtime.flatMap(({ actions }) => actions.map(({ name }) => name as string))
