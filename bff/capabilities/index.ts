/** The array of capabilities: everything that can be done here, and the only list of it. */
import { operators } from './approvals/operators.ts'
import { apps } from './apps.ts'
import { deployment } from './deployment.ts'
import { handoffs } from './handoffs.ts'
import { personas } from './personas.ts'
import { runtime } from './runtime.ts'
import { spaces } from './spaces.ts'
import { upkeep } from './whiteboard/upkeep.ts'

export const capabilities = [...runtime, spaces, apps, personas, operators, handoffs, upkeep, deployment] as const
