/** The commands: every control action that has this door is one. */
import { capabilities } from '../capabilities/index.ts'
import { type AnyAction, familyOf } from '../capability.ts'
import { inputSchema } from '../schema.ts'

/** One field of an input, as JSON Schema says it. */
export interface Property {
  type?: string
  anyOf?: Property[]
  items?: Property
  description?: string
  enum?: string[]
}

/** `apps` → `app`, what a command of this family is about. */
export const subjectOf = ({ name }: AnyAction): string => familyOf(name).replace(/s$/, '')

/** `apps.rotateSecret` → `app rotate-secret`. */
export const commandOf = (action: AnyAction): string => {
  const verb = action.name.slice(familyOf(action.name).length + 1)
  return `${subjectOf(action)} ${verb.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

export const propertiesOf = (action: AnyAction): Record<string, Property> =>
  (inputSchema(action)['properties'] ?? {}) as Record<string, Property>

/** By `family verb`. */
export const commands: ReadonlyMap<string, AnyAction> = new Map(
  capabilities
    .flatMap((family): readonly AnyAction[] => family.actions)
    .filter(({ doors }) => doors.includes('cli'))
    .map((action) => [commandOf(action), action]),
)
