/** Memory: what the persona knows of a person, and finds again of what was said. */
import type { Family } from '../../capability.ts'
import { brief, learn } from './duties.ts'
import { correct, list, remember } from './facts.ts'
import { forget } from './forget.ts'
import { loaders } from './records.ts'
import { search, sources } from './search.ts'
import { bringIn, takeOut } from './turns.ts'

const actions = [search, sources, list, remember, correct, forget, bringIn, takeOut, brief, learn] as const
export const memory = { name: 'memory', panel: true, actions, events: loaders } satisfies Family<typeof actions>
