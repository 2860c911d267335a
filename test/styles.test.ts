/** All rooms are drawn in one shadow tree, and their styles stay: what one brings must not reach what another draws. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('../widget/', import.meta.url).pathname
const sources = globSync('**/*.ts', { cwd: root }).map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] as string) : '')
/** There before any room, for all of them. */
const isShared = (path: string): boolean => roomOf(path) === '' || /^chat\/(styles|markdown\/styles)\.ts$/.test(path)

/** The first class of each selector: whatever matches has it, or stands below something that has. */
const reached = (text: string): string[] =>
  [...text.matchAll(/css`([^`]*)`/g)].flatMap(([, css = '']) =>
    [...css.replaceAll(/\/\*[^]*?\*\//g, '').matchAll(/(?<=^|[{};])\s*([^{};@]+)\{/g)].flatMap(([, selectors = '']) =>
      selectors.split(',').flatMap((one) => /^[a-z]*\.([\w-]+)/.exec(one.trim())?.[1] ?? []),
    ),
  )

test('the styles that a room brings reach only what it draws itself', () => {
  const drawnBy = new Map<string, Set<string>>()
  for (const { path, text } of sources)
    for (const [, names = ''] of text.matchAll(/\bclass="([^"]*)"/g))
      for (const name of names
        .replaceAll(/\$\{[^}]*\}/g, ' ')
        .split(/\s+/)
        .filter(Boolean))
        drawnBy.set(name, (drawnBy.get(name) ?? new Set()).add(roomOf(path)))
  const brought = sources
    .filter(({ path }) => !isShared(path))
    .map(({ path, text }) => ({ path, names: reached(text) }))
  assert.ok(brought.flatMap(({ names }) => names).length > 200, 'the styles were found')
  const leaks = brought.flatMap(({ path, names }) =>
    [...new Set(names)].flatMap((name) =>
      [...(drawnBy.get(name) ?? [])]
        .filter((room) => room !== roomOf(path))
        .map((room) => `${path}: .${name} is drawn by ${room || 'all'} too`),
    ),
  )
  assert.deepEqual(leaks, [])
})
