/** Chat, through the socket door. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { runtime } from '../../bff/capabilities/runtime.ts'
import type { Conversation, Message, Published, Reply } from '../../bff/protocol.ts'
import { backend, clock, type Line, Puppet, saying, tables, talk, until, Visitor } from '../peer.ts'

/** Every family that has a panel. */
const panels = runtime.filter(({ panel }) => panel).map(({ name }) => name)

test('a person sends a message and the answer streams in', async (t) => {
  const place = await backend(t)
  const line = await (await Visitor.at(place)).connect(t)
  assert.deepEqual(line.welcome.families, panels)
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const { message, reply, seq } = await line.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  const { data } = await line.settled(reply)
  const answer = data as Message
  assert.equal(answer.status, 'done')
  assert.equal(answer.answers, message)
  assert.equal(line.deltas.map(({ text }) => text).join(''), answer.text)
  assert.notEqual(answer.text, '')
  assert.equal(answer.seq, seq + 1)
  assert.deepEqual(
    line.heard.map((each) => each.seq),
    [1, 2, 3, 4],
  )
})

/** A conversation whose model says what the test has it say. */
const stage = async (t: TestContext) => {
  const model = new Puppet()
  const place = await backend(t, { model })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const send = (text: string) => line.act('chat.send', { conversation: conversation.id, text })
  return { model, place, visitor, line, id: conversation.id, send }
}

const codeOf = (reply: Reply): string => (reply.ok === false ? reply.problem.code : String(reply.ok))

/** What a client that applies partials and deltas by their offset sees of a message. */
const seen = (partial: string, { deltas }: Line, message: string): string =>
  deltas.reduce((text, each) => {
    if (each.message !== message || each.offset > text.length) return text
    return text.slice(0, each.offset) + each.text
  }, partial)

const heardDeltas = (line: Line, count: number) => until(() => (line.deltas.length >= count ? true : undefined))

test('a conversation takes its title from the first message, unless it has one', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const titleAfter = async (title: string | undefined, text: string) => {
    const { conversation } = await line.act('chat.start', title === undefined ? {} : { title })
    await line.act('chat.send', { conversation: conversation.id, text })
    return (await line.act('chat.history', { conversation: conversation.id })).conversation.title
  }
  assert.equal(await titleAfter(undefined, 'Where is my parcel?\nIt is late.'), 'Where is my parcel?')
  assert.equal(await titleAfter('Parcels', 'Where is it?'), 'Parcels')
  assert.ok((await titleAfter(undefined, 'word '.repeat(100))).length <= 60)
})

test('stopping in the middle keeps what was said', async (t) => {
  const { model, line, id, send } = await stage(t)
  const { reply } = await send('Tell me everything')
  const call = await model.call(0)
  call.say('Once upon ')
  call.say('a time')
  await heardDeltas(line, 2)
  const { stopping } = await line.act('chat.stop', { conversation: id })
  assert.deepEqual(stopping, [reply])
  const { data } = await line.settled(reply)
  assert.deepEqual([(data as Message).status, (data as Message).text], ['stopped', 'Once upon a time'])
  assert.equal(call.asked.signal.aborted, true)
  assert.deepEqual((await line.act('chat.stop', { conversation: id })).stopping, [])
})

test('an answer can be stopped from the first moment, and while it waits for another', async (t) => {
  const { model, line, id, send } = await stage(t)
  const first = await send('One')
  await line.act('chat.stop', { conversation: id })
  assert.deepEqual((await line.settled(first.reply)).data?.['status' as never], 'stopped')

  const second = await send('Two')
  await until(() => model.calls.find((each) => !each.asked.signal.aborted))
  const third = await send('Three')
  const { stopping } = await line.act('chat.stop', { conversation: id })
  assert.deepEqual(stopping.toSorted(), [second.reply, third.reply].toSorted())
  for (const { reply } of [second, third]) {
    const { status, problem } = (await line.settled(reply)).data as Message
    assert.deepEqual([status, problem], ['stopped', null])
  }
  // The conversation goes on afterwards.
  const calls = model.calls.length
  const fourth = await send('Four')
  const call = await model.call(calls)
  call.say('Here I am.')
  call.end()
  assert.equal(((await line.settled(fourth.reply)).data as Message).status, 'done')
})

