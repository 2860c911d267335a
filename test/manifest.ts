/** custom-elements.json, read from where the element is documented: the header of widget/element.ts, and its sources. */
import { readFileSync, readdirSync } from 'node:fs'

const root = new URL('../widget/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** All of the widget's sources, for whoever compares. */
export const sources = (): string =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map(read)
    .join('\n')

const sections = [
  'Attributes',
  'Properties',
  'Methods',
  'Commands',
  'Events',
  'Slots',
  'Parts',
  'States',
  'CSS',
] as const

/** What the header says, by section; lines as they are, without the stars. */
const header = (): Record<(typeof sections)[number], string[]> => {
  const [, comment = ''] = /^\/\*\*\n([^]*?)\n \*\//.exec(read('element.ts')) ?? []
  const found = Object.fromEntries(sections.map((name) => [name, [] as string[]])) as ReturnType<typeof header>
  let now: string[] = []
  for (const line of comment.split('\n').map((each) => each.replace(/^ \* ?/, ''))) {
    const name = sections.find((each) => line.startsWith(`${each} `))
    if (name) now = found[name]
    now.push(name ? line.slice(name.length).trim() : line.trimEnd())
  }
  return found
}

/** `--a-one -two` is short for `--a-one --a-two`. */
const spelt = (text: string, prefix: string): string[] =>
  text
    .split(/[\s;.]+/)
    .filter((word) => /^-?-?[a-z][a-z-]*$/.test(word))
    .map((word) => (word.startsWith(prefix) ? word : `${prefix}${word}`))

export interface Manifest {
  schemaVersion: string
  readme: string
  modules: { kind: string; path: string; declarations: Declaration[]; exports: object[] }[]
}
interface Named {
  name: string
  description?: string
}
interface Declaration extends Named {
  kind: string
  customElement: true
  tagName: string
  attributes: (Named & { fieldName: string; type: { text: string } })[]
  members: (Named & { kind: string })[]
  events: (Named & { type: { text: string }; cancelable: boolean })[]
  slots: Named[]
  cssParts: Named[]
  cssProperties: Named[]
  cssStates: Named[]
}

export const manifest = (): Manifest => {
  const { Attributes, Properties, Methods, Events, Slots, Parts, States, CSS } = header()
  const events = read('events.ts')
  const configured = read('configured.ts')
  const attributes = Attributes.flatMap((line) => {
    const [, name, text = ''] = /^ {2}([a-z-]+) {2,}(.*)$/.exec(line) ?? []
    if (name === undefined) return []
    const fieldName =
      name === 'open' ? 'opened' : name.replace(/^data-/, '').replace(/-(.)/g, (_, c: string) => c.toUpperCase())
    const [, type] = new RegExp(`declare ${fieldName}: (.*)`).exec(configured) ?? []
    const description = text.replace(/\s+reflected$/, '')
    return [{ name, fieldName, description, type: { text: type ?? 'string' }, reflects: text.endsWith('reflected') }]
  })
  const [always = '', cancelable = ''] = Events.join(' ').split('cancelable:')
  const intents = spelt(cancelable.replace(/\..*/, ''), 'persona')
  const [calls = ''] = Methods.join(' ').split(';')
  const methods = [...calls.matchAll(/(\w+)\(([^)]*)\)/g)].map(([, name = '', inputs = '']) => ({
    kind: 'method',
    name,
    parameters: inputs ? [{ name: inputs.replace('?', ''), optional: inputs.endsWith('?') }] : [],
    return: { type: { text: 'Promise<void>' } },
  }))
  const fields = [...Properties.join(' ').matchAll(/(\w+) \(([^)]+)\)/g)].map(([, name = '', description = '']) => ({
    kind: 'field',
    name,
    description: description.replace(/\s+/g, ' '),
  }))
  const declaration: Declaration = {
    kind: 'class',
    customElement: true,
    name: 'PersonaWidget',
    tagName: 'persona-widget',
    description: 'A persona in the corner of a page, or inside it.',
    attributes,
    members: [
      ...fields,
      ...attributes.map(({ fieldName, type }) => ({ kind: 'field', name: fieldName, type })),
      ...methods,
    ],
    events: [...spelt(always, 'persona'), ...intents].map((name) => ({
      name,
      type: { text: (new RegExp(`'${name}': ([^]*?>)\\n`).exec(events)?.[1] ?? 'CustomEvent').replace(/\s+/g, ' ') },
      cancelable: intents.includes(name),
    })),
    slots: Slots.join(' ')
      .split(/,\s*/)
      .map((name) => ({ name: name.trim() })),
    cssParts: Parts.join(' ')
      .trim()
      .split(/\s+/)
      .map((name) => ({ name })),
    cssProperties: spelt(CSS.join(' '), '--persona').map((name) => ({ name })),
    cssStates: [...States.join(' ').matchAll(/:state\((\w+)\)/g)].map(([, name = '']) => ({ name })),
  }
  const path = 'dist/widget/index.js'
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path,
        declarations: [declaration],
        exports: [
          {
            kind: 'custom-element-definition',
            name: 'persona-widget',
            declaration: { name: 'PersonaWidget', module: path },
          },
        ],
      },
    ],
  }
}
