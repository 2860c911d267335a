/** The gate: who may do what to whose, and what is kept of it. Generated from the array of actions. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseSync } from 'node:sqlite'
import { ulid } from 'ulid'
import { z } from 'zod'
import type { Api } from '../bff/api.ts'
import { localBus } from '../bff/bus/local.ts'
import { action, type Family, type Principal } from '../bff/capability.ts'
import { makeGate } from '../bff/gate.ts'
import type { App, Persona, SpaceDocument } from '../bff/spaces/document.ts'
import { openSqlite } from '../bff/store/sqlite.ts'
import {
  adminToken,
  backend,
  clock,
  folder,
  furnish,
  type Ids,
  inputs,
  isReachable,
  kept,
  type Line,
  saying,
  SHOP,
  tables,
  talk,
  until,
  Visitor,
} from './peer.ts'

const names = Object.keys(inputs({ persona: '', conversation: '', message: '', run: '' })) as (keyof Api)[]

/** An id of the same form that nobody has. */
const other = (id: string): string => `${id.slice(0, id.indexOf('_'))}_${ulid()}`
const others = (ids: Ids): Ids => ({
  persona: other(ids.persona),
  conversation: other(ids.conversation),
  message: other(ids.message),
  run: other(ids.run),
  ...(ids.board === undefined ? {} : { board: other(ids.board) }),
})

/** Status, headers that say something, and every byte of the body. */
const whole = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].filter(([name]) => name !== 'date'),
  body: await response.text(),
})

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code

/** What has no id to ask for answers that one has nothing. */
const lists: { [N in keyof Api]?: Api[N]['output'] } = {
  'chat.list': { conversations: [], before: null },
  'approvals.list': { approvals: [] },
  'memory.search': { found: [] },
  'memory.sources': { found: [] },
  'memory.list': { facts: [], before: null },
  'memory.export': { facts: [], turns: [], after: null },
  'schedules.list': { schedules: [] },
  'agenda.list': { occurrences: [], zone: 'Europe/Lisbon', more: false, left: [] },
  'agenda.freebusy': { busy: [], until: '2026-01-12T00:00:00.000Z' },
  'agenda.suggest': { slots: [{ start: '2099-01-05T09:00:00.000Z', end: '2099-01-05T10:00:00.000Z' }] },
  'agenda.parse': {
    entry: {
      title: 'Lunch',
      place: '',
      attendees: [],
      start: '2099-01-09T13:00',
      minutes: 60,
      days: null,
      rule: null,
      reminders: [],
    },
    why: null,
    zone: 'Europe/Lisbon',
  },
  'plans.list': { plans: [] },
  'whiteboard.list': { boards: [] },
  'notifications.list': { notices: [], before: null, unseen: 0, inbox: null },
}

test("somebody else's things are answered byte for byte like things that do not exist", async (t) => {
  const place = await backend(t, { model: saying('Hello ', 'there.') })
  const elsewhere = await furnish(place.operate, 'Globex')
  const { persona: second } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'Ada',
  })
  const { app } = await place.operate<{ app: { id: string } }>('apps.create', {
    space: place.space,
    name: 'Another',
    origins: [SHOP],
    personas: [second.id],
  })
  const victim = await Visitor.at(place)
  const { line, ids: talked } = await talk(t, place, victim)
  const { board } = await line.act('whiteboard.create', { persona: place.persona, title: 'A board' })
  const ids: Ids = { ...talked, board: board.id }
  const { keys } = victim
  // The first two even hold the victim's own key, so their `sub` is the same.
  const strangers = {
    'another space': await Visitor.with({ ...elsewhere, url: place.url }, { keys }),
    'another app': await Visitor.with({ app: app.id, url: place.url }, { keys }),
    'another person': await Visitor.at(place),
  }
  for (const [who, stranger] of Object.entries(strangers)) {
    const socket = await stranger.connect(t)
    const before = kept(place.dir)
    const heard = line.heard.length
    await t.test(who, async () => {
      for (const name of names) {
        const nothing = lists[name]
        if (nothing) {
          assert.deepEqual(await (await stranger.act(name, inputs(ids)[name])).json(), nothing, name)
          assert.deepEqual(await socket.act(name, inputs(ids)[name]), nothing, name)
          continue
        }
        // The persona itself is no secret of the victim's.
        const [mine, anybodys] = [inputs(ids)[name], inputs({ ...others(ids), persona: ids.persona })[name]]
        const onlyPersona =
          JSON.stringify(mine) === JSON.stringify(anybodys) && JSON.stringify(mine).includes(ids.persona)
        if (onlyPersona && who === 'another person') continue
        const [real, random] = [inputs(ids)[name], inputs(others(ids))[name]]
        const expected = isReachable(place, name) ? 'not_found' : 'unknown_action'
        const headers = { 'x-request-id': 'the-same' }
        const theirs = await whole(await stranger.act(name, real, headers))
        assert.equal((JSON.parse(theirs.body) as { code: string }).code, expected, name)
        assert.deepEqual(theirs, await whole(await stranger.act(name, random, headers)), name)
        const reply = await socket.try(name, real)
        assert.equal(reply.ok === false && reply.problem.code, expected, name)
        assert.equal(unnamed(reply), unnamed(await socket.try(name, random)), name)
      }
      assert.deepEqual(kept(place.dir), before)
      await line.act('chat.list', {})
      assert.equal(line.heard.length, heard)
      assert.deepEqual(socket.heard, [])
    })
  }
  const refused = await until(() => {
    const rows = (tables(place.dir, ['journal'])['journal'] ?? []).filter((row) => row['result'] === 'not_found')
    return rows.length >= 3 * 4 * 8 ? rows : undefined
  })
  assert.ok(refused.every((row) => row['stream'] === null && row['seq'] === null && row['events'] === null))
})

