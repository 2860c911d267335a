/** The command line: in its own process, alone on the data directory and beside a running server. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { backend, folder } from './peer.ts'

const cli = fileURLToPath(new URL('../bff/cli.ts', import.meta.url))

interface Ended {
  code: number | null
  out: string
  err: string
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
}

const persona = (dir: string, words: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...words], { env: { ...process.env, DATA_DIR: dir, ...env } })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.on('close', (code) => resolve({ code, out, err, json: out.startsWith('{') ? JSON.parse(out) : undefined }))
  })

test('an operator makes a space, a persona and an app, and finds them again', async (t) => {
  const dir = folder(t)
  const made = await persona(dir, ['space', 'create', '--name', 'Acme', '--json'])
  assert.equal(made.code, 0)
  assert.match(made.err, /Admin key, shown this once: pak_/)
  const space = made.json.space.id as string
  const instructions = join(dir, 'juno.md')
  writeFileSync(instructions, 'Delivery: within three days, in Lisbon, too.\n')
  const juno = await persona(dir, [
    'persona',
    'create',
    '--space',
    space,
    '--name',
    'Juno',
    '--instructions',
    `@${instructions}`,
    '--json',
  ])
  assert.match(juno.json.persona.instructions, /Lisbon, too/)
  const app = await persona(dir, [
    'app',
    'create',
    '--space',
    space,
    '--name',
    'Web',
    '--origins',
    'https://a.example,http://localhost:3000',
    '--json',
  ])
  assert.deepEqual(app.json.app.origins, ['https://a.example', 'http://localhost:3000'])
  assert.deepEqual(app.json.app.personas, [juno.json.persona.id])
  const shown = await persona(dir, ['space', 'show', space])
  assert.match(shown.out, /name: Acme/)
  assert.match(shown.out, /name: Juno/)
  assert.equal(shown.err, '')
})

test('a secret is shown once, kept as a hash, and two live at most', async (t) => {
  const dir = folder(t)
  const space = (await persona(dir, ['space', 'create', '--name', 'Acme', '--json'])).json.space.id
  await persona(dir, ['persona', 'create', '--space', space, '--name', 'Juno'])
  const app = (await persona(dir, ['app', 'create', '--space', space, '--name', 'Web', '--json'])).json.app.id
  const { secret } = (await persona(dir, ['app', 'rotate-secret', app, '--json'])).json
  assert.match(secret, /^psk_[0-9A-Z]{26}_[\w-]{43}_[0-9a-z]{7}$/)
  assert.equal((await persona(dir, ['app', 'rotate-secret', app])).code, 0)
  const third = await persona(dir, ['app', 'rotate-secret', app, '--json'])
  assert.equal(third.code, 1)
  assert.equal(JSON.parse(third.err).code, 'conflict')
  // A leaked one is ended by a rotation without an overlap.
  const only = await persona(dir, ['app', 'rotate-secret', app, '--overlap', '0', '--json'])
  assert.notEqual(only.json.secret, secret)
  assert.equal((await persona(dir, ['app', 'show', app, '--json'])).json.app.secrets.length, 1)
  const kept = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('')
  assert.ok(kept.includes(app))
  assert.ok(!kept.includes(secret))
  assert.doesNotMatch((await persona(dir, ['app', 'show', app])).out, /hash/)
})

test('a persona is paused and resumed, and things are put away and brought back', async (t) => {
  const dir = folder(t)
  const space = (await persona(dir, ['space', 'create', '--name', 'Acme', '--json'])).json.space.id
  const juno = (await persona(dir, ['persona', 'create', '--space', space, '--name', 'Juno', '--json'])).json.persona.id
  assert.equal((await persona(dir, ['persona', 'pause', juno, '--json'])).json.persona.paused, true)
  assert.equal((await persona(dir, ['persona', 'resume', juno, '--json'])).json.persona.paused, false)
  assert.equal((await persona(dir, ['persona', 'archive', juno, '--json'])).json.persona.archived, true)
  assert.deepEqual((await persona(dir, ['persona', 'list', '--space', space, '--json'])).json.personas, [])
  assert.equal(
    (await persona(dir, ['persona', 'archive', juno, '--no-archived', '--json'])).json.persona.archived,
    false,
  )
  await persona(dir, ['space', 'archive', space])
  assert.deepEqual((await persona(dir, ['space', 'list', '--json'])).json.spaces, [])
})

test('a mistake is one sentence and a non-zero exit', async (t) => {
  const dir = folder(t)
  for (const [words, code, sentence] of [
    [['space', 'frobnicate'], 2, /no command "space frobnicate"/],
    [['space', 'create', '--nmae', 'x'], 2, /nmae/],
    [['space', 'show', 'a', 'b'], 2, /what to do with "b"/],
    [['space', 'create'], 1, /spaces.create: \/name/],
    [['space', 'show', 'sp_none'], 1, /no space sp_none/],
    [['app', 'create', '--space', 'sp_none', '--name', 'x', '--origins', 'https://a.example/path'], 1, /exact origin/],
    [['persona', 'create', '--space', 'x', '--name', 'x', '--instructions', '@/none'], 2, /\/none cannot be read/],
    [['persona', 'update', 'x', '--policy', '{'], 2, /--policy must be JSON/],
  ] as const) {
    const ended = await persona(dir, [...words])
    assert.equal(ended.code, code, words.join(' '))
    const lines = ended.err.split('\n').filter((line) => line !== '' && !line.startsWith('Admin key'))
    assert.equal(lines.length, 1, ended.err)
    assert.match(lines[0] ?? '', sentence)
    assert.equal(ended.out, '')
  }
  assert.deepEqual((await persona(dir, ['space', 'list', '--json'])).json.spaces, [])
})

test('beside a running server it needs the admin key, and says so', async (t) => {
  const place = await backend(t)
  const key = place.running.adminKey ?? ''
  const none = await persona(place.dir, ['space', 'list'], { PERSONA_ADMIN_KEY: '' })
  assert.equal(none.code, 1)
  assert.match(none.err, /PERSONA_ADMIN_KEY/)
  const wrong = await persona(place.dir, ['space', 'list'], { PERSONA_ADMIN_KEY: `${key}x` })
  assert.match(wrong.err, /admin key is not right/)
  const right = await persona(place.dir, ['persona', 'pause', place.persona, '--json'], { PERSONA_ADMIN_KEY: key })
  assert.equal(right.json.persona.paused, true)
  assert.equal(place.running.spaces.documents.get(place.space)?.personas[0]?.paused, true)
  const refused = await persona(place.dir, ['persona', 'pause', 'pe_none'], { PERSONA_ADMIN_KEY: key })
  assert.deepEqual([refused.code, refused.err], [1, 'There is no persona pe_none.\n'])
})

test('a lost admin key is replaced by whoever holds the directory, and the one before ends', async (t) => {
  const dir = folder(t)
  const old = /pak_\S+/.exec((await persona(dir, ['space', 'list'])).err)?.[0]
  const { adminKey } = (await persona(dir, ['admin', 'new-key', '--json'])).json
  const place = await backend(t, { dir })
  const by = async (key: string) => (await persona(place.dir, ['space', 'list'], { PERSONA_ADMIN_KEY: key })).code
  assert.equal(await by(adminKey), 0)
  assert.equal(await by(old ?? ''), 1)
})

test('help names every command, and each command its options', async (t) => {
  const dir = folder(t)
  const { out } = await persona(dir, ['help'])
  const verbs = ['create', 'list', 'show', 'update', 'archive']
  const usual = verbs.flatMap((verb) => [`space ${verb}`, `app ${verb}`, `persona ${verb}`])
  for (const command of [...usual, 'app rotate-secret', 'persona pause', 'persona resume'])
    assert.match(out, new RegExp(`^  ${command} `, 'm'))
  const one = await persona(dir, ['app', 'create', '--help'])
  assert.match(one.out, /--origins <string,…> {2}exact origins/)
})
