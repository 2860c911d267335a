/** The chat's controller: events, deltas, gaps, repeats, and sends that are neither lost nor doubled. */
import type { Message, Published } from '../../bff/api.ts'
import { Chat } from '../../widget/chat/chat.ts'
import { apply, grow, resumeFrom, shown, threadOf, type Thread } from '../../widget/chat/thread.ts'
import { Client } from '../../widget/client.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { inside, juno, opened, Peer, until } from './stage.ts'

const at = '2026-01-01T00:00:00.000Z'

const message = (change: Partial<Message>): Message => ({
  id: 'm1',
  conversation: 'c1',
  seq: 2,
  role: 'persona',
  status: 'streaming',
  text: '',
  at,
  answers: null,
  superseded: false,
  problem: null,
  ...change,
})

const thread = (...messages: Message[]): Thread =>
  threadOf({
    conversation: {
      id: 'c1',
      persona: 'per_1',
      title: '',
      at,
      updatedAt: at,
      archived: false,
      seq: 2,
      read: 0,
      unread: 0,
    },
    messages,
    before: null,
  })

const event = (seq: number, data: Message | null): Published => ({ event: 'chat.message', stream: 'c1', seq, at, data })
const delta = (offset: number, text: string) => ({ conversation: 'c1', message: 'm1', offset, text })
const textOf = (of: Thread): string => of.messages.get('m1')?.text ?? ''

describe('A thread', () => {
  it('appends a delta where it belongs, and only what is beyond', () => {
    const one = thread(message({}))
    equal(grow(one, delta(0, 'Hel')), 'grown')
    equal(grow(one, delta(3, 'lo')), 'grown')
    equal(grow(one, delta(3, 'lo')), 'nothing')
    equal(grow(one, delta(1, 'ello there')), 'grown')
    equal(textOf(one), 'Hello there')
  })

  it('holds a delta that came too early, and uses it when the gap is closed', () => {
    const one = thread(message({ text: 'He' }))
    equal(grow(one, delta(5, ' you')), 'gap')
    equal(textOf(one), 'He')
    equal(grow(one, delta(2, 'llo')), 'grown')
    equal(textOf(one), 'Hello you')
  })

  it('ignores a delta for a message that is at rest', () => {
    const one = thread(message({ status: 'done', text: 'Done.' }))
    equal(grow(one, delta(5, ' More')), 'nothing')
    equal(textOf(one), 'Done.')
  })

  it('applies an event once, and notices a gap', () => {
    const one = thread()
    equal(apply(one, event(3, message({ seq: 3, text: 'a', status: 'done' })), true), 'changed')
    equal(apply(one, event(3, message({ seq: 3, text: 'b', status: 'done' })), true), 'nothing')
    equal(textOf(one), 'a')
    equal(apply(one, event(5, message({ text: 'c' })), true), 'gap')
    equal(one.seq, 3)
  })

  it('takes the record as the truth once it is at rest', () => {
    const one = thread(message({ text: 'partial and wrong' }))
    apply(one, event(3, message({ status: 'stopped', text: 'partial' })), true)
    equal(textOf(one), 'partial')
  })

  it('keeps the longer text while an answer is being written', () => {
    const one = thread(message({ text: 'Hello there' }))
    apply(one, event(2, message({ text: 'Hello' })), false)
    equal(textOf(one), 'Hello there')
  })

  it('does not go back from rest in a replay', () => {
    const one = thread(message({ status: 'done', text: 'All of it.' }))
    equal(apply(one, event(2, message({ text: 'All' })), false), 'nothing')
    equal(textOf(one), 'All of it.')
  })

  it('hides an answer that another one took the place of', () => {
    const one = thread(message({ status: 'done' }))
    apply(one, event(3, message({ status: 'done', superseded: true })), true)
    equal(shown(one), [])
  })

  it('resumes from before an answer that is being written', () => {
    equal(resumeFrom(thread(message({ seq: 2 }))), 1)
    equal(resumeFrom(thread(message({ seq: 2, status: 'done' }))), 2)
  })
})