/** A reply as it is on the wire, but for the id that each call has of its own. */
const unnamed = (reply: unknown): string => JSON.stringify(reply).replace(/,?"requestId":"[^"]*"/, '')

test('without its scope, after its end, and while the persona is paused, each action is refused', async (t) => {
  const time = clock()
  const place = await backend(t, { model: saying('Hello.'), now: time.now })
  const victim = await Visitor.at(place)
  const { line, ids } = await talk(t, place, victim)
  const { actions } = place.running.gate
  const reachable = names.filter((name) => isReachable(place, name))
  const refusals = async (visitor: Visitor, socket: Line, expected: (name: keyof Api) => string | undefined) => {
    const before = kept(place.dir)
    const heard = line.heard.length
    for (const name of reachable) {
      const code = expected(name)
      if (code === undefined) continue
      assert.equal(await codeOf(await visitor.act(name, inputs(ids)[name])), code, name)
      const reply = await socket.try(name, inputs(ids)[name])
      assert.equal(reply.ok === false && reply.problem.code, code, name)
    }
    assert.deepEqual(kept(place.dir), before)
    assert.equal(line.heard.length, heard)
  }

  for (const scope of ['chat:read', 'chat:write']) {
    const poor = await Visitor.with(place, { keys: victim.keys, scope })
    const needs = (name: string) => (actions.get(name)?.scope === scope ? undefined : 'insufficient_scope')
    await refusals(poor, await poor.connect(t), needs)
  }

  await place.operate('personas.pause', { persona: place.persona })
  const awake = (name: string) => {
    const action = actions.get(name)
    return action?.plane === 'runtime' && action.awake === true
  }
  assert.deepEqual(reachable.filter(awake).toSorted(), ['chat.regenerate', 'chat.send', 'chat.start'])
  await refusals(victim, line, (name) => (awake(name) ? 'persona_paused' : undefined))
  // What is the person's own stays so.
  for (const name of ['chat.read', 'chat.stop', 'chat.rename'] as const)
    assert.equal((await victim.act(name, inputs(ids)[name])).status, 200, name)
  assert.equal((await victim.act('chat.history', inputs(ids)['chat.history'])).status, 200)
  await place.operate('personas.resume', { persona: place.persona })

  // What the app has lost, its tokens have lost.
  await place.operate('apps.update', { app: place.app, scopes: ['chat:read'] })
  await refusals(victim, line, (name) => (actions.get(name)?.scope === 'chat:write' ? 'insufficient_scope' : undefined))
  await place.operate('apps.update', { app: place.app, scopes: ['chat:read', 'chat:write'] })

  time.forward(301_000)
  victim.now = time.now
  await refusals(victim, line, () => 'token_expired')
})