test('the answers of one conversation are written one after another, those of two at once', async (t) => {
  const { model, line, send } = await stage(t)
  const first = await send('One')
  const second = await send('Two')
  const other = await line.act('chat.start', {})
  await line.act('chat.send', { conversation: other.conversation.id, text: 'Elsewhere' })
  const calls = await until(() => (model.calls.length === 2 ? model.calls : undefined))
  const last = calls.map(({ asked }) => asked.messages.at(-1)?.content)
  assert.deepEqual(last.toSorted(), ['Elsewhere', 'One'])
  const one = calls[last.indexOf('One')]
  one?.say('1')
  one?.end()
  await line.settled(first.reply)
  const next = await model.call(2)
  assert.deepEqual(
    next.asked.messages.slice(1).map(({ content }) => content),
    ['One', '1', 'Two'],
  )
  next.say('2')
  next.end()
  await line.settled(second.reply)
})

test('every answer of a burst of forty messages comes, each to its own question', async (t) => {
  const place = await backend(t, {
    model: {
      async *stream({ messages }) {
        yield { text: `To ${String(messages.findLast(({ role }) => role === 'user')?.content)}` }
      },
    },
  })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const sent = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const { reply } = await line.act('chat.send', { conversation: conversation.id, text: `question ${index}` })
      return { reply, text: `To question ${index}` }
    }),
  )
  for (const { reply, text } of sent) {
    const message = (await line.settled(reply, 15_000)).data as Message
    assert.deepEqual([message.status, message.text], ['done', text], JSON.stringify(message.problem))
  }
})

test('an answer made again takes the place of the one before', async (t) => {
  const { model, line, id, send } = await stage(t)
  const { message, reply } = await send('Name a colour')
  const streaming = await line.try('chat.regenerate', { message: reply })
  assert.equal(codeOf(streaming), 'conflict')
  const call = await model.call(0)
  call.say('Red')
  call.end()
  await line.settled(reply)
  assert.equal(codeOf(await line.try('chat.regenerate', { message })), 'conflict')
  const again = await line.act('chat.regenerate', { message: reply })
  const second = await model.call(1)
  assert.deepEqual(
    second.asked.messages.slice(1).map(({ content }) => content),
    ['Name a colour'],
  )
  second.say('Blue')
  second.end()
  assert.equal(((await line.settled(again.reply)).data as Message).answers, message)
  const { messages } = await line.act('chat.history', { conversation: id })
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['Name a colour', 'Blue'],
  )
  const old = line.heard.findLast(({ data }) => (data as Message | null)?.id === reply)
  assert.equal((old?.data as Message | undefined)?.superseded, true)
  assert.equal(codeOf(await line.try('chat.regenerate', { message: reply })), 'conflict')
})

test('the history of a long conversation is read page by page, each message once', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  for (let index = 0; index < 60; index++)
    await line.act('chat.send', { conversation: conversation.id, text: `Message ${index}` })
  for (const limit of [7, 40, 60]) {
    const pages: Message[][] = []
    let before: string | null | undefined
    do {
      const page = await line.act('chat.history', {
        conversation: conversation.id,
        limit,
        ...(before ? { before } : {}),
      })
      pages.unshift(page.messages)
      before = page.before
    } while (before !== null)
    const all = pages.flat()
    assert.equal(pages.length, Math.ceil(120 / limit))
    assert.deepEqual(
      all.map(({ seq }) => seq),
      Array.from({ length: 120 }, (_, index) => index + 2),
    )
    assert.deepEqual(
      all.filter(({ role }) => role === 'person').map(({ text }) => text),
      Array.from({ length: 60 }, (_, index) => `Message ${index}`),
    )
  }
})

