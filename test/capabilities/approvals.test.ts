/** Approvals: what policy says to ask is done exactly as it was approved, once, or not at all. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Approval, Message, Reply } from '../../bff/protocol.ts'
import { backend, clock, folder, furnish, type Scene, scripted, tables, until, uses, Visitor, words } from '../peer.ts'

const DAY = 86_400_000

/** A conversation whose persona wants to rename it, and has to ask. */
const stage = async (
  t: TestContext,
  scenes: Scene[],
  { now, policy = { risks: { write: 'ask' } } }: { now?: () => number; policy?: object } = {},
) => {
  const dir = folder(t)
  const model = scripted(...scenes)
  let place = await backend(t, { dir, model, ...(now ? { now } : {}) })
  await place.operate('personas.update', { persona: place.persona, policy })
  const visitor = await Visitor.with(place, now ? { now } : {})
  let line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', { title: 'Before' })
  const follow = () => line.act('chat.resume', { conversation: conversation.id, after: 0 })
  await follow()
  return {
    model,
    dir,
    id: conversation.id,
    visitor,
    get place() {
      return place
    },
    get line() {
      return line
    },
    ask: async (text = 'Please') => {
      const { reply } = await line.act('chat.send', { conversation: conversation.id, text })
      return (await line.settled(reply)).data as Message
    },
    pending: async () => (await line.act('approvals.list', {})).approvals,
    decide: (approval: string, decision: 'approve' | 'reject', more: object = {}) =>
      line.try('approvals.decide', { approval, decision, ...more }),
    title: async () => (await line.act('chat.history', { conversation: conversation.id })).conversation.title,
    settled: async (message: string): Promise<Message> =>
      await until(async () => {
        const { messages } = await line.act('chat.history', { conversation: conversation.id })
        const found = messages.find((each) => each.id === message)
        return found && !['streaming', 'waiting'].includes(found.status) ? found : undefined
      }),
    restart: async () => {
      await place.running.close(0)
      place = await backend(t, { dir, model, env: { PORT: new URL(place.url).port }, ...(now ? { now } : {}) })
      line = await visitor.connect(t)
      await follow()
    },
  }
}

const rename =
  (title: string): Scene =>
  ({ messages }) =>
    uses(['chat.rename', { conversation: conversationOf(messages), title }])({ messages } as never)

const conversationOf = (messages: readonly { content?: unknown }[]): string =>
  /conversation: (\S+)/.exec(String(messages[0]?.content))?.[1] ?? ''

const code = (reply: Reply): string => (reply.ok === false ? reply.problem.code : String(reply.ok))

test('what must be asked is not done before it is approved, then done once and the answer goes on', async (t) => {
  const { ask, pending, decide, title, settled, model, line } = await stage(t, [rename('After'), words('Renamed.')])
  const answer = await ask()
  assert.equal(answer.status, 'waiting')
  assert.equal(await title(), 'Before')
  const [approval] = await pending()
  assert.equal(approval?.action, 'chat.rename')
  assert.deepEqual([approval.status, approval.by, approval.message], ['pending', 'person', answer.id])
  assert.equal(approval.input['title'], 'After')
  assert.ok(line.heard.some(({ event, data }) => event === 'chat.approval' && data?.id === approval.id))
  assert.equal(model.asked.length, 1)

  assert.equal(code(await decide(approval.id, 'approve')), 'true')
  assert.equal((await settled(answer.id)).text, 'Renamed.')
  assert.equal(await title(), 'After')
  assert.equal(model.asked.length, 2)
  // Every tab hears each state of it: asked for, approved, done.
  const states = line.heard.flatMap(({ event, data }) =>
    event === 'chat.approval' && data?.id === approval.id ? [(data as Approval).status] : [],
  )
  assert.deepEqual(states, ['pending', 'approved', 'used'])
  const { approvals } = await line.act('approvals.list', { status: 'all', conversation: answer.conversation })
  assert.deepEqual(
    approvals.map(({ id, decided }) => [id, decided]),
    [[approval.id, 'person']],
  )
  // Said twice is no mistake, and does nothing twice; the other way round is too late.
  assert.equal(code(await decide(approval.id, 'approve')), 'true')
  assert.equal(code(await decide(approval.id, 'reject')), 'conflict')
  assert.deepEqual(await pending(), [])
})