test('what is put away or not rolled out is out of reach at once', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const victim = await Visitor.at(place)
  const { line, ids } = await talk(t, place, victim)
  const refusedAs = async (code: string) => {
    for (const name of ['chat.history', 'chat.send', 'chat.remove'] as const) {
      // By HTTP: a socket whose token has ended is closed.
      assert.equal(await codeOf(await victim.act(name, inputs(ids)[name])), code, name)
    }
  }
  const { app, persona, space } = place
  await place.operate('personas.archive', { persona })
  await refusedAs('invalid_token')
  await place.operate('personas.archive', { persona, archived: false })
  await place.operate('personas.update', { persona, rollout: { stage: 'pilot' } })
  await refusedAs('not_allowed')
  await place.operate('personas.update', { persona, rollout: { stage: 'bounded', audience: { percentage: 0 } } })
  await refusedAs('not_allowed')
  await place.operate('personas.update', {
    persona,
    rollout: { stage: 'pilot', audience: { persons: [line.welcome.sub] } },
  })
  assert.equal((await victim.act('chat.history', { conversation: ids.conversation })).status, 200)
  await place.operate('personas.update', { persona, rollout: {} })
  await place.operate('spaces.update', { space, capabilities: [] })
  await refusedAs('not_allowed')
  await place.operate('spaces.update', { space, capabilities: ['chat'] })
  await place.operate('apps.update', { app, personas: [] })
  await refusedAs('invalid_token')
  await place.operate('apps.update', { app, personas: [persona] })
  await place.operate('apps.archive', { app })
  await refusedAs('invalid_token')
  await place.operate('apps.archive', { app, archived: false })
  await place.operate('spaces.archive', { space })
  await refusedAs('invalid_token')
  await place.operate('spaces.archive', { space, archived: false })
  assert.equal((await victim.act('chat.remove', { conversation: ids.conversation })).status, 200)
})

