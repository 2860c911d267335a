/** Killed at every step: what takes several steps on the disk is done, not done, or completed by the next start. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { paths } from '../bff/datadir.ts'
import { backUp } from '../bff/operate/backup.ts'
import { examine } from '../bff/operate/doctor.ts'
import { run } from './child.ts'
import { backend, folder, furnish, tables, until } from './peer.ts'

const cli = fileURLToPath(new URL('../bff/cli.ts', import.meta.url))
const die = new URL('./die.ts', import.meta.url).href

/** Run a command until its n-th step. @returns whether it died there; else it has ended by itself */
const diesAt = (n: number, dir: string, words: string[]): boolean => {
  const { signal, status, stderr } = spawnSync(process.execPath, ['--import', die, cli, ...words], {
    env: { PATH: process.env['PATH'] ?? '', DIE_AT: String(n), DATA_DIR: dir },
    timeout: 30_000,
  })
  if (signal === 'SIGKILL') return true
  assert.equal(status, 0, stderr.toString())
  return false
}

test('a first start that is killed anywhere has its demo whole at the next one, and one of it', async (t) => {
  for (let n = 1, made = false; !made; n++) {
    const dir = folder(t)
    const NODE_OPTIONS = `--import ${die}`
    const env = { DATA_DIR: dir, PORT: '0', DEMO: 'on', NODE_OPTIONS, DIE_AT: String(n), DIE_OF: 'commits' }
    const child = run(t, { ...env, LOG_LEVEL: 'silent' })
    await until(() => child.process.signalCode ?? (child.out().includes('is listening') ? 'lives' : undefined), 20_000)
    child.process.kill('SIGKILL')
    await child.ended
    made = tables(dir, ['settings'])['settings']?.some(({ name }) => name === 'demo_app') === true
    const next = await backend(t, { model: null, dir, env: { DEMO: 'on' } })
    const { spaces, demo } = next.running
    const there = [...spaces.documents.values()].map(({ personas, apps }) => [personas.length, apps.length])
    assert.deepEqual([there, demo?.personas.length], [[[1, 1]], 1], `step ${n}`)
    await next.running.close(0)
    assert.deepEqual((await examine(paths(dir))).findings, [], `step ${n}`)
    assert.ok(n > 8 || !made, 'it dies in the middle, and not after it')
  }
})

test('a restore that is killed anywhere leaves the old directory, or is completed by the next start', async (t) => {
  const before = folder(t)
  const place = await backend(t, { model: null, dir: before })
  const backup = join(folder(t), 'backup')
  await backUp(before, backup)
  await furnish(place.operate, 'Newer')
  await place.running.close(0)
  const outcomes: number[] = []
  let cutOff = 0
  for (let n = 1; ; n++) {
    const dir = join(folder(t), 'data')
    cpSync(before, dir, { recursive: true })
    const died = diesAt(n, dir, ['restore', backup, '--replace'])
    if (existsSync(join(dir, 'swap.json'))) {
      cutOff++
      await assert.rejects(backUp(dir, join(folder(t), 'another')), { code: 'conflict', message: /restore/ })
      assert.match(String((await examine(paths(dir))).findings), /restore was cut off/)
    }
    const next = await backend(t, { model: null, dir })
    outcomes.push(next.running.spaces.documents.size)
    await next.running.close(0)
    assert.deepEqual((await examine(paths(dir))).findings, [], `step ${n}`)
    const names = readdirSync(dir)
    assert.ok(!names.some((name) => /^(arriving|swap)/.test(name)), names.join())
    // What was there is never lost: here, or aside and whole.
    const aside = names.find((name) => name.startsWith('replaced-'))
    if (outcomes.at(-1) === 1) {
      assert.ok(aside, `step ${n}`)
      assert.deepEqual((await examine(paths(join(dir, aside)))).findings, [], `step ${n}`)
    }
    if (!died) break
  }
  // The old one for some steps, then the new one for all that follow.
  assert.deepEqual(
    outcomes,
    outcomes.toSorted((a, b) => b - a),
  )
  assert.deepEqual([outcomes[0], outcomes.at(-1)], [2, 1])
  assert.ok(cutOff > 3)
})
