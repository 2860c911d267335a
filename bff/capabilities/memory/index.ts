/** Memory: what the persona knows of a person, and finds again of what was said. */
import type { Family } from '../../capability.ts'
import { brief, learn } from './duties.ts'
import { correct, list, remember } from './facts.ts'
import { forget } from './forget.ts'
import { loaders } from './records.ts'
import { search } from './search.ts'
import { bringIn, takeOut } from './turns.ts'

const actions = [search, list, remember, correct, forget, bringIn, takeOut, brief, learn] as const
export const memory = { name: 'memory', panel: false, actions, events: loaders } satisfies Family<typeof actions>
