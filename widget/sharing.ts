/**
 * Speaking for others: one page has the socket, and what the others do and hear goes through it, over a BroadcastChannel.
 * No token and no key ever does. Acts carry their keys, so one that is lost with a leader is done again through the next.
 */
import type { ActOptions, Reply, Welcome } from '../bff/api.ts'
import type { LineState, Wire } from './connection.ts'
import type { Line } from './line.ts'
import { subjectOf } from './subject.ts'
import { Trouble, type TroubleCode } from './trouble.ts'

type Call = [name: string, input: unknown, options: ActOptions]

/** What is said. `page` names whom it is from, or whom it is for. */
type Word =
  /** A leader begins. */
  | { kind: 'lead' }
  /** Who leads, and what does one have to know? */
  | { kind: 'hello'; page: string }
  | { kind: 'here'; page: string; state: LineState; welcome: Welcome | null }
  | { kind: 'act'; page: string; n: number; call: Call }
  /** Without a reply: nobody knows. */
  | { kind: 'reply'; page: string; n: number; reply?: Reply }
  | { kind: 'heard'; event: string; data: unknown }
  | { kind: 'wake' }
  | { kind: 'ping' }
  | { kind: 'pong' }

/** Milliseconds between questions to the leader; that many without an answer, and it does not run: frozen, or too busy. */
const PULSE = 200
const SILENT = 4
/** Milliseconds that a leader is given to become who the page says it is. */
const GRACE = 2000

/** @param early what was said before this was fetched */
export const serve = (line: Line, channel: BroadcastChannel, early: readonly MessageEvent[]): void => {
  const say = (word: Word): void => {
    // It may have been closed meanwhile.
    if (line.channel === channel) channel.postMessage(word)
  }
  const listen = ({ data }: MessageEvent): void => {
    const word = data as Word
    if (word.kind === 'hello') say({ kind: 'here', page: word.page, state: line.state, welcome: line.welcome })
    else if (word.kind === 'ping') say({ kind: 'pong' })
    else if (word.kind === 'wake') line.wake()
    else if (word.kind === 'act') {
      const { page, n, call } = word
      line.act(...call).then(
        (reply) => say({ kind: 'reply', page, n, reply }),
        () => say({ kind: 'reply', page, n }),
      )
    }
  }
  line.relay = (event, data) =>
    say({ kind: 'heard', event, data: data instanceof Trouble ? { code: data.code, message: data.message } : data })
  channel.onmessage = listen
  for (const each of early) listen(each)
}

export const follow = (line: Line, channel: BroadcastChannel): Wire => {
  const page = crypto.randomUUID()
  const { token } = line.session
  const sub = token && subjectOf(token)
  const waiting = new Map<number, (reply?: Reply) => void>()
  let count = 0
  /** Questions without an answer. */
  let asked = 0
  /** The leader speaks for who this page is. */
  let mine = false
  let over = false

  const say = (word: Word): void => {
    if (!over) channel.postMessage(word)
  }
  /** The one who had them is gone, and what came of them with it. */
  const lose = (): void => {
    for (const settle of waiting.values()) settle()
    waiting.clear()
  }
  const heard = (event: string, data: unknown): void => {
    if (event === 'welcome') mine = sub === undefined || (data as Welcome).sub === sub
    if (event === 'refused') {
      const { code, message } = data as { code: TroubleCode; message: string }
      line.hear(event, new Trouble(code, message))
    } else if (mine) line.hear(event, data)
    else if (event === 'welcome') stranger()
  }
  /** The page says that it is somebody else than the leader. If the leader does not follow, each speaks for itself. */
  const stranger = (): void => {
    setTimeout(() => {
      if (!over && !mine) void line.lead().catch(() => {})
    }, GRACE)
  }

  channel.onmessage = ({ data }: MessageEvent) => {
    const word = data as Word
    if (over) return
    if (['lead', 'here', 'reply', 'heard', 'pong'].includes(word.kind)) asked = 0
    if (word.kind === 'lead') {
      lose()
      line.hear('state', 'connecting')
      say({ kind: 'hello', page })
    } else if (word.kind === 'here' && word.page === page) {
      if (word.welcome !== null) heard('welcome', word.welcome)
      heard('state', word.state)
    } else if (word.kind === 'heard') heard(word.event, word.data)
    else if (word.kind === 'reply' && word.page === page) {
      waiting.get(word.n)?.(word.reply)
      waiting.delete(word.n)
    }
  }

  const robIfSilent = (): void => {
    // Nobody looks, and nothing waits.
    if (document.hidden && waiting.size === 0) return void (asked = 0)
    if (asked++ >= SILENT) {
      asked = -2 * SILENT
      return line.steal()
    }
    say({ kind: 'ping' })
  }
  const pulse = setInterval(robIfSilent, PULSE)
  say({ kind: 'hello', page })

  return {
    act: (...call) =>
      new Promise((resolve, reject) => {
        const n = ++count
        waiting.set(n, (reply) =>
          reply ? resolve(reply) : reject(new Error('lost with the page that had the socket')),
        )
        say({ kind: 'act', page, n, call })
      }),
    wake: () => say({ kind: 'wake' }),
    close() {
      over = true
      clearInterval(pulse)
      lose()
    },
  }
}
