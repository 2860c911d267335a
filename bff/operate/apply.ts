/** Apply: make the deployment what a file says, act by act through the gate. What the file does not name stays as it is. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { capabilities } from '../capabilities/index.ts'
import type { AnyAction } from '../capability.ts'
import { Problem } from '../problem.ts'

/** Perform a control action. @throws Problem */
export type Act = (name: string, input: Record<string, unknown>) => Promise<unknown>

export interface Change {
  /** Names, from the space down: `Kiln & Field/apps/Website`. */
  path: string
  change: 'created' | 'changed' | 'unchanged'
  /** Which fields. */
  fields: string[]
}

type Fields = Record<string, unknown>
type Found = Fields & { id: string; name: string }

const inputOf = (name: string): z.ZodObject => {
  const all = capabilities.flatMap((family): readonly AnyAction[] => family.actions)
  return all.find((action) => action.name === name)?.input as z.ZodObject
}

// The file's schema is that of the acts it stands for, so that nothing is said twice.
const Persona = inputOf('personas.create').omit({ space: true })
const App = inputOf('apps.create')
  .omit({ space: true })
  .extend({ personas: z.array(z.string()).optional().describe('by name') })
const Space = inputOf('spaces.create').extend({
  personas: z.array(Persona).default([]),
  apps: z.array(App).default([]),
})
const File = z.strictObject({ spaces: z.array(Space) })

interface Wanted extends Fields {
  name: string
  personas: (Fields & { name: string })[]
  apps: (Fields & { name: string; personas?: string[] })[]
}

/**
 * Bring spaces, then their personas, then their apps to what `file` says, each found by its name.
 * A field that is left out is not touched; nothing is ever removed. Applied twice, it changes nothing the second time.
 * @param dry only tell what would be done
 * @param tell told of each thing as soon as it is done, so that a failure in the middle hides nothing
 * @throws Problem invalid_request, when the file or a name in it is not right; or whatever an act throws
 */
export const apply = async (file: unknown, act: Act, dry: boolean, tell: (change: Change) => void): Promise<void> => {
  const spaces = checked(file)
  const { spaces: known } = (await act('spaces.list', {})) as { spaces: Found[] }

  /** @returns its id; a stand-in in a dry run that would make it */
  const settle = async (
    { family, noun, path, among }: { family: string; noun: string; path: string; among: Found[] },
    wanted: Fields & { name: string },
    home: Fields,
  ): Promise<string> => {
    const found = only(path, among, wanted.name)
    if (!found) {
      const made = dry ? undefined : ((await act(`${family}.create`, { ...home, ...wanted })) as Record<string, Found>)
      tell({ path, change: 'created', fields: Object.keys(wanted) })
      return made?.[noun]?.id ?? `the new ${path}`
    }
    const fields = Object.keys(wanted).filter((field) => !isDeepStrictEqual(wanted[field], found[field]))
    const changeable = inputOf(`${family}.update`).shape
    const fixed = fields.find((field) => !(field in changeable))
    if (fixed !== undefined) throw new Problem('invalid_request', `${path}: ${fixed} cannot be changed any more.`)
    if (fields.length > 0 && !dry)
      await act(`${family}.update`, { [noun]: found.id, ...Object.fromEntries(fields.map((f) => [f, wanted[f]])) })
    tell({ path, change: fields.length > 0 ? 'changed' : 'unchanged', fields })
    return found.id
  }

  for (const { personas, apps, ...wanted } of spaces) {
    const path = wanted.name
    const there = known.map((each) => ({ ...each, ...accountOf(each) }))
    const space = await settle({ family: 'spaces', noun: 'space', path, among: there }, wanted, {})
    const isNew = !known.some(({ id }) => id === space)
    const list = async (family: string): Promise<Found[]> =>
      isNew ? [] : (((await act(`${family}.list`, { space })) as Record<string, Found[]>)[family] as Found[])

    const ids = new Map<string, string>()
    const before = await list('personas')
    for (const { id, name } of before) ids.set(name, id)
    for (const persona of personas) {
      const at = { family: 'personas', noun: 'persona', path: `${path}/personas/${persona.name}`, among: before }
      ids.set(persona.name, await settle(at, persona, { space }))
    }
    const registered = await list('apps')
    for (const { personas: reached, ...app } of apps) {
      const at = { family: 'apps', noun: 'app', path: `${path}/apps/${app.name}`, among: registered }
      const reaches = reached && { personas: reached.map((name) => named(at.path, ids, name)) }
      await settle(at, { ...app, ...reaches }, { space })
    }
  }
}

/** The file as it was written, with every given value in the form that the acts give it. @throws Problem invalid_request */
const checked = (file: unknown): Wanted[] => {
  const parsed = File.safeParse(file)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Problem('invalid_request', `The file is not right: ${issue?.path.join('.')} ${issue?.message}.`)
  }
  const raw = (file as { spaces: Wanted[] }).spaces
  const given = (values: Fields, own: Fields = {}): Fields =>
    Object.fromEntries(Object.entries(values).filter(([field]) => field in own))
  const spaces = (parsed.data.spaces as Wanted[]).map((space, i) => ({
    ...given(space, raw[i]),
    personas: space.personas.map((each, j) => given(each, raw[i]?.personas[j])),
    apps: space.apps.map((each, j) => given(each, raw[i]?.apps[j])),
  })) as Wanted[]
  unique('spaces', spaces)
  for (const { name, personas, apps } of spaces) {
    unique(`${name}/personas`, personas)
    unique(`${name}/apps`, apps)
  }
  return spaces
}

const unique = (path: string, among: { name: string }[]): void => {
  for (const { name } of among)
    if (among.filter((each) => each.name === name).length > 1)
      throw new Problem('invalid_request', `The file names ${path}/${name} twice.`)
}

const only = (path: string, among: Found[], name: string): Found | undefined => {
  const [found, another] = among.filter((each) => each.name === name)
  if (another) throw new Problem('invalid_request', `There are two of ${path}: rename one of them first.`)
  return found
}

const named = (path: string, ids: ReadonlyMap<string, string>, name: string): string => {
  const id = ids.get(name)
  if (id === undefined) throw new Problem('invalid_request', `${path}: there is no persona ${name} in this space.`)
  return id
}

/** A space shows its account as one thing; the acts name its parts. */
const accountOf = ({ account }: Found): Fields => {
  const { name, contact } = account as { name: string; contact: string }
  return { account: name, contact }
}
