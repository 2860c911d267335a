/** Personas: who they are, what they may do and for whom. Control plane. */
import { z } from 'zod'
import { control, type Family } from '../capability.ts'
import { mistyped } from '../nearest.ts'
import { Problem } from '../problem.ts'
import { Budget, Persona, Policy, Rollout, type SpaceDocument } from '../spaces/document.ts'
import { speak } from './chat/unasked.ts'
import { actionsOfRuntime } from './runtime.ts'

const Id = z.string().min(1).max(64)

const view = (persona: Persona, document: SpaceDocument) => ({ ...persona, space: document.space.id })

const shape = Persona.shape

/** A policy about an action that is not there would say nothing and seem to. What stood there before may stay. */
const known = (policy: z.output<typeof Policy>, before: Record<string, unknown> = {}): typeof policy => {
  const actions = actionsOfRuntime()
  const unknown = Object.keys(policy.actions).find((name) => !actions.includes(name) && !(name in before))
  if (unknown === undefined) return policy
  const meant = mistyped(unknown, actions)
  throw new Problem(
    'invalid_request',
    `There is no action ${unknown}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
  )
}

const create = control({
  name: 'personas.create',
  does: 'Create a persona in a space. Apps that reach every persona so far must be told of it.',
  scope: 'personas:write',
  risk: 'write',
  input: z.strictObject({
    space: Id,
    name: shape.name,
    role: shape.role,
    instructions: shape.instructions,
    greeting: shape.greeting,
    starters: shape.starters,
    avatar: shape.avatar,
    policy: Policy.prefault({}),
    budget: Budget.prefault({}),
    rollout: Rollout.prefault({}),
  }),
  async run({ space, ...given }, { spaces, newId }) {
    const document = spaces.space(space)
    known(given.policy)
    const persona: Persona = { id: newId('pe'), ...given, paused: false, archived: false }
    document.personas.push(persona)
    return { persona: view(persona, document) }
  },
})

const list = control({
  name: 'personas.list',
  does: 'List the personas of a space.',
  scope: 'personas:read',
  risk: 'read',
  input: z.strictObject({ space: Id, archived: z.boolean().default(false).describe('also those put away') }),
  async run({ space, archived }, { spaces }) {
    const document = spaces.space(space)
    return {
      personas: document.personas.filter((each) => archived || !each.archived).map((each) => view(each, document)),
    }
  },
})

const show = control({
  name: 'personas.show',
  does: 'Show a persona.',
  scope: 'personas:read',
  risk: 'read',
  input: z.strictObject({ persona: Id }),
  async run({ persona: id }, { spaces }) {
    const { persona, document } = spaces.persona(id)
    return { persona: view(persona, document) }
  },
})

const update = control({
  name: 'personas.update',
  does: 'Change who a persona is, its policy, its budget or its rollout.',
  scope: 'personas:write',
  risk: 'write',
  input: z.strictObject({
    persona: Id,
    name: shape.name.optional(),
    role: shape.role.unwrap().optional(),
    instructions: shape.instructions.unwrap().optional(),
    greeting: shape.greeting.unwrap().optional(),
    starters: shape.starters.unwrap().optional(),
    avatar: shape.avatar.unwrap().optional(),
    policy: Policy.optional(),
    budget: Budget.optional(),
    rollout: Rollout.optional(),
  }),
  async run({ persona: id, ...changes }, { spaces }) {
    const { persona, document } = spaces.persona(id)
    if (changes.policy !== undefined) known(changes.policy, persona.policy.actions)
    Object.assign(persona, changes)
    return { persona: view(persona, document) }
  },
})

const pause = control({
  name: 'personas.pause',
  does: 'Pause a persona: it answers nobody and does nothing until it is resumed.',
  scope: 'personas:write',
  risk: 'write',
  input: z.strictObject({ persona: Id }),
  async run({ persona: id }, { spaces }) {
    const { persona, document } = spaces.persona(id)
    persona.paused = true
    return { persona: view(persona, document) }
  },
})

const resume = control({
  name: 'personas.resume',
  does: 'Let a paused persona go on.',
  scope: 'personas:write',
  risk: 'write',
  input: z.strictObject({ persona: Id }),
  async run({ persona: id }, { spaces }) {
    const { persona, document } = spaces.persona(id)
    persona.paused = false
    return { persona: view(persona, document) }
  },
})

const archive = control({
  name: 'personas.archive',
  does: 'Put a persona away: nobody reaches it. Or bring it back.',
  scope: 'personas:write',
  risk: 'write',
  input: z.strictObject({ persona: Id, archived: z.boolean().default(true) }),
  async run({ persona: id, archived }, { spaces }) {
    const { persona, document } = spaces.persona(id)
    persona.archived = archived
    return { persona: view(persona, document) }
  },
})

const prompt = control({
  name: 'personas.prompt',
  does: 'Have a persona turn to a person by itself: to tell or to do something, in their latest conversation.',
  scope: 'personas:write',
  risk: 'contact',
  wakes: 'brain',
  input: z.strictObject({
    persona: Id,
    person: z.string().min(1).max(300).describe('the `sub` of somebody who has talked with it'),
    prompt: z.string().trim().min(1).max(4000).describe('what the persona is to say or to do'),
  }),
  async run({ persona: id, person, prompt: words }, context) {
    const { persona, document } = context.spaces.persona(id)
    const place = context.within({ space: document.space.id, person, persona: id })
    const last = await place.rows.from('runs').selectAll().orderBy('created_at', 'desc').limit(1).executeTakeFirst()
    const app = document.apps.find((each) => each.id === last?.app && !each.archived && each.personas.includes(id))
    if (!last || !app) throw new Problem('not_found', `${persona.name} has not talked with this person.`)
    // Under what the app may do now; not under a token, which may have ended long ago.
    const principal = { ...context.principal, app: app.id, scopes: new Set(app.scopes) }
    const conversation = await place.rows.one('conversations', last.conversation)
    const message = await speak({ ...context, ...place, principal }, conversation, {
      trigger: 'control',
      prompt: words,
      tainted: 0,
    })
    return { conversation: conversation.id, message }
  },
})

const actions = [create, list, show, update, pause, resume, archive, prompt] as const
export const personas = { name: 'personas', panel: false, actions, events: {} } satisfies Family<typeof actions>
