/** The manifest says what the element has: neither less, nor what it had once. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { build, isBuilt } from './build.ts'
import { type Manifest, manifest, sources } from './manifest.ts'

const [module] = manifest().modules
const [element] = module?.declarations ?? []
assert.ok(element)
const code = sources()
const names = (list: { name: string }[]): string[] => list.map(({ name }) => name).toSorted()
const found = (pattern: RegExp, text = code): string[] =>
  [...new Set([...text.matchAll(pattern)].flatMap(([, name = '']) => name.split(' ')))].toSorted()
const section = (path: string, from: string, to: string): string => {
  const text = readFileSync(new URL(`../widget/${path}`, import.meta.url), 'utf8')
  return text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)))
}

before(async () => {
  if (!isBuilt()) await build()
})

test('its attributes are those that are observed, and the two that are looked up', () => {
  const block = section('configured.ts', 'static override properties', '\n  }\n')
  const observed = [...block.matchAll(/^ {4}(\w+): \{(.*)\}/gm)].map(
    ([, name = '', how = '']) => /attribute: '([^']+)'/.exec(how)?.[1] ?? name,
  )
  assert.deepEqual(names(element.attributes), [...observed, 'data-events', 'page-badge'].toSorted())
  assert.ok(element.attributes.every(({ description }) => description))
})

test('its methods and properties are public members of the class', () => {
  for (const { name } of element.members)
    assert.match(
      code,
      new RegExp(`(?:declare |readonly |async |override |get |^  )${name}[:(]|'data-events'`, 'm'),
      name,
    )
  const own = [
    ...section('element.ts', 'export class', '\n}\n').matchAll(
      /^ {2}(?:override )?(?:async )?([a-z]\w+)\([^)]*\): Promise<void>/gm,
    ),
  ]
  const methods = names(element.members.filter(({ kind }) => kind === 'method'))
  assert.deepEqual(
    own.map(([, name]) => name).filter((name) => !methods.includes(name ?? '')),
    [],
  )
})

test('its events are those of the type that describes them', () => {
  assert.deepEqual(names(element.events), found(/^ {2}'(persona-[a-z-]+)': CustomEvent/gm))
  assert.deepEqual(
    names(element.events.filter(({ cancelable }) => cancelable)),
    found(/'(persona-[a-z-]+)'/g, section('events.ts', 'const intents', '\n')),
  )
})

test('its slots, parts and states are those of the templates', () => {
  assert.deepEqual(names(element.slots), found(/<slot name="([a-z-]+)"/g))
  // Answers are drawn by one template, whoever gives them.
  const whole = code.replace('message-${message.role}', 'message-persona message-team')
  assert.deepEqual(names(element.cssParts), found(/(?:\bpart="|'part', ')([a-z -]+)["']/g, whole))
  assert.deepEqual(names(element.cssStates), found(/#state\('(\w+)'/g))
})

test('its seeds are those that the styles read, and at most sixteen', () => {
  assert.deepEqual(names(element.cssProperties), found(/var\((--persona-[a-z-]+)/g))
  assert.ok(element.cssProperties.length <= 16, `${element.cssProperties.length}`)
})

test('it is built with the package, and small', () => {
  const built = readFileSync(new URL('../dist/custom-elements.json', import.meta.url), 'utf8')
  assert.ok(built.length < 60 * 1024, `${built.length} bytes`)
  assert.deepEqual(JSON.parse(built) as Manifest, JSON.parse(JSON.stringify(manifest())))
})
