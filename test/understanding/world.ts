/** A small life to talk about: what the reading tools answer, on a fixed day in a fixed zone. What was done shows in it. */
import { runtime } from '../../bff/capabilities/runtime.ts'
import { systemPrompt } from '../../bff/brain/prompt.ts'
import { inputSchema } from '../../bff/schema.ts'
import type { Persona, SpaceDocument } from '../../bff/spaces/document.ts'

/** A Wednesday, ten in the morning in Berlin. */
export const NOW = Date.parse('2026-11-18T09:00:00.000Z')
export const ZONE = 'Europe/Berlin'

type Row = Record<string, unknown>
type Input = Row

const schedule = (id: string, prompt: string, start: string, rule: string | null, more: Row = {}): Row => ({
  id,
  persona: 'per_juno',
  kind: 'reminder',
  prompt,
  rule,
  start,
  zone: ZONE,
  catchUp: 'latest',
  overlap: 'skip',
  conversation: 'cnv_01',
  status: 'active',
  next: `${start}:00.000Z`,
  last: null,
  problem: null,
  tainted: false,
  seq: 1,
  ...more,
})

const plan = (id: string, goal: string, steps: [string, string, string][]): Row => ({
  id,
  persona: 'per_juno',
  goal,
  status: 'active',
  conversation: null,
  steps: steps.map(([step, text, status]) => ({
    id: step,
    text,
    status,
    act: null,
    note: '',
    evidence: [],
    wake: null,
  })),
  wake: null,
  tainted: false,
  at: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-10T10:00:00.000Z',
  seq: 1,
})

const facts: [string, string][] = [
  ['fct_sister', 'My sister is called Ana'],
  ['fct_allergy', 'I am allergic to peanuts'],
  ['fct_coffee', 'I drink my coffee black'],
  ['fct_work', 'I work at Siemens'],
  ['fct_live', 'I live in Hamburg'],
  ['fct_car', 'My car is a red Skoda'],
  ['fct_dentist', 'My dentist is Dr. Ruiz'],
  ['fct_birthday', 'My birthday is 4 May'],
]

const fact = ([id, text]: [string, string]): Row => ({
  id,
  persona: 'per_juno',
  kind: 'fact',
  text,
  core: false,
  at: '2026-10-02T12:00:00.000Z',
  from: '2026-10-02T12:00:00.000Z',
  until: null,
  speaker: 'vis:one',
  author: 'vis:one',
  trust: 'person',
  message: 'msg_01',
  conversation: 'cnv_03',
  ref: null,
  session: null,
})

const conversation = (id: string, title: string): Row => ({
  id,
  persona: 'per_juno',
  title,
  updatedAt: '2026-11-17T10:00:00.000Z',
  unread: 0,
})

const board = (id: string, title: string): Row => ({ id, title, updatedAt: '2026-11-17T10:00:00.000Z' })

/** One time of something in the agenda, in Berlin. */
const entry = (id: string, title: string, start: string, end: string, rule: string | null = null): Row => ({
  id: rule === null ? id : `${id}@${start}:00`,
  entry: id,
  persona: 'per_juno',
  start: new Date(`${start}:00+01:00`).toISOString(),
  end: new Date(`${end}:00+01:00`).toISOString(),
  startLocal: `${start}:00`,
  endLocal: `${end}:00`,
  zone: ZONE,
  allDay: false,
  title,
  place: '',
  rule,
  recurs: rule !== null,
  changed: false,
  free: false,
  trust: 'person',
})
/** All times of it on these days of November. */
const entries = (id: string, title: string, [from, to]: [string, string], rule: string, days: number[]): Row[] =>
  days.map((day) => entry(id, title, `2026-11-${day}T${from}`, `2026-11-${day}T${to}`, rule))

const notice = (id: string, category: string, title: string, read: string | null = null): Row => ({
  id,
  persona: 'per_juno',
  category,
  title,
  text: '',
  urgency: 'normal',
  link: null,
  author: 'per:per_juno',
  trust: 'persona',
  at: '2026-11-18T07:00:00.000Z',
  arrived: '2026-11-18T07:00:00.000Z',
  seen: read,
  read,
  archived: null,
  snoozed: null,
})