test('the list of conversations is read page by page, also those of the same moment', async (t) => {
  const moment = Date.now()
  const place = await backend(t, { model: null, now: () => moment })
  const line = await (await Visitor.at(place)).connect(t)
  const ids = new Set<string>()
  for (let index = 0; index < 5; index++) ids.add((await line.act('chat.start', {})).conversation.id)
  const found: string[] = []
  const sizes: number[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page: Awaited<ReturnType<typeof line.act<'chat.list'>>> = await line.act('chat.list', {
      limit: 2,
      ...(before === undefined ? {} : { before }),
    })
    found.push(...page.conversations.map(({ id }) => id))
    sizes.push(page.conversations.length)
    before = page.before
  }
  assert.deepEqual(sizes, [2, 2, 1])
  assert.deepEqual(found.toSorted(), [...ids].toSorted())
})

test('unread answers are counted until they are read, and the mark never goes back', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor)
  const second = await visitor.connect(t)
  const current = async () => (await line.act('chat.history', { conversation: ids.conversation })).conversation
  assert.deepEqual([(await current()).unread, (await current()).read], [1, 0])
  const { reply } = await line.act('chat.send', { conversation: ids.conversation, text: 'More' })
  await line.settled(reply)
  const { unread, seq } = await current()
  assert.equal(unread, 2)
  assert.deepEqual(await line.act('chat.read', { conversation: ids.conversation, seq: 3 }), { read: 3 })
  assert.equal((await current()).unread, 1)
  const told = await until(() =>
    second.heard.find(({ event, data }) => event === 'chat.conversation' && (data as Conversation).read === 3),
  )
  assert.equal((told.data as Conversation).unread, 1)
  assert.deepEqual(await line.act('chat.read', { conversation: ids.conversation, seq: 1 }), { read: 3 })
  const { read } = await line.act('chat.read', { conversation: ids.conversation, seq: 1_000_000 })
  assert.ok(read >= seq && read < 100)
  assert.equal((await current()).unread, 0)
})

test('an answer is unread once it is at rest, unless its reader stopped it', async (t) => {
  const { model, line, id, send } = await stage(t)
  const current = async () => (await line.act('chat.history', { conversation: id })).conversation.unread
  const first = await send('One')
  const call = await model.call(0)
  call.say('Half')
  await until(() => (line.deltas.length > 0 ? true : undefined))
  assert.equal(await current(), 0)
  await line.act('chat.stop', { conversation: id })
  await line.settled(first.reply)
  assert.equal(await current(), 0)
  const second = await send('Two')
  ;(await model.call(1)).end()
  await line.settled(second.reply)
  assert.equal(await current(), 1)
})

test('whoever was away gets exactly what was missed, in order and once', async (t) => {
  const { model, visitor, line, id, send } = await stage(t)
  const first = await send('One')
  const call = await model.call(0)
  call.say('1')
  call.end()
  await line.settled(first.reply)
  const away = await visitor.connect(t)
  const { seq: known } = await away.act('chat.resume', { conversation: id, after: 0 })
  away.socket.close()
  const second = await send('Two')
  const next = await model.call(1)
  next.say('2')
  next.end()
  await line.settled(second.reply)
  await line.act('chat.rename', { conversation: id, title: 'Numbers' })

  const back = await visitor.connect(t)
  const answer = await back.act('chat.resume', { conversation: id, after: known })
  assert.deepEqual(
    answer.events.map(({ seq }) => seq),
    Array.from({ length: answer.seq - known }, (_, i) => known + 1 + i),
  )
  assert.deepEqual([answer.more, answer.resync], [false, false])
  const live = line.heard.filter(({ seq }) => seq > known)
  const shape = ({ event, stream, seq, at }: Published) => ({ event, stream, seq, at })
  assert.deepEqual(answer.events.map(shape), live.map(shape))
  const last = answer.events.findLast(({ data }) => (data as Message | null)?.id === second.reply)
  assert.equal((last?.data as Message | undefined)?.text, '2')
  assert.deepEqual((await back.act('chat.resume', { conversation: id, after: answer.seq })).events, [])
  assert.equal((await back.act('chat.resume', { conversation: id, after: answer.seq + 5 })).resync, true)
  // From now on it hears the next thing, without a gap.
  await line.act('chat.rename', { conversation: id, title: 'More numbers' })
  const heard = await until(() => back.heard[0])
  assert.equal(heard.seq, answer.seq + 1)
})

