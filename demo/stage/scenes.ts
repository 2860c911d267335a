/** Every state of the widget that needs no backend: how the place is furnished, and what then happens. */
import { ask } from './asking.ts'
import { at } from './diary.ts'
import { troubles } from './trouble-scenes.ts'
import type { Hands, Step } from './play.ts'
import { tellSome, type World } from './world.ts'

export const groups = ['Door', 'Conversation', 'Line', 'Rooms', 'Trouble'] as const

export interface Scene {
  id: string
  name: string
  group: (typeof groups)[number]
  /** What a designer looks at here. */
  says: string
  /** The widget is closed when it begins. */
  closed?: boolean
  /** The room that is shown first. */
  view?: string
  /** The line is not there when it begins. */
  offline?: boolean
  /** A language that shows it best. */
  lang?: string
  /** Why nobody can talk. */
  trouble?: [code: string, detail: string]
  furnish?(world: World): void
  /** Once the widget is there. */
  enter?(hands: Hands): unknown
  steps: Step[]
}

/** Said, answered and read. */
const seeded = ({ peer, words }: World): string => {
  const { id, seq } = peer.seed(words.title, { role: 'person', text: words.asked }, { text: words.answer.join('') })
  peer.conversations.set(id, { ...peer.conversations.get(id)!, read: seq, unread: 0 })
  return id
}

/** The person asks and the persona begins to answer; the rest is up to the scene. */
const begin = ({ peer, words }: World): string => {
  const { id } = peer.seed(words.title, { role: 'person', text: words.asked })
  return peer.put(id, { status: 'streaming' }).id
}

/** Word by word, as it comes from a model. */
const say = async ({ peer, wait }: Hands, text: string): Promise<void> => {
  const { streaming } = peer
  if (!streaming) return
  for (const part of text.match(/\s{1,6}|\S{1,6}\s?/gu) ?? []) {
    if (peer.streaming?.id !== streaming.id) return
    peer.delta(streaming.id, part)
    await wait(45)
  }
}

const paragraph = (n: number, says: string): Step => ({
  says,
  after: n === 0 ? 900 : 300,
  act: (hands) => say(hands, hands.words.answer[n] ?? ''),
})
const settle = (says: string, change: Parameters<World['peer']['settle']>[1]): Step => ({
  says,
  after: 500,
  act: ({ peer }) => peer.streaming && peer.settle(peer.streaming.id, change),
})

/** What is fetched or loaded first is waited for, though a scene be taken somewhere at once. */
const part = async ({ element }: Hands, selector: string, place = 0): Promise<HTMLElement | undefined> => {
  for (let tries = 0; tries < 40; tries++) {
    const found = [...element.renderRoot.querySelectorAll<HTMLElement>(selector)].at(place)
    if (found) return found
    await new Promise((done) => void setTimeout(done, 50))
  }
}

/** Tomorrow's entry is deleted, by keyboard. */
const strike = async (hands: Hands): Promise<void> => {
  const entry = await part(hands, '.ag-what', 2)
  hands.peer.become('offline')
  entry?.focus()
  entry?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true, composed: true }))
}

const room = (view: string, name: string, says: string, furnish?: Scene['furnish']): Scene => ({
  id: view,
  name,
  group: 'Rooms',
  says,
  view,
  ...(furnish && { furnish }),
  steps: [],
})

