/** Spaces: the top-level environments of customers, teams or worlds. Control plane. */
import { z } from 'zod'
import { control, type ControlContext, type Family } from '../capability.ts'
import { Problem } from '../problem.ts'
import type { SpaceDocument } from '../spaces/document.ts'
import { familiesOfRuntime } from './runtime.ts'

const Id = z.string().min(1).max(64)
const Name = z.string().trim().min(1).max(80)

const summary = ({ space, apps, personas }: SpaceDocument) => ({
  id: space.id,
  name: space.name,
  account: space.account,
  capabilities: space.capabilities,
  archived: space.archived,
  apps: apps.map(({ id, name, archived }) => ({ id, name, archived })),
  personas: personas.map(({ id, name, paused, archived }) => ({ id, name, paused, archived })),
})

const Capabilities = z.array(z.string().max(40)).max(50).describe('the families of actions this space has')

const known = (capabilities: string[]): string[] => {
  const unknown = capabilities.find((each) => !familiesOfRuntime().includes(each))
  if (unknown !== undefined) throw new Problem('invalid_request', `There is no capability ${unknown}.`)
  return capabilities
}

const create = control({
  name: 'spaces.create',
  does: 'Create a space.',
  scope: 'spaces:write',
  risk: 'write',
  input: z.strictObject({
    name: Name,
    account: Name.optional().describe('the customer it belongs to; its own name when left out'),
    contact: z.string().trim().max(200).default(''),
    capabilities: Capabilities.optional(),
  }),
  async run({ name, account = name, contact, capabilities }, { spaces, newId }: ControlContext) {
    const id = newId('sp')
    const draft = spaces.add({
      space: {
        id,
        name,
        account: { id: newId('acc'), name: account, contact },
        capabilities: known(capabilities ?? familiesOfRuntime()),
        archived: false,
      },
      apps: [],
      personas: [],
      connectors: [],
    })
    return { space: summary(draft) }
  },
})

const list = control({
  name: 'spaces.list',
  does: 'List the spaces.',
  scope: 'spaces:read',
  risk: 'read',
  input: z.strictObject({ archived: z.boolean().default(false).describe('also those put away') }),
  async run({ archived }, { spaces }) {
    return {
      spaces: spaces
        .list()
        .filter(({ space }) => archived || !space.archived)
        .map(summary),
    }
  },
})

const show = control({
  name: 'spaces.show',
  does: 'Show a space with its apps and personas.',
  scope: 'spaces:read',
  risk: 'read',
  input: z.strictObject({ space: Id }),
  async run({ space }, { spaces }) {
    return { space: summary(spaces.space(space)) }
  },
})

const update = control({
  name: 'spaces.update',
  does: 'Rename a space, or change its contact or its capabilities.',
  scope: 'spaces:write',
  risk: 'write',
  input: z.strictObject({
    space: Id,
    name: Name.optional(),
    contact: z.string().trim().max(200).optional(),
    capabilities: Capabilities.optional(),
  }),
  async run({ space: id, name, contact, capabilities }, { spaces }) {
    const draft = spaces.space(id)
    if (name !== undefined) draft.space.name = name
    if (contact !== undefined) draft.space.account.contact = contact
    if (capabilities !== undefined) draft.space.capabilities = known(capabilities)
    return { space: summary(draft) }
  },
})

const archive = control({
  name: 'spaces.archive',
  does: 'Put a space away: every token of it ends. Or bring it back.',
  scope: 'spaces:write',
  risk: 'write',
  input: z.strictObject({ space: Id, archived: z.boolean().default(true) }),
  async run({ space: id, archived }, { spaces }) {
    const draft = spaces.space(id)
    draft.space.archived = archived
    return { space: summary(draft) }
  },
})

const actions = [create, list, show, update, archive] as const
export const spaces = { name: 'spaces', panel: false, actions, events: {} } satisfies Family<typeof actions>
