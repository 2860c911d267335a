/** What follows up on the turn before: put right, pointed at, answered to; and what one sentence says of another. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { converse } from '../understanding/examine.ts'
import { isRead, world } from '../understanding/world.ts'

type Act = [string, Record<string, unknown>]

/** The acts of the last turn, without what they have in common. */
const acts = async (...turns: string[]): Promise<Act[]> => {
  const { calls } = await converse(turns, true)
  return calls.filter(([name]) => !isRead(name)).map(([name, { zone: _, ...input }]): Act => [name, input])
}
const same = async (turns: string, wanted: Act[]): Promise<void> =>
  assert.deepEqual(await acts(...turns.split(' | ')), wanted, turns)

describe('follow-ups', () => {
  test('the new words take the place of the wrong ones in what was just made', async () => {
    await same('remind me at 3 to check the walk-in fridge | sorry 4 not 3', [
      ['schedules_change', { at: '2026-11-18T16:00', schedule: 'sch_new' }],
    ])
    await same('ping me in 20 min to get the bread out the oven | sorry i meant 40', [
      ['schedules_change', { at: '2026-11-18T10:40', schedule: 'sch_new' }],
    ])
    await same('remind me friday at 9 to send Lucía the score | no, the trombone part, not the score', [
      ['schedules_change', { prompt: 'send Lucía the trombone part', schedule: 'sch_new' }],
    ])
    await same('remember my locker at school is number 212 | 221 sry', [
      ['memory_remember', { text: 'my locker at school is number 221' }],
    ])
    await same('remind me tomorrow to call Jo | at 4', [
      ['schedules_change', { at: '2026-11-19T16:00', schedule: 'sch_new' }],
    ])
  })

  test('two wishes in one message are both done, each as it is said', async () => {
    await same('You can switch the yoga mat reminder back on, and the rent one take off for good', [
      ['schedules_change', { active: true, schedule: 'sch_yoga' }],
      ['schedules_remove', { schedule: 'sch_rent' }],
    ])
    await same('hold both the pill reminder and the plant one', [
      ['schedules_change', { active: false, schedule: 'sch_pills' }],
      ['schedules_change', { active: false, schedule: 'sch_plants' }],
    ])
    await same('remind me tomorrow at 6am to load the trailer and at 3pm to order gravel', [
      ['schedules_add', { at: '2026-11-19T06:00', prompt: 'load the trailer' }],
      ['schedules_add', { at: '2026-11-19T15:00', prompt: 'order gravel' }],
    ])
    await same('I have lunch with Brandt & Co on Friday at 1', [
      ['agenda_add', { start: '2026-11-20T13:00', title: 'lunch with Brandt & Co' }],
    ])
  })

  test('what was mistyped is what it is nearly like, and a day more is added to those there are', async () => {
    await same('our new bass is called Jürgen, remember him | sorry autocorrect. Jörn', [
      ['memory_remember', { text: 'our new bass is called Jörn' }],
    ])
    await same('remind me every monday at 8 am to hand in my practice log | tuesdays too', [
      ['schedules_change', { rule: 'FREQ=WEEKLY;BYDAY=MO,TU', start: '2026-11-23T08:00', schedule: 'sch_new' }],
    ])
    await same('remind me to take the bins out tonight at 8 | half past, actually', [
      ['schedules_change', { at: '2026-11-18T20:30', schedule: 'sch_new' }],
    ])
    await same('remind me tonight at 8 to take the bins out | quarter to, actually', [
      ['schedules_change', { at: '2026-11-18T19:45', schedule: 'sch_new' }],
    ])
    // A day is no slip of a name.
    await same('dinner with Priya tomorrow at 7pm | no, friday', [
      ['agenda_update', { start: '2026-11-20T19:00', id: 'agd_new' }],
    ])
  })

  test('a day that was spoken of is meant by the next message too', async () => {
    const { calls } = await converse(['anything on tomorrow?', 'and the day after?'], true)
    assert.match(String(calls.at(-1)?.[1].from), /^2026-11-20/)
    await same('am I free friday afternoon? | then put the hairdresser in at 3', [
      ['agenda_add', { start: '2026-11-20T15:00', title: 'hairdresser' }],
    ])
    await same('Add choir tonight at 8 to the calendar | oh, the conductor is ill. take it out again', [
      ['agenda_remove', { id: 'agd_new' }],
    ])
    await same('what do you know about my car? | ok please forget that, i go by bike nowadays', [
      ['memory_forget', { fact: 'fct_car' }],
    ])
    await same("How is the plan for Ben's party doing? | the first step is done by the way", [
      ['plans_step', { status: 'done', step: 'stp_guests' }],
    ])
  })

  test('what is not there is not taken for what was spoken of before', async () => {
    for (const said of ["cancel the pilates, I don't need it any more", "cancel pilates, I don't need it any more"])
      await same(`add dinner with Jo tomorrow at 7 | ${said}`, [])
    // What one is told of has a day of its own.
    await same('what have i got friday? | ok remind me at 5 to call mum', [
      ['schedules_add', { at: '2026-11-18T17:00', prompt: 'call mum' }],
    ])
  })

  test('a reason that somebody gave does not undo an order', async () => {
    await same('move the lunch with Ana to 2 on friday, she said one is too early', [
      ['agenda_update', { start: '2026-11-20T14:00', id: 'agd_lunch' }],
    ])
  })

  test('a title keeps what it is said of', async () => {
    await same('In 20 minutes the bread has to come out of the oven, give me a shout then', [
      ['schedules_add', { at: '2026-11-18T10:20', prompt: 'bread has to come out of the oven' }],
    ])
    await same('Hens need letting out at half five every morning, set me a reminder for it', [
      ['schedules_add', { rule: 'FREQ=DAILY', start: '2026-11-19T05:30', prompt: 'Hens need letting out' }],
    ])
    await same('remind me tomorrow at 8am to show her the till', [
      ['schedules_add', { at: '2026-11-19T08:00', prompt: 'show her the till' }],
    ])
  })

  test('what is not to be done is left as it is, and it says so', async () => {
    for (const said of ['no need to remind me of the bins tonight', "please don't cancel the gym on thursday"]) {
      const { said: told, calls } = await converse([said], true)
      assert.equal(told, 'All right, I leave that as it is.', said)
      assert.deepEqual(calls, [])
    }
  })

  test('what is told of others asks for nothing', async () => {
    for (const said of [
      'no need to remind me of the bins tonight, I can smell them from here',
      'remind me at 8 to take my pills she goes, every ten minutes',
      "I'd never delete the party plan",
    ])
      await same(said, [])
  })

  test('what says nothing of the kind changes nothing', async () => {
    await same("move lunch with Ana to 2 on Friday | Lovely. She'll grumble about it, just you wait.", [])
    for (const said of ['thanks', 'no worries', 'not now', 'sorry about that', 'lol 4 more to go'])
      await same(`remind me at 3 to check the walk-in fridge | ${said}`, [])
  })

  test('a place in what was told is that one', async () => {
    await same("what's on tomorrow | cancel the last one", [['agenda_remove', { id: 'agd_gym@2026-11-19T18:00:00' }]])
    await same('what are my reminders | drop the second one', [['schedules_remove', { schedule: 'sch_rent' }]])
    await same('show my notifications | mark the first one as read', [
      ['notifications_mark', { as: 'read', notices: ['ntc_parcel'] }],
    ])
  })

  test('the other half of a sentence says on which day', async () => {
    await same(
      "put Leo's recital on the calendar for dec 11 at 6:30pm and remind me that day at 5pm to iron his shirt",
      [
        ['agenda_add', { start: '2026-12-11T18:30', title: "Leo's recital" }],
        ['schedules_add', { at: '2026-12-11T17:00', prompt: 'iron his shirt' }],
      ],
    )
    await same('Put my MRI in on 2 December at 7:50 and remind me the evening before at 8 not to eat anything', [
      ['agenda_add', { start: '2026-12-02T07:50', title: 'my MRI' }],
      ['schedules_add', { at: '2026-12-01T20:00', prompt: 'not to eat anything' }],
    ])
  })
})