export const scenes: Scene[] = [
  {
    id: 'answered',
    name: 'Answered',
    group: 'Conversation',
    says: 'A question and its answer. The person speaks in a soft bubble, Juno on the page itself.',
    furnish: seeded,
    steps: [],
  },
  {
    id: 'launcher',
    name: 'At rest',
    group: 'Door',
    says: 'The launcher alone, in its corner of the page.',
    closed: true,
    steps: [],
  },
  {
    id: 'greeting',
    name: 'Greeting',
    group: 'Door',
    says: 'A first word beside the launcher. Whoever dismisses it is left in peace.',
    closed: true,
    steps: [],
  },
  {
    id: 'badge',
    name: 'Unread',
    group: 'Door',
    says: 'What was not seen yet is counted on the launcher, up to nine.',
    closed: true,
    steps: [1, 2, 10].map((count) => ({
      says: count === 1 ? 'An answer came' : count === 2 ? 'Another one' : 'And too many to count',
      after: 900,
      act: ({ element }) => {
        element.unread = count
      },
    })),
  },
  {
    id: 'empty',
    name: 'First run',
    group: 'Conversation',
    says: 'Nothing was said yet: who is here, and three ways to begin.',
    steps: [],
  },
  {
    id: 'loading',
    name: 'Loading',
    group: 'Conversation',
    says: 'The shape of what will come, while the line is being made.',
    offline: true,
    furnish: ({ peer }) => peer.become('connecting'),
    steps: [
      {
        says: 'The line is there',
        after: 2600,
        act: ({ peer }) => peer.become('online'),
      },
    ],
  },
  {
    id: 'streaming',
    name: 'Streaming',
    group: 'Conversation',
    says: 'An answer as it comes, in words. Send has become Stop.',
    furnish: begin,
    steps: [
      paragraph(0, 'Juno begins'),
      paragraph(1, 'A list grows'),
      paragraph(2, 'The last sentence'),
      settle('It is done', {}),
    ],
  },
  {
    id: 'stopped',
    name: 'Stopped',
    group: 'Conversation',
    says: 'The person stopped it. What was said stays, and can be asked for again.',
    furnish: begin,
    steps: [paragraph(0, 'Juno begins'), settle('Stopped by the person', { status: 'stopped' })],
  },
  {
    id: 'interrupted',
    name: 'Interrupted',
    group: 'Conversation',
    says: 'The answer was cut off in the middle: the part that came is kept.',
    furnish: begin,
    steps: [paragraph(0, 'Juno begins'), settle('The model went silent', { status: 'interrupted' })],
  },
  {
    id: 'failed',
    name: 'Failed',
    group: 'Conversation',
    says: 'No answer came. One sentence says why, one button tries again.',
    furnish: begin,
    steps: [
      settle('The model did not answer', {
        status: 'failed',
        problem: { code: 'unavailable', detail: 'The model did not answer in time.' },
      }),
    ],
  },
  {
    id: 'approval',
    name: 'Approval',
    group: 'Conversation',
    says: 'What would be done in one sentence, exactly what with, and how long there is to decide.',
    furnish: ask,
    steps: [
      {
        says: 'The person approves',
        after: 2400,
        act: ({ peer }) => {
          for (const each of peer.approvals.values()) peer.approval({ ...each, status: 'approved', decided: 'person' })
        },
      },
      {
        says: 'It was done',
        after: 1200,
        act: ({ peer }) => {
          for (const each of peer.approvals.values()) {
            peer.approval({ ...each, status: 'used', decided: 'person' })
            peer.settle(each.message, { text: 'Kiln 2 is yours on Monday at seven. I put it in your agenda.' })
          }
        },
      },
    ],
  },
  {
    id: 'handed-over',
    name: 'Handed over',
    group: 'Conversation',
    says: 'A person of the team answers where the persona could not: under another name, beside a line.',
    furnish: ({ peer, words }) => {
      const { id } = peer.seed(words.title, { role: 'person', text: words.asked }, { text: words.answer[0] ?? '' })
      peer.put(id, { role: 'team' })
    },
    steps: [
      {
        says: 'The team answers',
        after: 1600,
        act: ({ peer, words }) => {
          const [conversation] = peer.conversations.keys()
          if (conversation !== undefined) peer.put(conversation, { role: 'team', text: words.answer.slice(1).join('') })
        },
      },
    ],
  },
  {
    id: 'rtl',
    name: 'Right to left',
    group: 'Conversation',
    says: 'The whole widget mirrored, in Arabic: head, bubbles, lists and the composer.',
    lang: 'ar',
    furnish: seeded,
    steps: [],
  },
  {
    id: 'offline',
    name: 'Offline',
    group: 'Line',
    says: 'The line went away. Reading and writing go on.',
    furnish: seeded,
    steps: [
      { says: 'The line breaks', after: 900, act: ({ peer }) => peer.become('offline') },
      { says: 'It is back', after: 3600, act: ({ peer }) => peer.become('online') },
    ],
  },
  {
    id: 'queued',
    name: 'Queued',
    group: 'Line',
    says: 'Written without a line: it waits in sight, and goes by itself.',
    furnish: seeded,
    steps: [
      { says: 'The line breaks', after: 700, act: ({ peer }) => peer.become('offline') },
      { says: 'A message is written', after: 900, act: ({ element, words }) => element.send(words.more) },
      { says: 'It is delivered', after: 3200, act: ({ peer }) => peer.become('online') },
    ],
  },
  {
    id: 'not-sent',
    name: 'Not sent',
    group: 'Line',
    says: 'The backend would not take it. The words are kept.',
    furnish: (world) => {
      seeded(world)
      world.peer.faults = [{ name: 'chat.send', how: 'refused', detail: 'This persona may not answer that.' }]
    },
    steps: [{ says: 'A message is refused', after: 700, act: ({ element, words }) => element.send(words.more) }],
  },
  {
    id: 'paused',
    name: 'Paused',
    group: 'Line',
    says: 'The persona was paused by its operator. One may read.',
    furnish: (world) => {
      seeded(world)
      world.peer.persona = { ...world.peer.persona, paused: true }
    },
    steps: [],
  },
  room('conversations', 'Conversations', 'All that was talked about, with what is new.', (world) => {
    for (const title of ['Plates for eight', 'A birthday at the wheel', 'Postage to Vienna'])
      world.peer.seed(title, { role: 'person', text: title }, { text: 'Noted.' })
    seeded(world)
  }),
  room('memory', 'Memory', 'What Juno knows and from whom, each to be put right or forgotten.'),
  room('plans', 'Plans', 'Goals in steps, and what comes by itself.'),
  room('agenda', 'Agenda', 'The days ahead, with one line to add to them.'),
  {
    ...room('agenda', 'Agenda: nothing', 'An agenda in which nothing stands yet, and how to begin.', ({ diary }) =>
      diary.entries.clear(),
    ),
    id: 'agenda-empty',
  },
  {
    ...room(
      'agenda',
      'Agenda: week',
      'Days beside one another, hour by hour; what overlaps stands side by side.',
      ({ diary }) => {
        diary.put({ title: 'Ana calls', start: at(0, '10:30'), minutes: 60 })
      },
    ),
    id: 'agenda-week',
    enter: async (hands) => {
      await part(hands, '.ag-what')
      ;(await part(hands, '.ag-views button', 2))?.click()
    },
  },
  {
    ...room(
      'agenda',
      'Agenda: proposals',
      'What Juno would like to write into it, to accept or to decline.',
      ({ diary, peer }) => {
        const asked = diary.ask('agenda.add', { title: 'Kiln 2, eight plates', start: at(1, '13:00'), minutes: 120 })
        peer.approvals.set(asked.id, asked)
      },
    ),
    id: 'agenda-proposal',
  },
  {
    ...room('agenda', 'Agenda: queued', 'Edited without a line: the entry says that it waits, and goes by itself.'),
    id: 'agenda-queued',
    steps: [
      { says: 'An entry is deleted without a line', after: 900, act: strike },
      { says: 'It is done', after: 3200, act: ({ peer }) => peer.become('online') },
    ],
  },
  {
    ...room(
      'agenda',
      'Agenda: not sent',
      'The backend would not take an edit. Try again, or let it go.',
      ({ peer }) => {
        peer.faults = [{ name: 'agenda.remove', how: 'refused', detail: 'This entry is kept by the studio.' }]
      },
    ),
    id: 'agenda-not-sent',
    steps: [
      { says: 'An entry is deleted without a line', after: 900, act: strike },
      { says: 'The line is back, and the edit is refused', after: 1600, act: ({ peer }) => peer.become('online') },
    ],
  },
  room('notifications', 'Notices', 'What one is told, by day; unread by weight and dot.', ({ inbox }) =>
    tellSome(inbox),
  ),
  {
    ...room('whiteboard', 'Whiteboard', 'A board of boxes, arrows and a note. Draw on it.'),
    enter: async (hands) => (await part(hands, '.boards .open'))?.click(),
  },
  ...troubles,
]
