/** Policy: what a persona may do, for whom and when. Pure decisions over the space document; the gate asks. */
import { createHash } from 'node:crypto'
import { type AnyAction, familyOf, type Principal, type Risk } from '../capability.ts'
import { Problem } from '../problem.ts'
import type { Persona, SpaceDocument } from '../spaces/document.ts'

type Verdict = 'allow' | 'ask' | 'deny'

/** What a persona's own acts meet where its policy is silent. */
const byRisk: Record<Risk, Verdict> = {
  read: 'allow',
  write: 'allow',
  spend: 'ask',
  contact: 'ask',
  irreversible: 'ask',
}

/**
 * A step of the brain's own, which no model chooses: begin an answer, settle it. It must succeed whatever was taken away
 * meanwhile, or an answer would stay open for ever.
 */
export const isDuty = (action: AnyAction, { door }: Pick<Principal, 'door'>): boolean =>
  action.plane === 'runtime' && door === 'brain' && !action.tool

type Runtime = Extract<AnyAction, { plane: 'runtime' }>

/**
 * May this principal act through this persona, now?
 * @returns `ask` when a person must approve first
 * @throws Problem not_found | not_allowed | persona_paused
 */
export const decide = (
  document: SpaceDocument,
  persona: Persona | undefined,
  action: Runtime,
  principal: Pick<Principal, 'door' | 'person' | 'groups' | 'tainted'>,
): 'allow' | 'ask' => {
  if (!persona) throw missing()
  if (persona.archived) throw missing()
  const personaActs = principal.door === 'brain' || principal.door === 'clock'
  if (!document.space.capabilities.includes(familyOf(action.name)))
    throw new Problem('not_allowed', `This space does not have ${familyOf(action.name)}.`)
  if (persona.paused && (personaActs ? action.risk !== 'read' : action.awake === true))
    throw new Problem('persona_paused', `${persona.name} is paused for now. What was said is kept; try again later.`)
  if (!isInAudience(document, persona, principal))
    throw new Problem('not_allowed', `${persona.name} is not open to you yet.`)
  const own = persona.policy.actions[action.name]
  const verdict = own ?? (personaActs ? (persona.policy.risks[action.risk] ?? byRisk[action.risk]) : 'allow')
  if (verdict === 'deny') throw new Problem('not_allowed', `${persona.name} is not allowed to do this.`)
  // What only the clock does was decided on when it was set.
  if (!personaActs || (principal.door === 'clock' && !action.tool)) return 'allow'
  // Whoever wrote what was read may be who wants this done.
  return principal.tainted && action.risk !== 'read' ? 'ask' : verdict
}

const missing = (): Problem => new Problem('not_found', 'There is nothing with this id here.')

/** The scopes of the actions that a persona's policy does not deny, within the space's capabilities. */
export const reachOf = (document: SpaceDocument, id: string, actions: readonly AnyAction[]): Set<string> => {
  const persona = document.personas.find((each) => each.id === id && !each.archived)
  const reach = new Set<string>()
  if (!persona) return reach
  for (const { plane, name, scope } of actions)
    if (
      plane === 'runtime' &&
      document.space.capabilities.includes(familyOf(name)) &&
      persona.policy.actions[name] !== 'deny'
    )
      reach.add(scope)
  return reach
}

/**
 * Whom a persona is open to. Each stage lets in everybody that the one before it does:
 * - `pilot`: the named persons, and whoever is in a named group.
 * - `bounded`: these, and `percentage` of those that an app knows: persons it signed in, and servers.
 * - `broader`: these, and `percentage` of everybody, visitors too.
 * - `embedded`: everybody; the audience is not looked at.
 *
 * A share is stable: who is in it stays in it as it grows.
 */
const isInAudience = (
  document: SpaceDocument,
  persona: Persona,
  { person, groups = [] }: Pick<Principal, 'person' | 'groups'>,
): boolean => {
  const { stage, audience } = persona.rollout
  if (stage === 'embedded') return true
  if (audience.persons.includes(person) || groups.some((group) => audience.groups.includes(group))) return true
  if (stage === 'pilot' || (stage === 'bounded' && person.startsWith('vis:'))) return false
  return audience.percentage >= 100 || bucketOf(`${document.space.id}/${persona.id}/${person}`) < audience.percentage
}

/** A number from 0 to 100 that is the same for the same text, for ever. */
const bucketOf = (text: string): number =>
  (createHash('sha256').update(text).digest().readUInt32BE(0) / 0xffff_ffff) * 100
