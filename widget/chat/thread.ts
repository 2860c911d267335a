/** A conversation as this browser knows it, and how events and deltas change it. Plain data, no DOM, no network. */
import type { Conversation, Message, Published, Signals } from '../../bff/api.ts'

type Delta = Signals['chat.delta']

export interface Thread {
  conversation: Conversation
  messages: Map<string, Message>
  /** The last `seq` of the stream that was applied. */
  seq: number
  /** `before` for the page above the oldest message; `null` at the beginning. */
  before: string | null
  /** Deltas that came before the text in front of them. */
  held: Map<string, Delta[]>
}

/** `gap`: something is missing, ask for it. `removed`: the conversation is gone. */
export type Outcome = 'changed' | 'grown' | 'nothing' | 'gap' | 'removed'

const maxHeld = 400

export const threadOf = (page: { conversation: Conversation; messages: Message[]; before: string | null }): Thread => ({
  conversation: page.conversation,
  messages: new Map(page.messages.map((message) => [message.id, message])),
  seq: page.conversation.seq,
  before: page.before,
  held: new Map(),
})

/** A conversation that was started just now and of which nothing is known yet but its id. */
export const freshThread = (id: string, persona: string, at: string): Thread =>
  threadOf({
    conversation: { id, persona, title: '', at, updatedAt: at, archived: false, seq: 0, read: 0, unread: 0 },
    messages: [],
    before: null,
  })

/** An older page, put above. */
export const prepend = (thread: Thread, messages: readonly Message[], before: string | null): void => {
  for (const message of messages) if (!thread.messages.has(message.id)) thread.messages.set(message.id, message)
  thread.before = before
}

/** What is to be seen, oldest first. */
export const shown = (thread: Thread): Message[] =>
  [...thread.messages.values()].filter(({ superseded }) => !superseded).toSorted((a, b) => a.seq - b.seq)

/** Nothing is being written into it now, nor will be. */
export const atRest = ({ status }: Message): boolean => status !== 'streaming' && status !== 'waiting'

/** Where a resume has to begin: an answer that is being written has words that no event repeats. */
export const resumeFrom = (thread: Thread): number => {
  let from = thread.seq
  for (const message of thread.messages.values()) if (!atRest(message)) from = Math.min(from, message.seq - 1)
  return from
}

/** Take a record, unless what is here is further along. */
const take = (thread: Thread, record: Message): void => {
  const known = thread.messages.get(record.id)
  // The kept partial lags behind the deltas: the longer text is the newer one while both are being written.
  const ahead = known && !atRest(known) && !atRest(record) && known.text.length > record.text.length
  thread.messages.set(record.id, ahead ? { ...record, text: known.text } : record)
  if (atRest(record)) thread.held.delete(record.id)
  else settle(thread, record.id)
}

/**
 * Apply one event of this conversation's stream.
 * @param live false in a replay, whose records are as they are now and may repeat what is known
 */
export const apply = (thread: Thread, event: Published, live: boolean): Outcome => {
  const old = event.seq <= thread.seq
  if (live && old) return 'nothing'
  if (live && event.seq > thread.seq + 1) return 'gap'
  thread.seq = Math.max(thread.seq, event.seq)
  if (event.event === 'chat.conversation') {
    if (event.data === null) return 'removed'
    thread.conversation = event.data as Conversation
    return 'changed'
  }
  // An approval is no message: whoever shows approvals takes it.
  if (event.event === 'chat.approval') return 'changed'
  const record = event.data as Message | null
  // A message that was removed leaves no id behind; the next history will not have it.
  if (record === null) return 'nothing'
  const known = thread.messages.get(record.id)
  if (old && known !== undefined && atRest(known)) return 'nothing'
  // Without this an event about an old message would put it above a history that has not been read yet.
  if (known === undefined && thread.before !== null && record.seq < (shown(thread)[0]?.seq ?? 0)) return 'nothing'
  take(thread, record)
  return 'changed'
}

/** Put in what the ack of a send already tells, so that nothing flickers until the events come. */
export const expect = (thread: Thread, message: Message): void => {
  if (!thread.messages.has(message.id)) take(thread, message)
}

/** Append a delta where it belongs. Offsets count UTF-16 code units, as JavaScript does. */
export const grow = (thread: Thread, delta: Delta): Outcome => {
  const message = thread.messages.get(delta.message)
  if (message === undefined) return hold(thread, delta)
  if (atRest(message)) return 'nothing'
  const { length } = message.text
  if (delta.offset > length) return hold(thread, delta)
  const beyond = delta.text.slice(length - delta.offset)
  if (beyond === '') return 'nothing'
  thread.messages.set(message.id, { ...message, text: message.text + beyond })
  settle(thread, message.id)
  return 'grown'
}

const hold = (thread: Thread, delta: Delta): Outcome => {
  const held = thread.held.get(delta.message) ?? []
  if (held.length < maxHeld) thread.held.set(delta.message, [...held, delta])
  return 'gap'
}

/** Try the deltas again that were too early. */
const settle = (thread: Thread, id: string): void => {
  const held = thread.held.get(id)
  if (held === undefined) return
  thread.held.delete(id)
  for (const delta of held.toSorted((a, b) => a.offset - b.offset)) grow(thread, delta)
}

/** What the persona has said, or asks for, that the person has not seen. */
export const unreadOf = (thread: Thread): number =>
  shown(thread).filter(
    ({ role, status, seq }) =>
      role !== 'person' && status !== 'streaming' && status !== 'stopped' && seq > thread.conversation.read,
  ).length