test('what is rejected is not done, and the persona is told why', async (t) => {
  const { ask, pending, decide, title, settled, model } = await stage(t, [rename('After'), words('Then not.')])
  const answer = await ask()
  const [approval] = await pending()
  assert.equal(code(await decide(approval?.id ?? '', 'reject', { reason: 'Keep the name.' })), 'true')
  assert.equal((await settled(answer.id)).text, 'Then not.')
  assert.equal(await title(), 'Before')
  assert.match(String(model.asked[1]?.messages.at(-1)?.content), /approval_rejected.*Keep the name/)
})

test('an edit is what is done, and one that does not fit is refused', async (t) => {
  const { ask, pending, decide, title, settled, id } = await stage(t, [rename('After'), words('Done.')])
  const answer = await ask()
  const [approval] = await pending()
  const edited = (input: unknown) => decide(approval?.id ?? '', 'approve', { input })
  assert.equal(code(await edited({ conversation: id, title: '' })), 'invalid_request')
  assert.equal(code(await edited({ conversation: id, title: 'Mine', more: 1 })), 'invalid_request')
  assert.equal(code(await edited({ conversation: id, title: 'Mine' })), 'true')
  await settled(answer.id)
  assert.equal(await title(), 'Mine')
})

test('nobody in time is no approval', async (t) => {
  const { now, forward } = clock()
  const { ask, pending, place, visitor, model } = await stage(t, [rename('After'), words('Too late.')], { now })
  const answer = await ask()
  const [approval] = await pending()
  forward(DAY + 1000)
  await visitor.grant()
  await place.operate('approvals.expire')
  const again = await visitor.connect(t)
  assert.equal(code(await again.try('approvals.decide', { approval: approval?.id, decision: 'approve' })), 'conflict')
  await until(async () => {
    const row = tables(place.dir, ['messages'])['messages']?.find((each) => each['id'] === answer.id)
    return row?.['status'] === 'done' ? true : undefined
  })
  assert.match(String(model.asked[1]?.messages.at(-1)?.content), /approval_expired/)
})

test('rules that changed since make what was asked void', async (t) => {
  const { ask, pending, decide, title, settled, place } = await stage(t, [rename('After'), words('Void.')])
  const answer = await ask()
  const [approval] = await pending()
  await place.operate('personas.update', {
    persona: place.persona,
    policy: { risks: { write: 'ask', read: 'ask' } },
  })
  const reply = await decide(approval?.id ?? '', 'approve')
  assert.equal(reply.ok === true && (reply.data as { status: string }).status, 'expired')
  await settled(answer.id)
  assert.equal(await title(), 'Before')
})

test('a restart while it waits loses nothing, and it is done once', async (t) => {
  const place = await stage(t, [rename('After'), words('Renamed.')])
  const answer = await place.ask()
  const [approval] = await place.pending()
  await place.restart()
  assert.equal(code(await place.decide(approval?.id ?? '', 'approve')), 'true')
  assert.equal((await place.settled(answer.id)).text, 'Renamed.')
  const done = (tables(place.dir, ['journal'])['journal'] ?? []).filter((row) => row['action'] === 'chat.rename')
  assert.deepEqual(
    done.map((row) => row['result']),
    ['ok'],
  )
})

test('of three that are asked for at once each is decided by itself', async (t) => {
  const three: Scene = ({ messages }) => {
    const conversation = conversationOf(messages)
    return uses(
      ['chat.rename', { conversation, title: 'One' }],
      ['chat.archive', { conversation, archived: true }],
      ['chat.rename', { conversation, title: 'Three' }],
    )({ messages } as never)
  }
  const { ask, pending, decide, title, settled, id, line, model } = await stage(t, [three, words('As you like.')])
  const answer = await ask()
  const asked = (await pending()).toReversed()
  assert.deepEqual(
    asked.map(({ action }) => action),
    ['chat.rename', 'chat.archive', 'chat.rename'],
  )
  assert.equal(new Set(asked.map((each) => each.id)).size, 3)
  await decide(asked[0]?.id ?? '', 'approve')
  await until(async () => ((await title()) === 'One' ? true : undefined))
  await until(async () => {
    const { messages } = await line.act('chat.history', { conversation: id })
    return messages.find((each) => each.id === answer.id)?.status === 'waiting' ? true : undefined
  })
  assert.equal(model.asked.length, 1)
  await Promise.all([decide(asked[1]?.id ?? '', 'reject'), decide(asked[2]?.id ?? '', 'approve')])
  await settled(answer.id)
  const { conversation } = await line.act('chat.history', { conversation: id })
  assert.deepEqual([conversation.title, conversation.archived], ['Three', false])
  assert.equal(model.asked.length, 2)
})