test('a long absence is made up for page by page', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  for (let index = 0; index < 125; index++)
    await line.act('chat.send', { conversation: conversation.id, text: `Message ${index}` })
  const seqs: number[] = []
  for (let after = 0, more = true; more; after = seqs.at(-1) ?? 0) {
    const page = await line.act('chat.resume', { conversation: conversation.id, after })
    seqs.push(...page.events.map(({ seq }) => seq))
    more = page.more
  }
  assert.deepEqual(
    seqs,
    Array.from({ length: 251 }, (_, index) => index + 1),
  )
})

test('who joins in the middle of an answer sees every byte of it', async (t) => {
  const { model, visitor, line, id, send } = await stage(t)
  const { reply } = await send('Tell me a story')
  const call = await model.call(0)
  const words = ['Es war ', 'einmal ', 'ein 🦊', ' im Wald,\n', '\n* mit', ' **Hut**', '.']
  for (const word of words.slice(0, 3)) call.say(word)
  await heardDeltas(line, 3)
  const joined = await visitor.connect(t)
  const { events } = await joined.act('chat.resume', { conversation: id, after: 0 })
  const record = events.findLast(({ data }) => (data as Message | null)?.id === reply)?.data as Message
  assert.equal(record.status, 'streaming')
  for (const word of words.slice(3)) call.say(word)
  call.end()
  const final = (await joined.settled(reply)).data as Message
  assert.equal(final.text, words.join(''))
  assert.equal(seen(record.text, joined, reply), final.text)
  assert.equal(seen('', line, reply), final.text)
  assert.deepEqual(
    joined.heard.map(({ seq }) => seq),
    [4],
  )
})

test('the partial of an answer is kept while it is written', async (t) => {
  const { model, line, id, send, place } = await stage(t)
  const { reply } = await send('Tell me a story')
  const call = await model.call(0)
  const recorded = () => tables(place.dir, ['journal'])['journal']?.length
  const before = recorded()
  call.say('Once upon')
  const text = () => tables(place.dir, ['messages'])['messages']?.find((each) => each['id'] === reply)?.['text']
  await until(() => (text() === 'Once upon' ? true : undefined))
  call.say(' a time')
  await until(() => (text() === 'Once upon a time' ? true : undefined))
  const { messages } = await line.act('chat.history', { conversation: id })
  assert.deepEqual([messages.at(-1)?.status, messages.at(-1)?.text], ['streaming', 'Once upon a time'])
  assert.equal(recorded(), before)
  call.end()
  await line.settled(reply)
})

test('an orderly end keeps the last words of an answer, and the next start goes on from them', async (t) => {
  const { model, line, send, place } = await stage(t)
  const { reply } = await send('Tell me a story')
  const call = await model.call(0)
  call.say('Once upon a time')
  await heardDeltas(line, 1)
  await place.running.close(0)
  const row = () => tables(place.dir, ['messages'])['messages']?.find((each) => each['id'] === reply)
  assert.deepEqual([row()?.['status'], row()?.['text']], ['streaming', 'Once upon a time'])
  const next = new Puppet()
  await backend(t, { model: next, dir: place.dir })
  const second = await next.call(0)
  assert.equal(second.asked.begun, 'Once upon a time')
  second.say(' there was.')
  second.end()
  await until(() => (row()?.['status'] === 'done' ? true : undefined))
  assert.equal(row()?.['text'], 'Once upon a time there was.')
})

