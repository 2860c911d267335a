/** A week with Persona, lived twice: once without a break and once with twenty restarts. It ends in the same state. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Model } from '../bff/brain/model.ts'
import { type Moment, week, zone } from '../demo/week.ts'
import { exchangeOf, register, type Signer, vouch } from './identity/host.ts'
import { backend, type Backend, folder, standing, tables, until, uses, Visitor } from './peer.ts'

const HOUR = 3600_000

/** It does what the words plainly say, tool by tool, and has no memory of its own. */
const sensible: Model = {
  async *stream({ messages }) {
    const last = messages.at(-1)
    const asked = messages.findLast(({ role }) => role === 'user')
    const said = String(asked?.content)
    const scene = (...calls: [string, unknown][]) => uses(...calls)({ messages } as never)
    if (last?.role === 'tool') {
      const [, first] = /"text":"([^"]+)"/.exec(String(last.content)) ?? []
      yield { text: first === undefined ? 'It is done.' : `You said: ${first}` }
      return
    }
    const [, when, what] = /^Remind me on (\S+) to (.*)\.$/.exec(said) ?? []
    if (when) return yield* scene(['schedules.add', { prompt: `Say: ${what}`, at: when, zone }])
    const [, goal, steps = '', wake] = /^Plan my ([^:]+): (.*)\. Turn to it on (\S+)\.$/.exec(said) ?? []
    if (goal)
      return yield* scene([
        'plans.make',
        { goal, zone, steps: steps.split('; ').map((text, i) => (i === 0 ? { text, wake } : { text })) },
      ])
    if (/^Brief me every day at (\S+)\./.test(said))
      return yield* scene([
        'schedules.add',
        { kind: 'brief', prompt: 'Say: good morning', rule: 'FREQ=DAILY', start: '2026-01-07T09:00', zone },
      ])
    if (said.startsWith('Do you remember')) return yield* scene(['memory.search', { query: said, limit: 1 }])
    const [, about] = /^Forget everything about (\w+)/.exec(said) ?? []
    if (about) return yield* scene(['memory.forget', { about }])
    if (said.startsWith('Delete this conversation')) {
      const conversation = /conversation: (\S+)/.exec(String(messages[0]?.content))?.[1]
      return yield* scene(['chat.remove', { conversation }])
    }
    const [, step] = /Step (\S+): /.exec(said) ?? []
    if (step) return yield* scene(['plans.step', { step, status: 'done', note: 'Chosen together.' }])
    yield { text: /Say: (.*)/.exec(said)?.[1] ?? 'I see.' }
  },
}

interface World {
  place: Backend
  apps: Record<Moment['app'], string>
  signers: Record<Moment['app'], Signer>
}

/** @param restarts when the process ends and begins again: after this hour, or (from 1000 on) in the middle of this moment */
const live = async (t: TestContext, restarts: ReadonlySet<number>) => {
  const time = standing()
  time.set('2026-01-05T08:00:00Z')
  const dir = folder(t)
  const open = (port?: string) =>
    backend(t, { dir, model: sensible, now: time.now, ...(port ? { env: { PORT: port } } : {}) })
  let place = await open()
  const make = async (name: string) =>
    (
      await place.operate<{ app: { id: string } }>('apps.create', {
        space: place.space,
        name,
        realm: 'house',
        origins: ['https://shop.example'],
      })
    ).app.id
  const apps = { shop: await make('The shop'), studio: await make('The studio') }
  const signers = {
    shop: await register(place, apps.shop, 'person'),
    studio: await register(place, apps.studio, 'person'),
  }
  const world: World = { place, apps, signers }
  let again = 0
  const restart = async () => {
    again++
    await place.running.close(0)
    place = world.place = await open(new URL(place.url).port)
  }

  const conversations = new Map<string, string>()
  let count = 0
  for (let hour = 0; hour < 7 * 24; hour++) {
    const until = time.now() + HOUR
    for (const moment of week.filter(({ at }) => Date.parse(at) >= time.now() && Date.parse(at) < until)) {
      await place.running.tick()
      await atRest(place)
      time.set(moment.at)
      const broken = restarts.has(1000 + count++)
      await happen(t, world, moment, conversations, time.now(), broken ? restart : undefined)
      await atRest(place)
    }
    time.forward(until - time.now())
    await place.running.tick()
    await atRest(place)
    if (restarts.has(hour)) await restart()
  }
  return { ...stateOf(dir), again }
}

