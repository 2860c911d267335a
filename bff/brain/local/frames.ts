/** Frames: what each tool can be asked for, read from its name, its description and its schema. No tool is known by name. */
import { actsNamed, actsOf, namesOf } from './lexicon.ts'
import type { Tool } from './talk.ts'

type Schema = Readonly<Record<string, unknown>>
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export interface Field {
  readonly name: string
  /**
   * `ref`: the id of a thing. `refs`: several. `items`: a list of things with a text. `length`: minutes that it takes.
   * `people`: a list of names. `lead`: minutes before it, a list. `hours`: from one hour of the day to another.
   * `word`: one word for a sort of thing. `said`: the person's own words.
   */
  readonly kind:
    | 'ref'
    | 'refs'
    | 'length'
    | 'lead'
    | 'people'
    | 'hours'
    | 'word'
    | 'said'
    | 'time'
    | 'start'
    | 'end'
    | 'rule'
    | 'zone'
    | 'enum'
    | 'flag'
    | 'text'
    | 'items'
    | 'deeds'
    | 'other'
  readonly required: boolean
  readonly values: readonly string[]
  /** The longest text that it takes. */
  readonly most: number
  readonly does: string
}

export interface Frame {
  readonly tool: Tool
  readonly family: string
  readonly acts: ReadonlySet<string>
  /** What people call the things it deals with. */
  readonly nouns: ReadonlySet<string>
  readonly fields: readonly Field[]
  /** The field that says which thing; a thing is found by what a listing tool shows. */
  readonly target: Field | undefined
  /** What such a thing is called: schedule, plan, step, fact. */
  readonly kind: string
  /** It answers for a stretch of time, which has to be said. */
  readonly window: boolean
  /** It sets what holds for the person from then on, and says it where nothing is set. */
  readonly sets: boolean
  readonly reads: boolean
  readonly lists: boolean
  /** It cannot be taken back, so it is asked for once more. */
  readonly final: boolean
}

const fieldOf = (name: string, schema: Schema, required: boolean, family: string): Field => {
  const does = textOf(schema.description)
  const options = Array.isArray(schema.anyOf) ? schema.anyOf.filter(isSchema) : [schema]
  const one = options.find(({ type }) => type !== 'null') ?? schema
  const said = `${does} ${textOf(one.description)}`
  const type = textOf(one.type)
  const deeds = isSchema(one.items) && isSchema(one.items.properties) ? one.items.properties.do : undefined
  const choices = isSchema(deeds) ? deeds.enum : one.enum
  const values = Array.isArray(choices) ? choices.filter((value): value is string => typeof value === 'string') : []
  const kind = ((): Field['kind'] => {
    if (values.length > 0 && type !== 'array') return 'enum'
    if (type === 'boolean') return 'flag'
    if (type === 'integer') return /how long|\bduration\b/i.test(said) || name === 'minutes' ? 'length' : 'other'
    if (type === 'object') return isSpan(one) ? 'hours' : 'other'
    if (type === 'array') {
      if (isSchema(one.items) && one.items.type === 'integer') return /before/i.test(said) ? 'lead' : 'other'
      if (isSchema(one.items) && /^\^[a-z]{2,6}_/.test(textOf(one.items.pattern))) return 'refs'
      const items = isSchema(one.items) && isSchema(one.items.properties) ? one.items.properties : {}
      if (Object.hasOwn(items, 'name')) return 'people'
      return isSchema(items.do) ? 'deeds' : Object.hasOwn(items, 'text') ? 'items' : 'other'
    }
    if (type !== 'string') return 'other'
    if (name === 'rule' || /recurrence|RRULE/i.test(said)) return 'rule'
    if (/time zone|IANA/i.test(said)) return 'zone'
    if (/local time|local date|date-time|ISO 8601/i.test(said) || one.format === 'date-time')
      return /^(?:end|to)$/.test(name) ? 'end' : /^(?:start|from)$/.test(name) ? 'start' : 'time'
    if (/^(?:end|to)$/.test(name) && /^the end\b/i.test(said)) return 'end'
    if (/\bone (?:\S+ )?word\b/i.test(said)) return 'word'
    if (/\bas it was said\b/i.test(said)) return 'said'
    if (one.maxLength === 64 || (one.maxLength === undefined && namesOf(family.replace(/s$/, '')).has(name)))
      return ['persona', 'before', 'after', 'cursor'].includes(name) ? 'other' : 'ref'
    return 'text'
  })()
  const most = typeof one.maxLength === 'number' ? one.maxLength : 500
  return { name, kind, required, values, most, does: said.trim() }
}

/** Hours of the day, from and to. */
const isSpan = (schema: Schema): boolean => {
  const { from, to } = isSchema(schema.properties) ? schema.properties : {}
  return [from, to].every((end) => isSchema(end) && /\[0-5\]/.test(textOf(end.pattern)))
}

const READING =
  /^(?:list|show|search|read|look|find|describe|suggest|export|get|(?:say|tell) (?:when|which|whom?|what|where|at which|how (?:many|much|long)))\b/i
const READS = /^(?:list|search|history|look|read|get|find|shares|freebusy|suggest|export|show|status)$/
const SETS = /^(?:settings|preferences|options|configure|setup)$/
/** The noun for the hours in which somebody may be asked for. */
export const WORKING = 'working hours'
const PAST: Record<string, string> = {
  done: 'done',
  doing: 'doing',
  waiting: 'waiting',
  skipped: 'skipped',
  failed: 'failed',
  dropped: 'dropped',
}

