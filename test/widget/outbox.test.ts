/** What waits to be sent: it outlives the page, is done once and in order, and never by anybody else. */
import { Chat } from '../../widget/chat/chat.ts'
import { Client } from '../../widget/client.ts'
import { actsOf, forgetAll } from '../../widget/forget.ts'
import type { Act } from '../../widget/outbox.ts'
import { equal, ok } from './assert.ts'
import { juno, Peer, until } from './stage.ts'

let id = ''
let open: Client[] = []

/** A page that was loaded, and where the person is online. */
const load = async (peer: Peer, sub = 'vis:1') => {
  const client = new Client(peer, id)
  open.push(client)
  peer.sub = sub
  peer.become('online')
  await client.outbox.restored()
  return client
}

const chatOf = (client: Client): Chat =>
  new Chat(client, juno, {
    changed: () => {},
    grown: () => {},
    message: () => {},
    opened: () => {},
    approval: () => {},
    unread: () => {},
  })

const kept = async (): Promise<{ act: Act; sub: string }[]> => {
  const opening = indexedDB.open(actsOf(id))
  const database = await new Promise<IDBDatabase>((resolve) => {
    opening.addEventListener('success', () => resolve(opening.result))
  })
  if (!database.objectStoreNames.contains('acts')) {
    database.close()
    return []
  }
  const all = database.transaction('acts').objectStore('acts').getAll()
  return new Promise((resolve) => {
    all.addEventListener('success', () => {
      database.close()
      resolve(all.result)
    })
  })
}

const queued = (client: Client, ...texts: string[]): void => {
  for (const text of texts)
    client.outbox.add({ action: 'chat.send', input: { conversation: 'cnv_1', text }, stream: 'cnv_1' })
}

/** A peer with a conversation in it, that a next page finds as this one left it. */
const host = (): Peer => {
  const peer = new Peer()
  peer.seed('one', { text: 'hello' })
  return peer
}

const sent = (peer: Peer): string[] => peer.named('chat.send').map(({ input }) => input.text as string)