const happen = async (
  t: TestContext,
  { place, apps, signers }: World,
  { who, app, says, decides }: Moment,
  conversations: Map<string, string>,
  now: number,
  restart?: () => Promise<void>,
): Promise<void> => {
  const iat = Math.floor(now / 1000)
  const at = { url: place.url, app: apps[app] }
  const assertion = await vouch(signers[app], at, { sub: who, iat, exp: iat + 60 })
  const person = await Visitor.with(at, {
    now: () => now,
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    ...exchangeOf(assertion),
  })
  const line = await person.connect(t)
  if (decides) {
    const { approvals } = await line.act('approvals.list', {})
    assert.equal(approvals.length, 1, `${who} has nothing to decide`)
    await line.act('approvals.decide', { approval: approvals[0]?.id ?? '', decision: decides })
  } else {
    const key = `${who}@${app}`
    const known = conversations.get(key)
    const conversation = known ?? (await line.act('chat.start', { title: key })).conversation.id
    conversations.set(key, conversation)
    await line.act('chat.send', { conversation, text: says ?? '' })
  }
  line.socket.close()
  await restart?.()
}

/** Nothing is being done any more. */
const atRest = (place: Backend): Promise<true> =>
  until(() => {
    const open = (tables(place.dir, ['runs'])['runs'] ?? []).filter((row) =>
      ['queued', 'running', 'stopping'].includes(String(row['status'])),
    )
    return open.length === 0 ? true : undefined
  }, 10_000)

/** Everything that stays of a week, without the names that chance gave. */
const stateOf = (dir: string) => {
  const rows = tables(dir)
  const names = new Map<string, string>()
  const plain = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replaceAll(
          /\b(cnv|msg|run|apr|act|sch|pln|stp|fct|fac|rct|pe|sp|app|trn|eff|[a-z]{2,4})_[0-9A-Z]{26}\b/g,
          (id, kind) => {
            if (!names.has(id)) names.set(id, `${kind}${names.size}`)
            return `${kind}_`
          },
        )
      : value
  const shown = (table: string, columns: string[]) =>
    (rows[table] ?? []).map((row) => JSON.stringify(columns.map((column) => plain(row[column])))).toSorted()
  return {
    conversations: shown('conversations', ['owner', 'title', 'updated_at', 'archived']),
    // Not their numbers: an answer that was cut off and goes on says so, which is an event of its own.
    messages: shown('messages', ['owner', 'role', 'status', 'text', 'created_at', 'superseded']),
    facts: shown('facts', ['owner', 'subject', 'attribute', 'value', 'trust', 'core', 'valid_from', 'valid_to']),
    schedules: shown('schedules', ['owner', 'kind', 'prompt', 'rule', 'active', 'next_at', 'last_at']),
    occurrences: shown('occurrences', ['owner', 'due_at', 'outcome']),
    plans: shown('plans', ['owner', 'goal', 'status']),
    steps: shown('plan_steps', ['owner', 'text', 'status', 'note', 'wake_at']),
    approvals: shown('approvals', ['owner', 'action', 'status']),
    effects: (rows['journal'] ?? [])
      .filter((row) => row['result'] === 'ok' && ['brain', 'clock'].includes(String(row['door'])))
      .map((row) => String(row['action']))
      .filter((name) => !/^chat\.(begin|step|result|renew|answer|transcript)$|^deployment\.|^approvals\./.test(name))
      .toSorted(),
  }
}

const textOf = (state: { messages: string[] }, who: string): string =>
  state.messages.filter((each) => each.includes(`usr:house:${who}`)).join('\n')

test('a week with three people, two apps and twenty restarts ends as the week without them', async (t) => {
  const calm = await live(t, new Set())
  // The story itself, once.
  const ana = textOf(calm, 'ana')
  assert.match(ana, /order clay/)
  // In the other app the same persona knows it; what she said later holds.
  assert.match(ana, /You said: [^"]*Rita/)
  assert.match(ana, /forgotten/)
  assert.doesNotMatch(ana, /Marta/)
  assert.doesNotMatch(calm.facts.join(), /Marta/)
  // What is Ana's is nobody else's.
  assert.doesNotMatch(textOf(calm, 'cleo'), /Rita/)
  const occurrences = calm.occurrences.map((each) => JSON.parse(each) as [string, number, string])
  assert.equal(occurrences.filter(([who]) => who.endsWith('ana')).length, 1)
  assert.equal(occurrences.filter(([who, , came]) => who.endsWith('ben') && came === 'fired').length, 5)
  assert.deepEqual(
    calm.steps.map((each) => (JSON.parse(each) as string[])[2]),
    ['done', 'todo'],
  )
  assert.deepEqual(
    calm.approvals.map((each) => (JSON.parse(each) as string[]).slice(1)),
    [
      ['memory.forget', 'used'],
      ['chat.remove', 'rejected'],
    ],
  )

  // Ten in the middle of what somebody says, before it is answered; ten between.
  const moments = Array.from({ length: 10 }, (_, i) => 1000 + Math.floor((i * week.length) / 10))
  const hours = [1, 23, 24, 47, 49, 72, 96, 120, 143, 160]
  const broken = await live(t, new Set([...moments, ...hours]))
  assert.equal(broken.again, 20)
  assert.deepEqual({ ...broken, again: 0 }, { ...calm, again: 0 })
})