test('neither plane is reachable with a token of the other', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const admin = await adminToken(place)
  const bearer = (path: string, token: string) =>
    fetch(`${place.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
  const before = kept(place.dir)
  for (const { name, plane } of place.running.gate.actions.values()) {
    if (plane === 'control') {
      assert.equal(await codeOf(await visitor.act(name, {})), 'unknown_action', name)
      const reply = await line.try(name, {})
      assert.equal(reply.ok === false && reply.problem.code, 'unknown_action', name)
      const path = `/control/v1/${name}`
      const token = visitor.tokens.access_token
      const dpop = await visitor.proof('POST', path, { token })
      const refused = await fetch(`${place.url}${path}`, {
        method: 'POST',
        headers: { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json' },
        body: '{}',
      })
      assert.equal(refused.status, 401, name)
      assert.equal(await codeOf(refused), 'invalid_token', name)
    } else {
      assert.equal(await codeOf(await bearer(`/v1/${name}`, admin)), 'invalid_token', name)
      assert.equal(await codeOf(await bearer(`/control/v1/${name}`, admin)), 'unknown_action', name)
    }
  }
  assert.deepEqual(kept(place.dir), before)
  assert.equal((await bearer('/control/v1/spaces.list', admin)).status, 200)
  const fromBrowser = await fetch(`${place.url}/control/v1/spaces.list`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', origin: SHOP },
    body: '{}',
  })
  assert.equal(fromBrowser.status, 401)
})

test('fifty calls at once with one key have one effect and one answer', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {}, 'the-start')
  const input = { conversation: conversation.id, text: 'Only once' }
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) =>
      index % 2 ? await line.act('chat.send', input, 'once') : await sentByHttp(visitor, input, 'once'),
    ),
  )
  assert.equal(new Set(answers.map((each) => JSON.stringify(each))).size, 1)
  const count = () => tables(place.dir, ['messages'])['messages']?.length
  assert.equal(count(), 2)
  assert.equal(line.heard.filter(({ event }) => event === 'chat.message').length, 2)

  const another = await line.try('chat.send', { ...input, text: 'Something else' }, 'once')
  assert.equal(another.ok === false && another.problem.code, 'idempotency_conflict')
  assert.equal(another.ok === false && another.problem.status, 409)
  const otherAction = await line.try('chat.remove', { conversation: conversation.id }, 'once')
  assert.equal(otherAction.ok === false && otherAction.problem.code, 'idempotency_conflict')
  // The key is the person's own.
  const stranger = await (await Visitor.at(place)).connect(t)
  assert.notEqual((await stranger.act('chat.start', {}, 'the-start')).conversation.id, conversation.id)
  assert.equal(count(), 2)

  time.forward(24 * 3600_000 + 1000)
  const later = await Visitor.with(place, { keys: visitor.keys, now: time.now })
  const anew = await sentByHttp(later, { ...input, text: 'A day later' }, 'once')
  assert.notEqual(JSON.stringify(anew), JSON.stringify(answers[0]))
  assert.equal(count(), 4)
})

const sentByHttp = async (visitor: Visitor, input: Api['chat.send']['input'], key: string) => {
  const response = await visitor.act('chat.send', input, { 'idempotency-key': key })
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Api['chat.send']['output']
}

test('what is refused keeps no key: the same call may succeed later', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  await place.operate('personas.pause', { persona: place.persona })
  const input = { conversation: conversation.id, text: 'Hello' }
  const refused = await line.try('chat.send', input, 'again')
  assert.equal(refused.ok === false && refused.problem.retryable, true)
  await place.operate('personas.resume', { persona: place.persona })
  await line.act('chat.send', input, 'again')
})

test('the numbers of a conversation have no gap under two hundred sends at once', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const sent = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      line.act('chat.send', { conversation: conversation.id, text: `Message ${index}` }),
    ),
  )
  const numbers = Array.from({ length: 401 }, (_, index) => index + 1)
  await until(() => (line.heard.length >= 401 ? true : undefined))
  assert.deepEqual(
    line.heard.map(({ seq }) => seq),
    numbers,
  )
  assert.equal(new Set(sent.map(({ seq }) => seq)).size, 200)
  const journal = (tables(place.dir, ['journal'])['journal'] ?? []).filter((row) => row['stream'] === conversation.id)
  // One row for each act: the numbers it took end with `seq`.
  const taken = journal.flatMap(({ seq, events }) => {
    const { length } = JSON.parse(String(events)) as unknown[]
    return Array.from({ length }, (_, index) => Number(seq) - length + 1 + index)
  })
  assert.deepEqual(taken, numbers)
  const messages = (tables(place.dir, ['messages'])['messages'] ?? []).map((row) => row['seq'] as number)
  assert.deepEqual(
    messages.toSorted((a, b) => a - b),
    numbers.slice(1),
  )
})

test('a token that reaches two personas must say which', async (t) => {
  const place = await backend(t, { model: null })
  const { persona } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'Ada',
  })
  await place.operate('apps.update', { app: place.app, personas: [place.persona, persona.id] })
  const line = await (await Visitor.at(place)).connect(t)
  const unsaid = await line.try('chat.start', {})
  assert.equal(unsaid.ok === false && unsaid.problem.code, 'invalid_request')
  const { conversation } = await line.act('chat.start', { persona: persona.id })
  const [listed] = (await line.act('chat.list', {})).conversations
  assert.equal(listed?.persona, persona.id)
  // One of the two is paused: the other goes on.
  await place.operate('personas.pause', { persona: persona.id })
  const paused = await line.try('chat.send', { conversation: conversation.id, text: 'Hello' })
  assert.equal(paused.ok === false && paused.problem.code, 'persona_paused')
  await line.act('chat.start', { persona: place.persona })
  const narrow = await Visitor.with(place, { persona: place.persona })
  await (await narrow.connect(t)).act('chat.start', {})
})

/** A gate over one family of the test's own, on a real store. */
const workshop = async (t: { after(fn: () => unknown): void }, family: Family) => {
  const dir = folder(t)
  const file = `${dir}/persona.db`
  const store = await openSqlite(file)
  t.after(() => store.close())
  const bus = localBus()
  const faults: unknown[] = []
  const document: SpaceDocument = {
    revision: 1,
    space: {
      id: 'sp_1',
      name: 'S',
      account: { id: 'acc_1', name: 'S', contact: '' },
      capabilities: ['probe'],
      archived: false,
    },
    apps: [
      {
        id: 'app_1',
        name: 'A',
        realm: 'a',
        origins: [],
        scopes: ['probe:write'],
        personas: ['pe_1'],
        audience: 'both',
        secrets: [],
        identityKeys: [],
        archived: false,
      },
    ],
    personas: [
      {
        id: 'pe_1',
        name: 'P',
        role: '',
        instructions: '',
        avatar: null,
        greeting: '',
        starters: [],
        policy: { risks: {}, actions: {}, approver: 'person' },
        budget: { tokensPerDay: null, tokensPerRun: null },
        rollout: { stage: 'embedded', audience: { persons: [], groups: [], percentage: 100 } },
        paused: false,
        archived: false,
      },
    ],
    connectors: [],
  }
  const spaces = {
    documents: new Map([['sp_1', document]]),
    app: () => ({ document, app: document.apps[0] as App }),
    replace: async () => {},
  }
  const gate = makeGate({
    families: [family],
    store,
    spaces,
    bus,
    alive: () => {},
    catchUp: async () => {},
    now: Date.now,
    onFault: (thrown) => faults.push(thrown),
  })
  const principal: Principal = {
    plane: 'runtime',
    door: 'socket',
    sub: 'vis:1',
    person: 'vis:1',
    space: 'sp_1',
    app: 'app_1',
    scopes: new Set(['probe:write']),
    personas: ['pe_1'],
    jti: 'j',
    sid: null,
    expires: Infinity,
  }
  return { bus, gate, principal, faults, dir, file, persona: document.personas[0] as Persona }
}

const probe = (also: () => void = () => {}): Family => {
  const add = action({
    name: 'probe.add',
    does: 'Add a row and tell of it.',
    scope: 'probe:write',
    risk: 'write',
    input: z.strictObject({ id: z.string() }),
    async run({ id }, { rows, tell, now }) {
      await rows.add('conversations', {
        id,
        persona: 'pe_1',
        title: '',
        created_at: now,
        updated_at: now,
        archived: 0,
        read_seq: 0,
        seq: 0,
        head: null,
        last: null,
      })
      await tell('chat.conversation', await rows.one('conversations', id), id)
      also()
      return { id }
    },
  })
  return { name: 'probe', panel: false, actions: [add], events: {} }
}

test('an event is published after its commit, never before, and never without one', async (t) => {
  let breaks = false
  const { gate, principal, bus, faults, file } = await workshop(
    t,
    probe(() => {
      if (breaks) throw new Error('a bug')
    }),
  )
  const outside = new DatabaseSync(file, { readOnly: true })
  t.after(() => outside.close())
  const seen: [id: string, rows: unknown][] = []
  bus.subscribe((notice) => {
    if (notice.kind !== 'events') return
    const id = notice.events[0]?.stream ?? ''
    seen.push([id, outside.prepare('select count(*) as n from conversations where id = ?').get(id)?.['n']])
  })
  const replies = await Promise.all(['a', 'b', 'c'].map((id) => gate.perform(principal, 'probe.add', { id })))
  assert.ok(replies.every(({ ok }) => ok === true))
  assert.deepEqual(seen, [
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ])

  breaks = true
  const broken = await gate.perform(principal, 'probe.add', { id: 'd' })
  assert.equal(broken.ok === false && broken.problem.code, 'internal')
  assert.doesNotMatch(JSON.stringify(broken), /a bug/)
  assert.equal(faults.length, 1)
  assert.equal(seen.length, 3)
  assert.equal(outside.prepare("select count(*) as n from conversations where id = 'd'").get()?.['n'], 0)
})

test('a policy that asks or denies binds the persona, and a denied action binds persons too', async (t) => {
  const { gate, principal, dir, persona } = await workshop(t, probe())
  const brain: Principal = { ...principal, door: 'brain', sub: 'per:pe_1' }
  const code = async (who: Principal, id: string) => {
    const reply = await gate.perform(who, 'probe.add', { id })
    return reply.ok === false ? reply.problem.code : 'ok'
  }
  const { policy } = persona
  assert.equal(await code(brain, 'a'), 'ok')
  policy.risks = { write: 'ask' }
  assert.equal(await code(brain, 'b'), 'approval_required')
  assert.equal(await code(principal, 'c'), 'ok')
  policy.actions = { 'probe.add': 'deny' }
  assert.equal(await code(brain, 'd'), 'not_allowed')
  assert.equal(await code(principal, 'e'), 'not_allowed')
  policy.actions = { 'probe.add': 'allow' }
  assert.equal(await code(brain, 'f'), 'ok')
  const refused = await until(() => {
    const rows = (tables(dir, ['journal'])['journal'] ?? []).filter((row) => row['result'] !== 'ok')
    return rows.length >= 3 ? rows : undefined
  })
  assert.deepEqual(
    refused.map((row) => row['result']),
    ['approval_required', 'not_allowed', 'not_allowed'],
  )
})
