/** Durability: killed, corrupted, or with a full disk, nothing that was acknowledged is lost, and it says what is wrong. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { paths } from '../bff/datadir.ts'
import { examine } from '../bff/operate/doctor.ts'
import { openSqlite } from '../bff/store/sqlite.ts'
import { corruptDocuments, truncatedStores } from './chaos/corrupt.ts'
import { killLoop } from './chaos/kill.ts'
import { furnished, run, sentence } from './child.ts'
import { backend, folder, saying, tables, talk, until, Visitor } from './peer.ts'

test('killed five times under load, it loses nothing, doubles nothing and skips no number', async (t) => {
  const { acknowledged, repeated, lost, doubled, gaps, findings } = await killLoop(t, { kills: 5 })
  assert.deepEqual({ lost, doubled, gaps, findings }, { lost: [], doubled: [], gaps: [], findings: [] })
  assert.ok(acknowledged >= 20, `${acknowledged}`)
  assert.ok(repeated > 0)
})

test('a space document that was cut anywhere stops the start, and stays as it is', async (t) => {
  const { dir, env, space } = await furnished(t)
  const file = join(dir, 'spaces', `${space}.json`)
  const whole = readFileSync(file)
  for (const length of [0, 1, Math.floor(whole.length / 3), whole.length - 3]) {
    writeFileSync(file, whole.subarray(0, length))
    const child = run(t, env)
    assert.equal(await child.ended, 78, `${length} bytes`)
    sentence(child.err())
    const [, copy = ''] = /untouched copy is (\S+)\.\s*$/.exec(child.err()) ?? []
    assert.deepEqual(readFileSync(copy), whole.subarray(0, length))
    assert.deepEqual(readFileSync(file), whole.subarray(0, length))
  }
})

test('no bit of the store’s header can turn over and take a row with it', async (t) => {
  const { dir } = await furnished(t)
  const { store } = paths(dir)
  const whole = readFileSync(store)
  const rows = JSON.stringify(tables(dir))
  const elsewhere = folder(t)
  let refused = 0
  for (let bit = 0; bit < 100 * 8; bit += 3) {
    const damaged = Buffer.from(whole)
    damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7))
    const at = paths(elsewhere)
    for (const name of [at.store, `${at.store}-wal`, `${at.store}-shm`]) rmSync(name, { force: true })
    writeFileSync(at.store, damaged)
    try {
      const opened = await openSqlite(at.store)
      await opened.close()
    } catch (thrown) {
      assert.equal((thrown as { code?: string }).code, 'ERR_SQLITE_ERROR', `bit ${bit}: ${String(thrown)}`)
      assert.ok(readFileSync(at.store).equals(damaged), `bit ${bit}: it was changed`)
      refused++
      continue
    }
    assert.equal(JSON.stringify(tables(elsewhere)), rows, `bit ${bit}`)
  }
  assert.ok(refused > 20, `${refused}`)
})

test('a store whose header is damaged stops the start in one sentence, untouched', async (t) => {
  const { dir, env } = await furnished(t)
  const { store } = paths(dir)
  const whole = readFileSync(store)
  for (const byte of [3, 16, 21]) {
    const damaged = Buffer.from(whole)
    damaged[byte] = (damaged[byte] as number) ^ 0x40
    writeFileSync(store, damaged)
    const child = run(t, env)
    assert.equal(await child.ended, 78, `byte ${byte}`)
    sentence(child.err())
    assert.ok(readFileSync(store).equals(damaged))
  }
})

/** A folder on a file system of this size; `undefined` where none can be mounted. */
const smallDisk = (t: TestContext, size: string): string | undefined => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir])
  // Lazily: what is still open there may close later.
  t.after(() => {
    if (status === 0) spawnSync('umount', ['-l', dir])
    rmSync(dir, { recursive: true, force: true })
  })
  return status === 0 ? dir : undefined
}

/** Write until nothing more fits. */
const fill = (file: string): void => {
  const handle = openSync(file, 'w')
  try {
    for (const size of [65536, 4096, 512, 1]) {
      const bytes = Buffer.alloc(size)
      try {
        for (;;) writeSync(handle, bytes)
      } catch (thrown) {
        assert.equal((thrown as NodeJS.ErrnoException).code, 'ENOSPC')
      }
    }
  } finally {
    closeSync(handle)
  }
}

test('a full disk refuses to keep anything more, goes on reading, and heals without a restart', async (t) => {
  const dir = smallDisk(t, '8m')
  if (dir === undefined) return t.skip('a small file system can only be mounted by root')
  const place = await backend(t, { dir, model: saying('Hello.') })
  const { line, ids } = await talk(t, place, await Visitor.at(place))
  const conversation = ids.conversation
  const send = (n: number) =>
    line.try('chat.send', { conversation, text: `message ${n} ${'.'.repeat(4000)}` }, `key-${n}`)
  const ballast = join(dir, 'ballast')
  fill(ballast)
  const kept: number[] = []
  let refused = 0
  // What was reserved for the log before may still take some.
  for (let n = 1; refused === 0; n++) {
    const reply = await send(n)
    if (reply.ok === true) kept.push(n)
    else {
      assert.equal(reply.ok === false && reply.problem.code, 'insufficient_storage', JSON.stringify(reply))
      refused = n
    }
    assert.ok(n < 5000)
  }
  const { messages } = await line.act('chat.history', { conversation, limit: 100 })
  assert.ok(messages.length >= 2)
  assert.equal((await fetch(`${place.url}/readyz`)).status, 200)

  rmSync(ballast)
  assert.equal((await send(refused)).ok, true)
  kept.push(refused)
  await until(() => {
    const rows = tables(dir, ['runs'])['runs'] ?? []
    return rows.every((row) => row['status'] === 'done') ? true : undefined
  }, 10_000)
  const texts = (tables(dir, ['messages'])['messages'] ?? []).map((row) => String(row['text']))
  for (const n of kept) assert.equal(texts.filter((text) => text.startsWith(`message ${n} `)).length, 1, `message ${n}`)
  assert.deepEqual((await examine(paths(dir))).findings, [])
})

test('a damaged space document is refused with an untouched copy, or is whole; never an empty start', async (t) => {
  const { tried, refused, wrong } = await corruptDocuments(t, { step: 64, flips: 40 })
  assert.deepEqual(wrong, [])
  assert.ok(tried > 80 && refused > 50, `${refused} of ${tried}`)
})

test('a store that was cut off anywhere is refused', async (t) => {
  const { tried, refused, wrong } = await truncatedStores(t, { cuts: 25 })
  assert.deepEqual([refused, wrong], [tried, []])
})
