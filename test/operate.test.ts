/** Operation: figures, request ids, the doctor, backups, and a deployment out of a file. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { paths } from '../bff/datadir.ts'
import { type Act, apply, type Change } from '../bff/operate/apply.ts'
import { backUp, restore } from '../bff/operate/backup.ts'
import { examine } from '../bff/operate/doctor.ts'
import { backend, folder, saying, tables, talk, until, Visitor } from './peer.ts'

test('with METRICS=on it tells what happened by declaration, without an id or a word', async (t) => {
  const place = await backend(t, { env: { METRICS: 'on' }, model: saying('Kanarienvogel.') })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor)
  await line.try('chat.history', { conversation: 'cnv_none' })
  await line.try('chat.kanarienvogel', {})
  const response = await fetch(`${place.url}/metrics`)
  assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  const text = await response.text()
  const values = new Map<string, number>()
  for (const each of text.trimEnd().split('\n')) {
    if (/^# (HELP|TYPE) [a-z_]+ \S/.test(each)) continue
    const [, name = '', value] =
      /^([a-z_]+(?:\{[a-z]+="[^"\\]*"(?:,[a-z]+="[^"\\]*")*\})?) ([-+.\de]+)$/.exec(each) ?? []
    assert.ok(name, each)
    assert.ok(!values.has(name), `${name} twice`)
    values.set(name, Number(value))
  }
  assert.equal(values.get('persona_acts_total{action="chat.send",door="socket",result="ok"}'), 1)
  assert.equal(values.get('persona_acts_total{action="chat.answer",door="brain",result="ok"}'), 1)
  assert.equal(values.get('persona_acts_total{action="chat.history",door="socket",result="not_found"}'), 1)
  assert.equal(values.get('persona_acts_total{action="unknown",door="socket",result="unknown_action"}'), 1)
  assert.equal(values.get('persona_act_seconds_bucket{action="chat.send",le="+Inf"}'), 1)
  assert.equal(values.get('persona_act_seconds_count{action="chat.send"}'), 1)
  assert.equal(values.get('persona_answers_total{status="done"}'), 1)
  assert.equal(values.get('persona_runs_open{status="queued"}'), 0)
  assert.equal(values.get('persona_sockets'), 1)
  const commits = values.get('persona_commit_acts_count') as number
  assert.ok(commits > 3 && (values.get('persona_commit_acts_sum') as number) >= commits)
  assert.ok((values.get('process_resident_memory_bytes') as number) > 1e7)
  for (const never of [place.space, place.app, place.persona, ids.conversation, line.welcome.sub, 'anarienvogel'])
    assert.ok(!text.includes(never), never)
  line.socket.close()
  await until(async () =>
    (await (await fetch(`${place.url}/metrics`)).text()).includes('persona_sockets 0') ? true : undefined,
  )
})

test('with METRICS off there is no such page', async (t) => {
  const { url } = await backend(t, { model: null })
  assert.equal((await fetch(`${url}/metrics`)).status, 404)
})

test('an act by socket has a request id of its own, in its refusal and in the journal', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const refused = await line.try('chat.rename', { conversation: 'cnv_none', title: 'New' })
  const told = refused.ok === false ? refused.problem.requestId : undefined
  assert.match(told ?? '', /^[\w-]{36}$/)
  const rows = await until(() => {
    const found = tables(place.dir, ['journal'])['journal']?.filter((row) => row['door'] === 'socket')
    return found?.length === 2 ? found : undefined
  })
  assert.deepEqual([rows[0]?.['stream'], rows[1]?.['request_id']], [conversation.id, told])
  assert.match(String(rows[0]?.['request_id']), /^[\w-]{36}$/)
  assert.notEqual(rows[0]?.['request_id'], told)
})

test('the doctor finds nothing in a healthy deployment, beside the server and without it', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  await talk(t, place, await Visitor.at(place))
  const beside = await examine(paths(place.dir))
  assert.deepEqual(beside.findings, [])
  assert.deepEqual([beside.seen.spaces, beside.seen.streams, beside.seen.messages], [1, 1, 2])
  await place.running.close(0)
  assert.deepEqual((await examine(paths(place.dir))).findings, [])
})

test('the doctor says in one sentence each what should never be', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const { ids } = await talk(t, place, await Visitor.at(place))
  await place.running.close(0)
  const { store, spaces } = paths(place.dir)
  const file = join(spaces, `${place.space}.json`)
  const whole = { store: readFileSync(store), file: readFileSync(file, 'utf8') }
  const sql = (text: string) => () => {
    const database = new DatabaseSync(store)
    database.exec(text)
    database.close()
  }
  const damages: [damage: () => void, ...found: RegExp[]][] = [
    [sql("update journal set actor = 'x' where action = 'personas.create'"), /chain breaks/],
    [
      sql('delete from conversations'),
      /has entries and no head/,
      /message msg_\w+ is in the conversation/,
      /message msg_\w+ is in the conversation/,
    ],
    [sql(`delete from messages where id = '${ids.message}'`), /run run_\w+ writes the message/],
    [sql(`update messages set before = id where role = 'persona'`), /does not follow msg_\w+, which it names/],
    [
      sql(`insert into handoffs values ('hnd_1', 's', 'o', 'p', 'cnv_none', 'r', 'open', 'a', '', null, 1, 1)`),
      /hand-off hnd_1 is of the conversation cnv_none/,
    ],
    [sql('update conversations set head = 999'), /head of the stream .* points to entry 999/],
    [sql('update conversations set seq = seq + 1'), /counts to \d+, and its last entry is/],
    [sql(`update journal set seq = seq + 1 where action = 'chat.answer'`), /chain breaks/, /has a gap/],
    [() => writeFileSync(file, whole.file.slice(0, 50)), /missing or cannot be read/],
    [() => writeFileSync(file, whole.file.replace('"Juno"', '"Jane"')), /not what was committed/],
    [
      () => writeFileSync(file, whole.file.replace(/"revision": \d+/, '"revision": 1')),
      /at revision 1; \d+ is committed/,
    ],
    [() => writeFileSync(store, whole.store.subarray(0, whole.store.length >> 1)), /store (is damaged|cannot be read)/],
  ]
  for (const [damage, ...expected] of damages) {
    damage()
    const { findings } = await examine({ store, spaces })
    assert.equal(findings.length >= expected.length, true, `${findings.join('\n')} for ${expected.join(' ')}`)
    for (const [i, each] of expected.entries()) assert.match(findings[i] ?? '', each)
    for (const each of findings) assert.match(each, /^[A-Z][^\n]*\.$/)
    writeFileSync(store, whole.store)
    writeFileSync(file, whole.file)
  }
  assert.deepEqual((await examine({ store, spaces })).findings, [])
})

test('a backup taken while the server works is one moment of it, and comes back whole', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor)
  const to = join(folder(t), 'backup')
  let over = false
  const working = (async () => {
    for (let n = 0; !over; n++) await line.act('chat.rename', { conversation: ids.conversation, title: `Title ${n}` })
  })()
  // A file that lags behind its commit does not get into it.
  writeFileSync(join(place.dir, 'spaces', `${place.space}.json`), '{}')
  assert.deepEqual(await backUp(place.dir, to), { spaces: 1 })
  over = true
  await working
  assert.deepEqual((await examine(paths(to))).findings, [])
  await assert.rejects(backUp(place.dir, to), { code: 'conflict' })
  await assert.rejects(restore(place.dir, to), /in use by another process/)
  await place.running.close(0)

  await assert.rejects(restore(place.dir, to), { code: 'conflict', message: /--replace/ })
  await assert.rejects(restore(place.dir, folder(t)), { code: 'invalid_request' })
  const { aside } = await restore(place.dir, to, { replace: true })
  assert.ok(existsSync(join(String(aside), 'persona.db')) && existsSync(join(String(aside), 'spaces')))
  const elsewhere = join(folder(t), 'new')
  assert.deepEqual(await restore(elsewhere, to), { aside: null })
  assert.deepEqual(
    readdirSync(elsewhere)
      .filter((name) => name !== 'lock')
      .toSorted(),
    ['persona.db', 'spaces'],
  )
  for (const dir of [place.dir, elsewhere]) {
    const again = await backend(t, { dir, model: null })
    const back = await Visitor.with(again, { keys: visitor.keys })
    const { messages } = await (await back.connect(t)).act('chat.history', { conversation: ids.conversation })
    assert.equal(messages.length, 2)
    await again.running.close(0)
  }
})

test('a store that is cut off is not a backup', async (t) => {
  const dir = folder(t)
  mkdirSync(join(dir, 'spaces'))
  writeFileSync(join(dir, 'persona.db'), 'SQLite format 3')
  await assert.rejects(restore(join(folder(t), 'new'), dir), { code: 'invalid_request' })
})

test('the example deployment is applied, told as a diff, and changes nothing the second time', async (t) => {
  const place = await backend(t, { model: null })
  const act: Act = (name, input) => place.operate(name, input)
  const applied = async (file: unknown, dry = false): Promise<string[]> => {
    const lines: string[] = []
    const tell = ({ change, path, fields }: Change) =>
      lines.push(`${change} ${path}${change === 'changed' ? ` ${fields.join(',')}` : ''}`)
    await apply(file, act, dry, tell)
    return lines
  }
  const example = fileURLToPath(new URL('../demo/deployment.json', import.meta.url))
  // oxlint-disable-next-line typescript/no-explicit-any
  const file = JSON.parse(readFileSync(example, 'utf8')) as any
  const spaces = (): number => place.running.spaces.documents.size
  const created = await applied(file, true)
  assert.equal(spaces(), 1)
  assert.deepEqual(await applied(file), created)
  assert.ok(created.length >= 3 && created.every((each) => each.startsWith('created ')))
  assert.equal(spaces(), 1 + file.spaces.length)
  const revision = () => [...place.running.spaces.documents.values()].map((each) => each.revision)
  const before = revision()
  assert.deepEqual(
    await applied(file),
    created.map((each) => each.replace('created', 'unchanged')),
  )
  assert.deepEqual(revision(), before)

  const [space] = file.spaces
  space.apps[0].origins.push('https://new.example')
  space.contact = 'hello@new.example'
  const changed = (await applied(file)).filter((each) => !each.startsWith('unchanged'))
  assert.deepEqual(changed, [
    `changed ${space.name} contact`,
    `changed ${space.name}/apps/${space.apps[0].name} origins`,
  ])
  await assert.rejects(applied({ spaces: [{ ...space, account: 'Another' }] }), /account cannot be changed/)
  await assert.rejects(applied({ spaces: [space, space] }), /twice/)
  await assert.rejects(applied({ spaces: [{ ...space, colour: 'red' }] }), /The file is not right/)
  const astray = { ...space, apps: [{ ...space.apps[0], personas: ['Nobody'] }] }
  await assert.rejects(applied({ spaces: [astray] }), /no persona Nobody/)
})

test('the command line applies, backs up, restores and examines, and says by its exit how it went', async (t) => {
  const dir = join(folder(t), 'data')
  const copy = join(folder(t), 'backup')
  const cli = fileURLToPath(new URL('../bff/cli.ts', import.meta.url))
  const persona = (...words: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [cli, ...words], { env: { ...process.env, DATA_DIR: dir } })
    return [status, stdout.toString().split('\n')[0]]
  }
  const example = fileURLToPath(new URL('../demo/deployment.json', import.meta.url))
  assert.deepEqual(persona('apply', example), [0, 'created    Tidal Books'])
  assert.deepEqual(persona('backup', copy), [0, `${copy} holds 1 spaces.`])
  assert.deepEqual(persona('restore', copy), [1, ''])
  assert.equal(persona('restore', copy, '--replace')[0], 0)
  assert.equal(persona('doctor')[0], 0)
  writeFileSync(join(dir, 'spaces', 'sp_00000000.json'), '{}')
  const [status, finding] = persona('doctor')
  assert.equal(status, 1)
  assert.match(String(finding), /was never committed\.$/)
  assert.equal(persona('doctor', '--frobnicate')[0], 2)
})
