/** The command line: in its own process, alone on the data directory and beside a running server. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../bff/config.ts'
import { start } from '../bff/server.ts'
import { backend, folder, saying, Visitor } from './peer.ts'

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

test('the team sees who waits for a person, reads, answers and closes, on the command line', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const team = (...words: string[]) =>
    persona(place.dir, ['handoff', ...words], { PERSONA_ADMIN_KEY: place.running.adminKey ?? '' })
  assert.deepEqual((await team('list', '--json')).json, { handoffs: [] })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Is it blue?\u001b[2J\u202e' })
  await line.settled(reply)
  const { handoff } = await line.act('chat.handoff', { conversation: conversation.id, reason: 'The colour' })
  assert.match((await team('list')).out, new RegExp(`handoff: ${handoff}[^]*reason: The colour[^]*Is it blue\\?`))
  const shown = (await team('show', handoff)).out
  assert.match(shown, /text: Hello\./)
  // What strangers wrote steers no terminal.
  assert.match(shown, /Is it blue\?\ufffd\[2J\ufffd/)
  assert.equal((await team('answer', handoff, '--text', 'Very.')).code, 0)
  const { messages } = await line.act('chat.history', { conversation: conversation.id })
  assert.deepEqual([messages.at(-1)?.role, messages.at(-1)?.text], ['team', 'Very.'])
  assert.equal((await team('close', handoff, '--json')).json.status, 'closed')
  assert.equal((await team('show', handoff)).err, 'This hand-off was closed already.\n')
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

test('under --json every failure is JSON with a code that stays, and a non-zero exit', async (t) => {
  const dir = folder(t)
  for (const [words, code, exit] of [
    [['space', 'frobnicate', '--json'], 'usage', 2],
    [['space', 'create', '--nmae', 'x', '--json'], 'usage', 2],
    [['doctor', 'x', '--json'], 'usage', 2],
    [['apply', '/none', '--json'], 'usage', 2],
    [['space', 'show', 'sp_none', '--json'], 'not_found', 1],
    [['restore', '/none', '--json'], 'invalid_request', 1],
  ] as const) {
    const ended = await persona(dir, [...words])
    const told = JSON.parse(ended.err.split('\n').findLast((line) => line.startsWith('{')) ?? '') as object
    assert.deepEqual([ended.code, (told as { code: string }).code, ended.out], [exit, code, ''], words.join(' '))
    assert.match((told as { detail: string }).detail, /[.?]$|help$/)
  }
  const wrong = await persona(dir, ['space', 'list', '--json'], { PORT: 'abc' })
  assert.deepEqual([wrong.code, JSON.parse(wrong.err).code], [78, 'misconfigured'])
  assert.match((await persona(dir, ['space', 'lits'])).err, /Did you mean "space list"\?/)
})

test('lists keep the commas of what people read, and a field that may be empty can be emptied', async (t) => {
  const dir = folder(t)
  const space = (await persona(dir, ['space', 'create', '--name', 'Acme', '--json'])).json.space.id
  const create = ['persona', 'create', '--space', space, '--name', 'Juno', '--avatar', 'https://a.example/j.png']
  const made = await persona(dir, [...create, '--starter', 'Hi, you', '--starter', 'a,b', '--json'])
  const { id, starters, avatar } = made.json.persona
  assert.deepEqual([starters, avatar], [['Hi, you', 'a,b'], 'https://a.example/j.png'])
  const update = async (...words: string[]) =>
    (await persona(dir, ['persona', 'update', id, ...words, '--json'])).json.persona
  assert.deepEqual((await update('--starters', '["One, two", "Three"]')).starters, ['One, two', 'Three'])
  assert.deepEqual((await update('--starters', 'When, exactly?')).starters, ['When, exactly?'])
  assert.deepEqual((await update('--starters', '[]')).starters, [])
  assert.equal((await update('--avatar', '')).avatar, null)
  assert.equal((await update('--avatar', 'https://a.example/k.png')).avatar, 'https://a.example/k.png')
  assert.equal((await update('--no-avatar')).avatar, null)
  const scoped = ['app', 'create', '--space', space, '--name', 'Web', '--scope', 'chat:read', '--origin']
  const { app } = (await persona(dir, [...scoped, 'https://a.example', '--json'])).json
  assert.deepEqual([app.scopes, app.origins], [['chat:read'], ['https://a.example']])
})

test('with --quarantine it opens a directory in which a space cannot be read, and no start puts a demo there', async (t) => {
  const dir = folder(t)
  const space = (await persona(dir, ['space', 'create', '--name', 'Acme', '--json'])).json.space.id
  const file = join(dir, 'spaces', `${space}.json`)
  writeFileSync(file, '{')
  const refused = await persona(dir, ['space', 'list', '--json'])
  assert.deepEqual([refused.code, JSON.parse(refused.err).code], [78, 'unreadable'])
  assert.deepEqual((await persona(dir, ['space', 'list', '--quarantine', '--json'])).json.spaces, [])
  assert.equal((await persona(dir, ['admin', 'new-key', '--quarantine'])).code, 0)
  // One untouched copy, however often it is tried.
  assert.equal(readdirSync(join(dir, 'spaces')).length, 2)
  const config = readConfig({ DATA_DIR: dir, PORT: '0', DEMO: 'on', LOG_LEVEL: 'silent' }, ['--quarantine'])
  const running = await start(config, { model: null })
  t.after(() => running.close(0))
  const { demo, spaces } = running
  assert.deepEqual([demo, spaces.documents.size, spaces.quarantined], [undefined, 0, [space]])
  assert.match((await persona(dir, ['apply', file, '--quarantine'])).err, /a second time/)
  const beside = await persona(dir, ['space', 'list', '--quarantine', '--json'])
  assert.deepEqual([beside.code, JSON.parse(beside.err).code], [2, 'usage'])
  assert.equal(readFileSync(file, 'utf8'), '{')
})