const stems = (text: string): string[] => (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).map((word) => word.slice(0, 5))

/** What the tools would answer: the reading ones from the state, the others with what they made. */
export const world = () => {
  const schedules = [
    schedule('sch_pills', 'take the blue pills', '2026-10-01T08:00', 'FREQ=DAILY'),
    schedule('sch_rent', 'pay the rent', '2026-01-01T09:00', 'FREQ=MONTHLY;BYMONTHDAY=1'),
    schedule('sch_dentist', 'call the dentist', '2026-11-20T15:00', null),
    schedule('sch_plants', 'water the plants', '2026-10-04T10:00', 'FREQ=WEEKLY;BYDAY=SU'),
    schedule('sch_yoga', 'roll out the yoga mat', '2026-10-05T18:00', 'FREQ=WEEKLY;BYDAY=MO', { status: 'paused' }),
    schedule('sch_brief', 'Tell me what there is today', '2026-10-01T07:30', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', {
      kind: 'brief',
    }),
  ]
  const plans = [
    plan('pln_move', 'Move to the new flat', [
      ['stp_movers', 'book the movers', 'todo'],
      ['stp_boxes', 'buy boxes', 'doing'],
      ['stp_keys', 'hand over the keys', 'todo'],
    ]),
    plan('pln_spanish', 'Learn Spanish for the trip to Madrid', [
      ['stp_course', 'find a course', 'done'],
      ['stp_words', 'learn 500 words', 'doing'],
      ['stp_talk', 'talk with Carmen every week', 'todo'],
    ]),
    plan('pln_party', 'Birthday party for Ben', [
      ['stp_guests', 'write the guest list', 'todo'],
      ['stp_cake', 'order the cake', 'todo'],
      ['stp_music', 'make a playlist', 'todo'],
    ]),
  ]
  const agenda = [
    ...entries('agd_standup', 'Standup', ['09:30', '09:45'], 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', [19, 20, 23, 24, 25]),
    entry('agd_board', 'Board meeting', '2026-11-19T14:00', '2026-11-19T15:30'),
    ...entries('agd_gym', 'Gym', ['18:00', '19:30'], 'FREQ=WEEKLY;BYDAY=TU,TH', [19, 24, 26]),
    entry('agd_lunch', 'Lunch with Ana', '2026-11-20T13:00', '2026-11-20T14:00'),
    entry('agd_dentist', 'Dentist', '2026-11-23T10:00', '2026-11-23T10:45'),
  ]
  const notices = [
    notice('ntc_parcel', 'notes', 'Your parcel has arrived'),
    notice('ntc_invoice', 'notes', 'The invoice of the landlord is due', '2026-11-18T08:00:00.000Z'),
    notice('ntc_step', 'plans', 'It is time to book the movers'),
  ]
  const known = facts.map(fact)
  const made: Row[] = []
  const answers: Record<string, (input: Input) => unknown> = {
    schedules_list: () => ({ schedules }),
    plans_list: () => ({ plans }),
    memory_list: () => ({ facts: known, before: null }),
    memory_search: ({ query }) => {
      const asked = stems(String(query))
      return { found: known.filter(({ text }) => stems(String(text)).some((word) => asked.includes(word))) }
    },
    chat_list: ({ archived }) => ({
      conversations:
        archived === true
          ? []
          : [
              conversation('cnv_01', 'Kitchen table'),
              conversation('cnv_02', 'Glaze ideas'),
              conversation('cnv_03', 'Holiday in Norway'),
            ],
      before: null,
    }),
    chat_handoff: () => ({ handoff: 'hnd_01', status: 'open' }),
    chat_history: () => ({ messages: [], before: null }),
    whiteboard_list: () => ({ boards: [board('brd_signup', 'Signup flow'), board('brd_garden', 'Garden'), ...made] }),
    whiteboard_look: ({ board: id }) => ({
      board: String(id ?? 'brd_signup'),
      title: id === 'brd_garden' ? 'Garden' : 'Signup flow',
      elements: 3,
      outline: [
        '[el_signup] rectangle "Signup" at (0, 0), 120×60, left',
        '[el_payment] rectangle "Payment" at (200, 0), 120×60, middle',
        '[el_welcome] rectangle "Welcome" at (400, 0), 120×60, right',
      ],
      left: 0,
    }),
    whiteboard_create: ({ title }) => {
      made.unshift(board('brd_new', String(title)))
      return { board: 'brd_new' }
    },
    agenda_list: ({ from, to }) => ({
      occurrences: agenda.filter(({ startLocal }) => {
        const at = String(startLocal)
        return at >= String(from).slice(0, 16) && at < String(to).slice(0, 16)
      }),
      zone: ZONE,
      more: false,
      left: [],
    }),
    agenda_get: ({ id }) => ({
      entry: { ...agenda.find((each) => each.entry === id || each.id === id), notes: '', attendees: [] },
    }),
    agenda_freebusy: ({ from, to }) => ({
      busy: agenda
        .filter(({ startLocal, endLocal }) => String(endLocal) > String(from) && String(startLocal) < String(to))
        .map(({ start, end }) => ({ start, end })),
      until: String(to),
    }),
    agenda_suggest: () => ({ slots: [{ start: '2026-11-23T09:00:00.000Z', end: '2026-11-23T10:00:00.000Z' }] }),
    agenda_settings: ({ zone }) => ({
      zone: zone ?? ZONE,
      hours: { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] },
    }),
    agenda_export: () => ({ calendar: 'BEGIN:VCALENDAR', entries: 5 }),
    agenda_add: ({ title, start, end }) => {
      const timed = (at: unknown): string => (String(at).length > 10 ? String(at) : `${String(at)}T00:00`)
      agenda.push(entry('agd_new', String(title), timed(start), timed(end ?? start)))
      return { entry: 'agd_new', edit: 'edt_1', conflicts: [] }
    },
    notifications_list: ({ category }) => ({
      notices: notices.filter((each) => category === undefined || each.category === category),
      before: null,
      unseen: 2,
      inbox: null,
    }),
    notifications_preferences: () => ({
      unseen: 2,
      categories: [
        { category: 'notes', on: true },
        { category: 'plans', on: true },
      ],
      quiet: { from: '22:00', to: '07:00', zone: ZONE },
    }),
    approvals_list: () => ({ approvals: [] }),
    schedules_add: ({ prompt, at, start, rule, kind }) => {
      const first = String(at ?? start)
      schedules.push(
        schedule('sch_new', String(prompt ?? 'brief'), first, rule ? String(rule) : null, { kind: kind ?? 'reminder' }),
      )
      return { schedule: 'sch_new', next: `${first}:00.000Z` }
    },
    plans_make: ({ goal }) => {
      plans.unshift(plan('pln_new', String(goal), []))
      return { plan: 'pln_new', steps: [] }
    },
  }
  return (name: string, input: Input): unknown => (answers[name] ? answers[name](input) : { done: true })
}

const actions = runtime
  .flatMap(({ actions: all }) => [...all])
  .filter(({ tool, doors }) => tool && doors.includes('brain'))

/** As the brain offers them. */
export const tools = actions.map((action) => ({
  type: 'function' as const,
  function: { name: action.name.replace('.', '_'), description: action.does, parameters: inputSchema(action) },
}))
export const families: string[] = runtime.map(({ name }) => name)
export const isRead = (tool: string): boolean =>
  actions.find(({ name }) => name.replace('.', '_') === tool)?.risk === 'read'

const persona = {
  id: 'per_juno',
  name: 'Juno',
  role: 'the assistant',
  instructions: 'Be warm and brief.\nOffice hours: Monday to Friday, 9:00 to 17:00.',
  starters: [],
} as unknown as Persona
const document = { space: { id: 'spc_1', name: 'Home', capabilities: families } } as unknown as SpaceDocument

export const system = systemPrompt(
  persona,
  document,
  'cnv_01',
  NOW,
  new Map([['agenda', [`Today is 2026-11-18 in ${ZONE}.`]]]),
)