test('an approval may stand for a while, for exactly the same act', async (t) => {
  const { ask, pending, decide, settled, title } = await stage(t, [
    rename('After'),
    words('Renamed.'),
    rename('After'),
    words('Again.'),
    rename('Else'),
  ])
  const first = await ask()
  await decide((await pending())[0]?.id ?? '', 'approve', { days: 7 })
  await settled(first.id)
  assert.equal((await ask()).status, 'done')
  assert.equal((await ask()).status, 'waiting')
  assert.equal(await title(), 'After')
})

test('an operator decides where policy says so, and nobody else', async (t) => {
  const { ask, pending, decide, title, settled, place, line, id } = await stage(
    t,
    [rename('After'), words('Renamed.')],
    {
      policy: { risks: { write: 'ask' }, approver: 'operator' },
    },
  )
  const answer = await ask()
  const [approval] = await pending()
  assert.equal(approval?.by, 'operator')
  const notices = async () =>
    (await line.act('notifications.list', {})).notices.map(({ title: said, category, link }) => ({
      said,
      category,
      link,
    }))
  assert.deepEqual(await notices(), [])
  assert.equal(code(await decide(approval.id, 'approve')), 'not_allowed')
  const { approvals } = await place.operate<{ approvals: { id: string; space: string }[] }>('approvals.pending')
  assert.deepEqual(
    approvals.map(({ id, space }) => [id, space]),
    [[approval.id, place.space]],
  )
  await place.operate('approvals.settle', { approval: approval.id, decision: 'approve' })
  await place.operate('approvals.settle', { approval: approval.id, decision: 'approve' })
  await settled(answer.id)
  assert.equal(await title(), 'After')
  // Once, whoever says it again.
  const link = { kind: 'approval', id: approval.id, conversation: id }
  assert.deepEqual(await notices(), [{ said: 'Allowed by an operator', category: 'approvals', link }])
})

test('nobody decides for somebody else, in this space or another', async (t) => {
  const { ask, pending, title, place } = await stage(t, [rename('After'), words('Renamed.')])
  await ask()
  const [approval] = await pending()
  const elsewhere = await furnish(place.operate, 'Globex')
  for (const stranger of [await Visitor.at(place), await Visitor.at({ ...elsewhere, url: place.url })]) {
    const other = await stranger.connect(t)
    assert.equal(
      code(await other.try('approvals.decide', { approval: approval?.id, decision: 'approve' })),
      'not_found',
    )
  }
  assert.equal(await title(), 'Before')
})

test('whoever stops the answer withdraws what it asked for, and the conversation goes on meanwhile', async (t) => {
  const { ask, pending, decide, title, line, id } = await stage(t, [rename('After'), words('Something else.')])
  await ask()
  const [approval] = await pending()
  assert.equal((await ask('And another thing')).text, 'Something else.')
  await line.act('chat.stop', { conversation: id })
  assert.equal(code(await decide(approval?.id ?? '', 'approve')), 'conflict')
  assert.equal(await title(), 'Before')
  const { messages } = await line.act('chat.history', { conversation: id })
  assert.deepEqual(
    messages.filter(({ role }) => role === 'persona').map(({ status }) => status),
    ['stopped', 'done'],
  )
})

test('what was approved while the persona is paused is done when it is resumed', async (t) => {
  const { ask, pending, decide, title, settled, place } = await stage(t, [rename('After'), words('Renamed.')])
  const answer = await ask()
  await place.operate('personas.pause', { persona: place.persona })
  assert.equal(code(await decide((await pending())[0]?.id ?? '', 'approve')), 'true')
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(await title(), 'Before')
  await place.operate('personas.resume', { persona: place.persona })
  await settled(answer.id)
  assert.equal(await title(), 'After')
})

test('reading that must be asked for is done once it is approved', async (t) => {
  const { ask, pending, decide, settled, model } = await stage(t, [uses(['chat.list', {}]), words('Read.')], {
    policy: { risks: { read: 'ask' } },
  })
  const answer = await ask()
  assert.equal(answer.status, 'waiting')
  assert.equal(code(await decide((await pending())[0]?.id ?? '', 'approve')), 'true')
  assert.equal((await settled(answer.id)).text, 'Read.')
  assert.match(String(model.asked[1]?.messages.at(-1)?.content), /conversations/)
})