/** What the first words of a description say: verbs that mean anything say nothing. */
const actsIn = (clause: string): string[] => {
  const { acts, length } = actsOf(clause)
  const verb = clause.slice(0, length)
  if (/^(?:put|set|make|give|turn|open|take|see|say|write|new)$/.test(verb)) return []
  return acts.includes(verb) ? [verb] : acts
}

/** @param kinds what else the things of a family are called: the values of its `kind` */
const frameOf = (tool: Tool, kinds: readonly string[]): Frame => {
  const cut = tool.name.indexOf('_')
  const [family, verb] = cut < 0 ? ['', tool.name] : [tool.name.slice(0, cut), tool.name.slice(cut + 1)]
  const schema = isSchema(tool.schema) ? tool.schema : {}
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const fields = Object.entries(properties).flatMap(([name, one]) =>
    isSchema(one) ? [fieldOf(name, one, required.has(name), family)] : [],
  )
  const refs = fields.filter(({ kind }) => kind === 'ref' || kind === 'refs')
  const lists = /^(?:list|all)$/.test(verb)
  const reads = READING.test(tool.does) || lists || READS.test(verb)
  const isOfThings = /^(?:remove|delete|forget|look|read|draw|open|export)$/.test(verb)
  const sets = SETS.test(verb)
  const window =
    ['start', 'end'].every((kind) => fields.some((field) => field.kind === kind && field.required)) && reads
  const target = sets
    ? undefined
    : (refs.find((field) => field.required) ??
      refs.find(({ kind }) => kind === 'refs') ??
      (isOfThings && !lists ? refs[0] : undefined))
  const kind = !target
    ? sets
      ? (refs[0]?.name ?? '')
      : ''
    : target.name === 'id'
      ? family
      : target.kind === 'refs'
        ? target.name.replace(/s$/, '')
        : target.name

  const acts = new Set(actsNamed(verb))
  if (acts.size === 0) acts.add(verb)
  for (const clause of tool.does.toLowerCase().split(/[.,;:]\s*(?:or |and )?(?:let it )?| or | and /))
    for (const act of actsIn(clause.trim())) if (target || !['rename', 'change'].includes(act)) acts.add(act)
  if (!target && !reads && !sets && /^(?:put|make|create|write|add|enter|open)\b/i.test(tool.does)) acts.add('add')
  if (reads && /\b(?:free|busy|available|availability)\b/i.test(tool.does)) acts.add('free')
  if (fields.some((field) => field.kind === 'flag' && /\b(?:stop|pause)/i.test(field.does)) && !reads) {
    acts.add('pause')
    acts.add('resume')
  }
  if (sets) for (const act of ['change', 'list', 'settings']) acts.add(act)
  if (/go on/i.test(tool.does)) acts.add('resume')
  if (/put .{1,30} away/i.test(tool.does)) acts.add('archive')
  if (/bring it back/i.test(tool.does)) acts.add('restore')
  const changes = target !== undefined && !reads && !acts.has('remove') && !acts.has('forget')
  for (const { values } of fields) if (changes) for (const value of values) if (PAST[value]) acts.add(PAST[value])
  if (changes && fields.some(({ kind }) => kind === 'items')) acts.add('add')
  for (const { kind, values } of fields)
    if (kind === 'deeds') for (const value of values) for (const act of actsNamed(value)) acts.add(act)
  if (changes && (acts.has('change') || verb === 'step')) {
    acts.add('change')
    if (fields.some(({ kind, name }) => kind === 'text' && /^(?:title|goal|prompt|text|name)$/.test(name)))
      acts.add('rename')
  }
  const own = target && target.name !== 'id' ? kind : family.replace(/s$/, '')
  const nouns = new Set([...namesOf(own), ...(target?.name === 'step' ? [] : [...namesOf(family.replace(/s$/, ''))])])
  for (const { kind, name } of fields)
    if (kind === 'items') for (const one of namesOf(name.replace(/s$/, ''))) nouns.add(one)
  for (const each of kinds) for (const name of namesOf(each)) nouns.add(name)
  if (sets)
    for (const field of fields)
      // "Hours" alone are those of the place that people ask for.
      if (field.kind === 'hours' && field.name === 'hours') nouns.add(WORKING)
      else if (field.kind === 'zone' || field.kind === 'hours') for (const name of namesOf(field.name)) nouns.add(name)
  const final = /\bfor good\b|\bdelete\b|\bpermanently\b/i.test(tool.does) && !reads
  return { tool, family, acts, nouns, fields, target, kind, window, sets, reads, lists, final }
}

/** The last few sets of tools: each request brings its own copy of the same ones. */
const kept = new Map<string, Frame[]>()
export const framesOf = (tools: readonly Tool[]): Frame[] => {
  const key = JSON.stringify(tools)
  const known = kept.get(key)
  if (known) return known
  const bare = tools.map((tool) => frameOf(tool, []))
  const kinds = Map.groupBy(
    bare.flatMap(({ family, fields }) =>
      fields.filter(({ name }) => name === 'kind').flatMap(({ values }) => values.map((value) => ({ family, value }))),
    ),
    ({ family }) => family,
  )
  const made = bare.map(({ tool, family, lists }) => {
    // What can be listed is also asked for by the names of its parts.
    const parts = lists ? bare.flatMap((one) => (one.family === family && one.target ? [one.kind] : [])) : []
    return frameOf(tool, [...(kinds.get(family) ?? []).map(({ value }) => value), ...parts])
  })
  // Where nothing can be removed, it is put away.
  for (const { family, acts } of made)
    if (acts.has('archive') && !made.some((one) => one.family === family && one.target && one.acts.has('remove')))
      (acts as Set<string>).add('remove')
  if (kept.size > 8) kept.clear()
  kept.set(key, made)
  return made
}