const chatWith = (peer: Peer) => {
  const arrived: Message[] = []
  let unread = 0
  const chat = new Chat(new Client(peer), juno, {
    changed: () => {},
    grown: () => {},
    message: (one) => arrived.push(one),
    opened: () => {},
    approval: () => {},
    unread: (count) => (unread = count),
  })
  return { chat, arrived, unread: () => unread }
}

const started = async (peer = new Peer()) => {
  const all = chatWith(peer)
  peer.become('online')
  await until(() => all.chat.phase === 'ready')
  return { peer, ...all }
}

const texts = (chat: Chat): string[] => chat.messages.map(({ text }) => text)

describe('The chat', () => {
  it('opens the latest conversation and follows it', async () => {
    const peer = new Peer()
    peer.seed('old', { text: 'old' })
    peer.seed('new', { role: 'person', text: 'hi' }, { text: 'hello' })
    const { chat } = await started(peer)
    equal(texts(chat), ['hi', 'hello'])
    await until(() => peer.named('chat.resume').length === 1)
  })

  it('starts a conversation with the first message, follows it, then sends', async () => {
    const { peer, chat } = await started()
    chat.send('hi')
    await until(() => peer.streaming)
    const names = peer.calls.map(({ name }) => name)
    ok(names.indexOf('chat.start') < names.indexOf('chat.resume'), names.join())
    ok(names.indexOf('chat.resume') < names.indexOf('chat.send'), names.join())
    await until(() => chat.outgoing.length === 0)
    equal(
      chat.messages.map(({ role }) => role),
      ['person', 'persona'],
    )
  })

  for (const how of ['dropped', 'lost', 'busy'] as const)
    it(`sends again with the same key when the answer is ${how}, and the message counts once`, async () => {
      const { peer, chat } = await started()
      peer.faults = [{ name: 'chat.send', how }]
      chat.send('once')
      await until(() => peer.named('chat.send').length === 2 && chat.outgoing.length === 0)
      const [first, second] = peer.named('chat.send')
      ok(first?.key)
      equal(second?.key, first?.key)
      equal([...peer.messages.values()].filter(({ role }) => role === 'person').length, 1)
      equal(texts(chat), ['once', ''])
    })

  it('shows a refused send as failed, and tries again with the same key', async () => {
    const { peer, chat } = await started()
    peer.faults = [{ name: 'chat.send', how: 'refused' }]
    chat.send('no')
    await until(() => chat.outgoing[0]?.state === 'failed')
    equal(chat.outgoing[0]?.detail, 'This persona may not answer that.')
    chat.retry(chat.outgoing[0]?.key as string)
    await until(() => chat.outgoing.length === 0)
    equal(new Set(peer.named('chat.send').map(({ key }) => key)).size, 1)
  })

  it('keeps what was written offline, in order, and sends it when the line is back', async () => {
    const { peer, chat } = await started()
    peer.become('offline')
    chat.send('one')
    chat.send('two')
    equal(
      chat.outgoing.map(({ state }) => state),
      ['queued', 'queued'],
    )
    peer.become('online')
    await until(() => chat.outgoing.length === 0)
    equal(
      peer.named('chat.send').map(({ input }) => input.text),
      ['one', 'two'],
    )
    equal(peer.named('chat.start').length, 1)
  })

  it('streams an answer and settles it', async () => {
    const { peer, chat, arrived } = await started()
    chat.send('hi')
    await until(() => peer.streaming && chat.outgoing.length === 0)
    ok(chat.busy)
    const { id } = peer.streaming as Message
    for (const part of ['Hel', 'lo ', 'you']) peer.delta(id, part)
    equal(texts(chat), ['hi', 'Hello you'])
    peer.settle(id)
    ok(!chat.busy)
    equal(
      arrived.map(({ role }) => role),
      ['person', 'persona'],
    )
  })

  it('asks for what it missed when an event did not come', async () => {
    const { peer, chat } = await started()
    chat.send('hi')
    await until(() => chat.outgoing.length === 0)
    const before = peer.named('chat.resume').length
    const conversation = chat.thread?.conversation.id as string
    peer.settle((peer.streaming as Message).id, { text: 'one' })
    peer.swallow = (peer.conversations.get(conversation)?.seq ?? 0) + 1
    peer.put(conversation, { text: 'missed' })
    peer.put(conversation, { text: 'seen' })
    await until(() => texts(chat).join() === 'hi,one,missed,seen')
    ok(peer.named('chat.resume').length > before)
  })

  it('gets the words it missed while it was offline', async () => {
    const { peer, chat } = await started()
    chat.send('hi')
    await until(() => peer.streaming && chat.outgoing.length === 0)
    const { id } = peer.streaming as Message
    peer.delta(id, 'Hello')
    peer.state = 'offline'
    peer.tell('state', 'offline')
    peer.messages.set(id, { ...(peer.messages.get(id) as Message), text: 'Hello there' })
    peer.become('online')
    await until(() => texts(chat)[1] === 'Hello there')
    peer.delta(id, ', friend')
    equal(texts(chat)[1], 'Hello there, friend')
  })

  it('reads the history again when it is ahead of the backend', async () => {
    const peer = new Peer()
    peer.seed('one', { text: 'a' })
    const { chat } = await started(peer)
    await until(() => peer.named('chat.resume').length === 1)
    const thread = chat.thread as Thread
    thread.seq = 99
    peer.become('online')
    await until(() => chat.thread !== thread)
    equal(texts(chat), ['a'])
  })

  it('stops an answer, also when asked before the send was confirmed', async () => {
    const { peer, chat } = await started()
    chat.send('long')
    ok(chat.busy)
    await chat.stop()
    await until(() => chat.messages[1]?.status === 'stopped')
    ok(!chat.busy)
    equal(peer.named('chat.stop').length, 1)
  })

  it('replaces an answer that is made again', async () => {
    const peer = new Peer()
    peer.seed('one', { role: 'person', text: 'q' }, { text: 'bad', status: 'failed' })
    const { chat } = await started(peer)
    await chat.regenerate(chat.messages[1]?.id as string)
    await until(() => chat.messages[1]?.status === 'streaming')
    equal(texts(chat), ['q', ''])
  })

  it('counts what came while nobody looked, and says what was read', async () => {
    const peer = new Peer()
    const { id } = peer.seed('one', { role: 'person', text: 'q' })
    const { chat, unread } = await started(peer)
    peer.put(id, { text: 'news' })
    equal(unread(), 1)
    chat.see(true)
    equal(unread(), 0)
    ok(chat.newAfter !== null)
    await until(() => peer.named('chat.read').length === 1)
    equal(peer.named('chat.read')[0]?.input.seq, 3)
  })

  it('reads older messages page by page', async () => {
    const peer = new Peer()
    peer.seed('one', ...Array.from({ length: 70 }, (_, index) => ({ text: String(index) })))
    const { chat } = await started(peer)
    equal(chat.messages.length, 50)
    await chat.earlierMessages()
    equal(chat.messages.length, 70)
    equal(texts(chat)[0], '0')
    equal(chat.thread?.before, null)
  })

  it('leaves a conversation that was deleted', async () => {
    const peer = new Peer()
    const { id } = peer.seed('one', { text: 'a' })
    const { chat } = await started(peer)
    const { seq } = chat.thread as Thread
    peer.conversations.delete(id)
    peer.tell('chat.conversation', { seq: seq + 1, event: 'chat.conversation', stream: id, subject: id, data: null })
    await until(() => chat.thread === null && chat.conversations.all.length === 0)
  })

  it('reads an answer out while it is written: whole sentences, several together, each once', async () => {
    const peer = new Peer()
    const { id } = peer.seed('one', { role: 'person', text: 'Tell me' })
    const element = await opened(peer)
    const region = inside(element, '.panel > [role=status]') as HTMLElement
    const said: string[] = []
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    const answer = peer.put(id, { status: 'streaming' })
    const sentences = Array.from({ length: 12 }, (_, n) => `This is *sentence* number ${n} of them. `)
    const tokens = sentences.join('').match(/\s?\S{1,4}/g) ?? []
    for (const [n, token] of tokens.entries()) {
      peer.delta(answer.id, token)
      if (n % 4 === 0) await new Promise((resolve) => void setTimeout(resolve, 150))
    }
    await until(() => said.length > 0)
    peer.settle(answer.id)
    await until(() => said.join(' ').includes('number 11 of them.'))
    ok(said.length >= 2 && said.length <= 4, JSON.stringify(said))
    for (const words of said) ok(words.trim().endsWith('of them.'), words)
    ok(said[0]?.startsWith('Juno: This is sentence number 0') && !said[1]?.includes('Juno'), JSON.stringify(said))
    equal(said.join(' ').match(/number \d+/g)?.length, 12)
  })

  it('shows and says what the team says as the words of the team, and that it will answer', async () => {
    for (const before of document.querySelectorAll('persona-widget')) before.remove()
    const peer = new Peer()
    const { id } = peer.seed('one', { role: 'person', text: 'A human, please' }, { text: 'I pass it on.' })
    const element = await opened(peer)
    peer.put(id, { role: 'team' })
    const region = () => inside(element, '.panel > [role=status]')?.textContent?.trim()
    const names = () => [...element.renderRoot.querySelectorAll('.message h2')].map((name) => name.textContent)
    await until(() => inside(element, '.team .aside')?.textContent === 'A person will answer here.')
    await until(() => region() === 'Team:  A person will answer here.')
    peer.put(id, { role: 'team', text: 'It is **here**.' })
    await until(() => inside(element, '.team strong')?.textContent === 'here')
    await until(() => region() === 'Team: It is here.')
    equal(names(), ['You', 'Juno', 'Team', 'Team'])
    equal(element.renderRoot.querySelectorAll('.team .face').length, 0)
    equal(
      [...element.renderRoot.querySelectorAll('.team button')].map((one) => one.getAttribute('aria-label')),
      ['Copy'],
    )
    await clean(element)
    element.remove()
  })

  it('keeps the page small with a long conversation, and what is read in its place', async () => {
    const peer = new Peer()
    peer.seed('long', ...Array.from({ length: 200 }, (_, n) => ({ text: `Answer ${n}\n\n- one\n- two` })))
    const element = await opened(peer)
    const log = inside(element, '.log') as HTMLElement
    const frame = () => new Promise(requestAnimationFrame)
    const first = () => inside(element, '.message .words')?.textContent ?? ''
    // By more than a line; the first page may come before what keeps the place.
    const jumps: string[] = []
    const end = Date.now() + 8000
    while (!first().startsWith('Answer 0') && Date.now() < end) {
      const { top } = log.getBoundingClientRect()
      const seen = [...log.querySelectorAll('.messages > *')].find(
        (one) => one.getBoundingClientRect().bottom > top + 200,
      )
      const before = seen?.getBoundingClientRect().top ?? 0
      const by = Math.min(200, log.scrollTop)
      log.scrollTop -= by
      await frame()
      await frame()
      const moved = seen?.isConnected ? seen.getBoundingClientRect().top - before : by
      if (Math.abs(moved - by) > 16) jumps.push(`${moved} for ${by} at ${log.scrollTop}`)
    }
    ok(first().startsWith('Answer 0'), first())
    ok(element.renderRoot.querySelectorAll('*').length < 1500)
    ok(jumps.length <= 1, jumps.join())
    log.scrollTop = log.scrollHeight
    await until(() => [...log.querySelectorAll('.words')].at(-1)?.textContent?.startsWith('Answer 199'))
    ok(!first().startsWith('Answer 0'))
    element.remove()
  })
})