describe('entries', () => {
  test('who takes part and what is noted is added to what is there', async () => {
    await same('Ben and Tom are coming to the lunch too, put them down', [
      ['agenda_update', { attendees: [{ name: 'Ben' }, { name: 'Tom' }], id: 'agd_lunch' }],
    ])
    await same('note on the dentist: bring the x-rays', [
      ['agenda_update', { notes: 'bring the x-rays', id: 'agd_dentist' }],
    ])
  })

  test('of each entry what is there is seen first', async () => {
    const act = world()
    const seen = (name: string, input: Record<string, unknown>) =>
      name === 'agenda_get'
        ? { entry: { notes: '', attendees: [{ name: input['id'] === 'agd_lunch' ? 'Ana' : 'Lena' }] } }
        : act(name, input)
    const said = 'add Ben to the guests of the lunch and note on the dentist: bring the x-rays'
    const { calls } = await converse([said, 'Tom is coming to the board meeting too, put him down'], true, seen)
    assert.deepEqual(
      calls.filter(([name]) => name === 'agenda_update').map(([, { attendees }]) => attendees),
      [[{ name: 'Lena' }, { name: 'Tom' }]],
    )
    const failing = (name: string, input: Record<string, unknown>) =>
      name === 'agenda_get' ? { error: 'It could not be read.' } : act(name, input)
    const failed = await converse(['Ben is coming to the lunch too, put him down'], true, failing)
    assert.ok(!failed.calls.some(([name]) => name === 'agenda_update'))
    assert.match(failed.said, /changed nothing/)
  })

  test('of what comes again the times of a day or a week go, and no others', async () => {
    await same("cancel next thursday's gym", [['agenda_remove', { id: 'agd_gym@2026-11-26T18:00:00' }]])
    await same("take next week's gym out", [
      ['agenda_remove', { id: 'agd_gym@2026-11-24T18:00:00' }],
      ['agenda_remove', { id: 'agd_gym@2026-11-26T18:00:00' }],
    ])
    // There is none today.
    await same("cancel today's gym", [])
    await same('no gym next tuesday', [['agenda_remove', { id: 'agd_gym@2026-11-24T18:00:00' }]])
  })

  test('longer is by so much, and a new name is that of all', async () => {
    await same('stretch the board meeting by 30 mins', [['agenda_update', { minutes: 120, id: 'agd_board' }]])
    await same('rename standup to daily sync', [
      ['agenda_update', { scope: 'all', title: 'daily sync', id: 'agd_standup' }],
    ])
    await same('make the lunch with Ana a weekly thing', [['agenda_update', { rule: 'FREQ=WEEKLY', id: 'agd_lunch' }]])
  })
})