test('a removed conversation leaves no byte of its messages, and its answer is no longer written', async (t) => {
  const { model, line, id, send, place } = await stage(t)
  const canary = 'Kanarienvogel'
  const first = await send(`${canary} one`)
  const one = await model.call(0)
  one.say(`${canary} answered`)
  one.end()
  await line.settled(first.reply)
  // Answers kept for a repeated call hold the title, which is the first message.
  await line.act('chat.archive', { conversation: id, archived: false }, 'a-key')
  await line.act('chat.rename', { conversation: id, title: `${canary} title` }, 'another-key')
  await send(`${canary} two`)
  const two = await model.call(1)
  two.say(`${canary} half`)
  await heardDeltas(line, 2)
  await line.act('chat.remove', { conversation: id })
  const last = await until(() =>
    line.heard.findLast(({ event, data }) => event === 'chat.conversation' && data === null),
  )
  assert.equal(last.stream, id)
  await until(() => (two.asked.signal.aborted ? true : undefined))
  two.say(`${canary} late`)
  assert.equal(codeOf(await line.try('chat.history', { conversation: id })), 'not_found')
  assert.equal(codeOf(await line.try('chat.resume', { conversation: id, after: 0 })), 'not_found')
  assert.deepEqual((await line.act('chat.list', {})).conversations, [])
  const left = Object.entries(tables(place.dir)).filter(([, rows]) => JSON.stringify(rows).includes(canary))
  assert.deepEqual(
    left.map(([table]) => table),
    [],
  )
})

test('an answer comes to rest whatever is taken away while it is written', async (t) => {
  const taken: Record<string, (place: Awaited<ReturnType<typeof stage>>['place']) => Promise<unknown>> = {
    'the scope of the app': ({ operate, app }) => operate('apps.update', { app, scopes: ['chat:read'] }),
    'the persona from the app': ({ operate, app }) => operate('apps.update', { app, personas: [] }),
    'the app': ({ operate, app }) => operate('apps.archive', { app }),
    'the persona': ({ operate, persona }) => operate('personas.archive', { persona }),
    'the capability': ({ operate, space }) => operate('spaces.update', { space, capabilities: [] }),
    'the space': ({ operate, space }) => operate('spaces.archive', { space }),
    'by a pause': ({ operate, persona }) => operate('personas.pause', { persona }),
  }
  for (const [what, take] of Object.entries(taken))
    await t.test(what, async (t) => {
      const { model, place, send } = await stage(t)
      const { reply } = await send('Hello')
      const call = await model.call(0)
      call.say('Half an answer')
      await take(place)
      call.end()
      const row = () => tables(place.dir, ['messages'])['messages']?.find((each) => each['id'] === reply)
      const status = await until(() => (row()?.['status'] === 'streaming' ? undefined : row()?.['status']), 2000)
      assert.ok(['done', 'interrupted', 'failed', 'stopped'].includes(String(status)))
      assert.equal(row()?.['text'], 'Half an answer')
    })
})

test('a fault in the model is told as one sentence and nothing of its own words', async (t) => {
  const { model, line, send } = await stage(t)
  const { reply } = await send('Hello')
  const call = await model.call(0)
  call.fail(new TypeError('Cannot read /etc/secret'))
  const { status, problem } = (await line.settled(reply)).data as Message
  assert.deepEqual([status, problem?.code], ['failed', 'internal'])
  assert.doesNotMatch(JSON.stringify(problem), /secret/)
})

test('archived conversations are listed apart, and a new message brings one back', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', { title: 'Put away' })
  const listed = async (archived: boolean) =>
    (await line.act('chat.list', { archived })).conversations.map(({ id }) => id)
  await line.act('chat.archive', { conversation: conversation.id })
  assert.deepEqual([await listed(false), await listed(true)], [[], [conversation.id]])
  await line.act('chat.send', { conversation: conversation.id, text: 'Again' })
  assert.deepEqual([await listed(false), await listed(true)], [[conversation.id], []])
})
