/** What the README says is derived from the code, or checked against it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { capabilityTable, section } from './readme.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the table of capabilities in the README is the array (mend it with: node test/readme.ts)', () => {
  assert.equal(section('capabilities'), capabilityTable())
})

test('every variable that the configuration reads is in the README, and no other', () => {
  const config = readFileSync(new URL('../bff/config.ts', import.meta.url), 'utf8')
  const read = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '')
  const told = [...section('configuration').matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name ?? '')
  assert.deepEqual(new Set(told.filter((name) => name !== 'PORT')), new Set(read.filter((name) => name !== 'PORT')))
  assert.ok(read.length > 10)
})

test('every script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '')
  assert.ok(named.length > 3)
  for (const name of named) assert.ok(name in scripts, name)
})
