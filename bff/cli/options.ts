/** Options: the words of a command become the input of its action, by the schema of that input. */
import { readFileSync } from 'node:fs'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { AnyAction } from '../capability.ts'
import { type Property, propertiesOf, subjectOf } from './commands.ts'
import { Usage } from './usage.ts'

/** The option for one element of a list: `--starter` beside `--starters`. */
const singularOf = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '')

export const isList = ({ type }: Property): boolean => type === 'array'
export const isNullable = ({ anyOf }: Property): boolean => anyOf?.some(({ type }) => type === 'null') === true

/**
 * The first word may be the id that the command is about.
 * @throws Usage
 */
export const inputFrom = (action: AnyAction, words: string[]): Record<string, unknown> => {
  const properties = propertiesOf(action)
  const subject = subjectOf(action)
  const { values, positionals } = parsed(properties, words)
  const [id, ...more] = positionals
  if (more.length > 0 || (id !== undefined && !(subject in properties)))
    throw new Usage(`I do not know what to do with "${more[0] ?? id}".`)
  const input: Record<string, unknown> = id === undefined ? {} : { [subject]: id }
  for (const [name, property] of Object.entries(properties)) {
    const given = [
      ...(values[name] === undefined ? [] : [valueOf(name, property, values[name])].flat()),
      ...((isList(property) ? (values[singularOf(name)] as string[] | undefined) : undefined) ?? []).map(contentIn),
    ]
    if (isNullable(property) && given[0] === '') input[name] = null
    else if (isList(property) ? values[name] !== undefined || given.length > 0 : given.length > 0)
      input[name] = isList(property) ? given : given[0]
  }
  return input
}

const parsed = (properties: Record<string, Property>, words: string[]) => {
  const options: ParseArgsOptionsConfig = { json: { type: 'boolean' }, quarantine: { type: 'boolean' } }
  for (const [name, property] of Object.entries(properties)) {
    if (isList(property) && !(singularOf(name) in properties))
      options[singularOf(name)] = { type: 'string', multiple: true }
    options[name] = property.type === 'boolean' ? { type: 'boolean' } : { type: 'string', multiple: isList(property) }
  }
  // `--no-avatar` is `--avatar ""`; parseArgs knows the negative of a boolean only.
  const args = words.map((word) => {
    const name = word.startsWith('--no-') ? word.slice('--no-'.length) : ''
    return isNullable(properties[name] ?? {}) ? `--${name}=` : word
  })
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, allowNegative: true })
    return { values: values as Record<string, unknown>, positionals }
  } catch (thrown) {
    throw new Usage(`${((thrown as Error).message.split('. ')[0] ?? 'The options are not right').replace(/\.$/, '')}.`)
  }
}

const valueOf = (name: string, property: Property, given: unknown): unknown => {
  if (Array.isArray(given)) return given.flatMap((each: string) => listOf(contentIn(each)))
  if (typeof given !== 'string') return given
  const value = contentIn(given)
  const { type } = property
  if (type === 'integer' || type === 'number') return Number(value)
  if (type !== 'object') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw new Usage(`--${name} must be JSON.`)
  }
}

/** `a,b` is two; a JSON list is itself; what has a space in it is one text, commas and all. */
const listOf = (value: string): string[] => {
  if (value.startsWith('[')) {
    try {
      const list = JSON.parse(value) as unknown
      if (Array.isArray(list)) return list as string[]
    } catch {}
    throw new Usage(`${value.slice(0, 40)} is not a JSON list.`)
  }
  return /\s/.test(value) ? [value] : value.split(',').filter((each) => each !== '')
}

/** A value that starts with @ is read from that file. */
const contentIn = (value: string): string => (value.startsWith('@') ? contentOf(value.slice(1)) : value)

/** @throws Usage */
export const contentOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Usage(`${path} cannot be read.`)
  }
}