describe('The outbox', () => {
  beforeEach(() => (id = `test-${crypto.randomUUID()}`))
  afterEach(() => {
    for (const client of open) client.close()
    open = []
    forgetAll(id)
  })

  it('keeps what was written offline over a reload, and sends it once, in order, with the key it had', async () => {
    const peer = host()
    const before = await load(peer)
    peer.become('offline')
    queued(before, 'one', 'two', 'three')
    equal(
      before.outbox.items.map(({ state }) => state),
      ['queued', 'queued', 'queued'],
    )
    ok(before.outbox.durable)
    await until(async () => (await kept()).length === 3)
    const keys = before.outbox.items.map(({ key }) => key)
    before.close()
    const after = await load(peer)
    await until(() => after.outbox.items.length === 0 && sent(peer).length === 3)
    equal(sent(peer), ['one', 'two', 'three'])
    equal(
      peer.named('chat.send').map(({ key }) => key),
      keys,
    )
    await until(async () => (await kept()).length === 0)
  })

  it('counts a message once that was taken in the moment the page was closed', async () => {
    const peer = host()
    const before = await load(peer)
    peer.faults = [{ name: 'chat.send', how: 'lost' }]
    queued(before, 'once')
    await until(() => peer.named('chat.send').length === 1)
    before.close()
    const after = await load(peer)
    await until(() => peer.named('chat.send').length === 2 && after.outbox.items.length === 0)
    equal([...peer.messages.values()].filter(({ text }) => text === 'once').length, 1)
  })

  it('shows what waited in its conversation, also when that was never started', async () => {
    const peer = new Peer()
    const before = await load(peer)
    const chat = chatOf(before)
    await until(() => chat.phase === 'ready')
    peer.become('offline')
    chat.send('the first words')
    await until(async () => (await kept()).length === 1)
    before.close()
    peer.faults = [{ name: 'chat.send', how: 'busy' }]
    const again = chatOf(await load(peer))
    await until(() => again.outgoing.length === 1)
    equal(again.outgoing[0]?.input['text'], 'the first words')
    await until(() => again.messages.length === 2)
    equal(again.messages[0]?.text, 'the first words')
    equal(again.outgoing.length, 0)
    equal(peer.conversations.size, 1)
  })

  it('sends what waits for a conversation after another one was opened', async () => {
    const peer = host()
    const { id: other } = peer.seed('two', { text: 'other' })
    const chat = chatOf(await load(peer))
    await until(() => chat.thread?.conversation.id === other)
    peer.become('offline')
    chat.send('for the second')
    const going = chat.openConversation('cnv_1')
    peer.become('online')
    await going
    await until(() => sent(peer).join() === 'for the second')
    equal(peer.named('chat.send')[0]?.input.conversation, other)
    equal(chat.outgoing.length, 0)
  })

  it('never sends what somebody else wrote', async () => {
    const peer = host()
    const before = await load(peer, 'usr:shop:ada')
    peer.become('offline')
    queued(before, 'from Ada')
    await until(async () => (await kept()).length === 1)
    before.close()
    const grace = await load(peer, 'usr:shop:grace')
    equal(grace.outbox.items, [])
    grace.close()
    const visitor = await load(peer, 'vis:2')
    equal(visitor.outbox.items, [])
    visitor.close()
    equal(sent(peer), [])
    const ada = await load(peer, 'usr:shop:ada')
    await until(() => sent(peer).join() === 'from Ada' && ada.outbox.items.length === 0)
  })

  it('goes on as the person that a visitor has become', async () => {
    const peer = host()
    const before = await load(peer)
    peer.become('offline')
    queued(before, 'before I signed in')
    await until(async () => (await kept()).length === 1)
    before.close()
    await load(peer, 'usr:shop:ada')
    await until(() => sent(peer).join() === 'before I signed in')
  })

  it('leaves alone what another page is about to send, and takes it up once that page is gone', async () => {
    const peer = host()
    const [one, two] = [await load(peer), await load(new Peer())]
    peer.become('offline')
    queued(one, 'from the first')
    await until(async () => (await kept()).length === 1)
    await new Promise((resolve) => void setTimeout(resolve, 100))
    equal(two.outbox.items, [])
    one.close()
    await until(() => two.outbox.items.length === 1)
  })

  it('says when no more fits, and keeps what there is', async () => {
    const peer = host()
    const client = await load(peer)
    const chat = chatOf(client)
    await until(() => chat.phase === 'ready')
    peer.become('offline')
    for (let n = 0; n < 400; n++) ok(chat.send(String(n)))
    equal(chat.send('one too many'), false)
    equal(chat.trouble, 'Too much is waiting to be sent. Wait for the connection before you go on.')
    equal(client.outbox.items.length, 400)
    peer.become('online')
    await until(() => sent(peer).length === 400)
    equal(
      sent(peer),
      Array.from({ length: 400 }, (_, n) => String(n)),
    )
  })

  it('asks before it sends what is more than a day old, for the backend may have forgotten its key', async () => {
    const peer = host()
    const before = await load(peer)
    peer.become('offline')
    const real = Date.prototype.toISOString
    Date.prototype.toISOString = function (this: Date) {
      return real.call(new Date(this.getTime() - 90_000_000))
    }
    queued(before, 'old')
    Date.prototype.toISOString = real
    await until(async () => (await kept()).length === 1)
    before.close()
    const after = await load(peer)
    await until(() => after.outbox.items[0]?.state === 'failed')
    const [old] = after.outbox.items as [Act]
    equal(sent(peer), [])
    after.outbox.retry(old.key)
    await until(() => sent(peer).join() === 'old')
    ok(peer.named('chat.send')[0]?.key !== old.key)
  })

  it('does a whiteboard edit that was left, and one of an agenda, beside the messages', async () => {
    const peer = host()
    peer.answers = { 'whiteboard.apply': () => ({ seq: 1, refused: [] }), 'agenda.remove': () => ({}) }
    const before = await load(peer)
    peer.become('offline')
    const nothing = { board: 'brd_1', edit: 'e1', operations: [] }
    void before.outbox.post('whiteboard.apply', nothing, 'brd_1', 'e1')
    void before.outbox.post('agenda.remove', { entry: 'agd_1' } as never, 'agenda')
    await until(async () => (await kept()).length === 2)
    before.close()
    await load(peer)
    await until(() => peer.named('whiteboard.apply').length === 1 && peer.named('agenda.remove').length === 1)
    equal(peer.named('whiteboard.apply')[0]?.key, 'e1')
  })

  it('answers an act that was posted, or says why not', async () => {
    const peer = host()
    peer.answers = { 'agenda.remove': () => ({ removed: 'agd_1' }) }
    const client = await load(peer)
    equal(await client.outbox.post('agenda.remove', { entry: 'agd_1' } as never, 'agenda'), { removed: 'agd_1' })
    peer.faults = [{ name: 'agenda.remove', how: 'refused', detail: 'No.' }]
    const refused = await client.outbox
      .post('agenda.remove', {} as never, 'agenda')
      .catch((error: Error) => error.message)
    equal(refused, 'No.')
    equal(client.outbox.items, [])
  })

  it('forgets everything at a log-out', async () => {
    const peer = host()
    const before = await load(peer)
    peer.become('offline')
    queued(before, 'secret')
    await until(async () => (await kept()).length === 1)
    forgetAll(id)
    before.close()
    equal(await kept(), [])
  })

  it('waits in memory where nothing can be kept, and says so', async () => {
    const real = IDBFactory.prototype.open
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError')
    }
    try {
      const peer = host()
      const client = await load(peer)
      equal(client.outbox.durable, false)
      peer.become('offline')
      queued(client, 'kept here')
      peer.become('online')
      await until(() => sent(peer).join() === 'kept here')
    } finally {
      IDBFactory.prototype.open = real
    }
  })
})