describe('notices', () => {
  test('a sort of them is all of that sort', async () => {
    await same('mark the plans notifications as read', [['notifications_mark', { as: 'read', notices: ['ntc_step'] }]])
    await same('archive the notes notifications', [
      ['notifications_archive', { archived: true, notices: ['ntc_parcel', 'ntc_invoice'] }],
    ])
  })
})

describe('drawing', () => {
  test('shapes are named, joined, changed and put beside others', async () => {
    const drawn = async (said: string) => (await acts(said)).map(([, { drawing }]) => drawing)
    assert.deepEqual(await drawn('Draw me an arrow from Payment to Welcome on the signup board'), [
      [{ do: 'connect', from: 'el_payment', to: 'el_welcome' }],
    ])
    assert.deepEqual(await drawn('add a new box Refund after Payment'), [
      [{ do: 'shape', kind: 'rectangle', text: 'Refund', rightOf: 'el_payment' }],
    ])
    assert.deepEqual(await drawn('make the Welcome box say Hello'), [
      [{ do: 'update', id: 'el_welcome', text: 'Hello' }],
    ])
    assert.deepEqual(await drawn('can you put Roses, Tulips and Daisies as notes on the garden board'), [
      ['Roses', 'Tulips', 'Daisies'].map((text) => ({ do: 'note', text })),
    ])
  })
})
