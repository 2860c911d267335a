/** The words of the agenda; in English. */
import type { Api } from '../../bff/api.ts'
import { words } from './words.ts'

type Unread = NonNullable<Api['agenda.parse']['output']['why']>

/** Minutes in the largest unit that divides them. */
export const largest = (minutes: number): [count: number, unit: 'week' | 'day' | 'hour' | 'minute'] =>
  minutes % 10_080 === 0
    ? [minutes / 10_080, 'week']
    : minutes % 1440 === 0
      ? [minutes / 1440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute']

export const agendaWords = words('agenda', {
  title: 'Agenda',
  views: { list: 'List', day: 'Day', week: 'Week', month: 'Month' },
  view: 'View',
  today: 'Today',
  before: 'Before',
  after: 'After',
  moreDays: 'Show later days',
  upTo: (day: string) => `Nothing else until ${day}.`,
  empty: 'Nothing planned.',
  emptyHow: (name: string) => `Write what comes below, or tell ${name}.`,
  emptyRead: 'What is planned will be here.',
  nothingToday: 'Nothing today.',
  failed: 'The agenda could not be loaded.',
  lost: 'Nobody answered. Try again.',
  tooMany: 'There is more than can be shown here.',
  allDay: 'All day',
  now: 'Now',
  until: (when: string) => `until ${when}`,
  repeats: 'Repeats',
  clash: (titles: string) => `overlaps with ${titles}`,
  outside: 'May repeat the words of others',
  elsewhere: (times: string, zone: string) => `${times} in ${zone}`,
  /** Quick add. */
  quick: 'Add: lunch with Ana Friday at 1',
  quickLabel: 'Add an entry in your own words',
  add: 'Add',
  adjust: 'Adjust',
  readAs: (what: string) => `Understood: ${what}. Enter adds it.`,
  unread: {
    no_time: 'When? Add a day or a time, such as “tomorrow at 9”.',
    no_such_time: 'There is no such day.',
    no_title: 'What is it? Add a word or two.',
  } satisfies Record<Unread, string>,
  added: (what: string) => `Added: ${what}`,
  addedClash: (what: string) => `Added: ${what}. There is something else at that time.`,
  saved: 'Saved.',
  moved: (when: string) => `Moved to ${when}.`,
  resized: (when: string) => `Now ${when}.`,
  movedClash: 'There is something else at that time.',
  removed: 'Deleted.',
  undo: 'Undo',
  undone: 'Undone.',
  dismiss: 'Dismiss',
  /** What the persona asks for. */
  proposes: {
    add: (name: string) => `${name} proposes to add this`,
    change: (name: string) => `${name} proposes this change`,
    remove: (name: string) => `${name} proposes to delete this`,
  },
  accept: 'Accept',
  decline: 'Decline',
  acceptOf: (title: string) => `Accept: ${title}`,
  declineOf: (title: string) => `Decline: ${title}`,
  accepted: 'Accepted.',
  declined: 'Declined.',
  inChat: 'Show in the chat',
  /** One entry. */
  edit: 'Edit',
  remove: 'Delete',
  by: {
    person: 'Added by you',
    persona: (name: string) => `Added by ${name}`,
    import: 'From an imported calendar',
  },
  reason: 'Why',
  because: (reason: string) => `because: ${reason}`,
  why: 'Show where',
  field: {
    title: 'Title',
    start: 'Starts',
    end: 'Ends',
    allDay: 'All day',
    zone: 'Time zone',
    place: 'Place',
    notes: 'Notes',
    rule: 'Repeats',
    until: 'Until',
    reminders: 'Reminders',
    attendees: 'With',
    attendeesHow: 'Names, separated by commas; an address in < >',
    free: 'I am free during it',
  },
  isFree: 'Takes no time',
  floating: 'Wherever I am',
  rule: {
    none: 'Never',
    daily: 'Every day',
    workdays: 'Every weekday',
    weekly: 'Every week',
    fortnightly: 'Every second week',
    monthly: 'Every month',
    yearly: 'Every year',
  },
  newEntry: 'New entry',
  which: 'It comes again. Which do you mean?',
  scope: { this: 'Only this one', following: 'This and all that follow', all: 'All' },
  endsBefore: 'It ends before it begins.',
  reminder: (minutes: number): string => {
    if (minutes === 0) return 'When it begins'
    const [count, unit] = largest(minutes)
    return `${count} ${unit}${count === 1 ? '' : 's'} before`
  },
  /** The grid. */
  grid: (what: string) => `${what}. Arrows move, Enter opens or adds, question mark for all keys.`,
  free: 'free',
  hour: 'Hour',
  entries: (count: number) => (count === 0 ? 'nothing' : count === 1 ? '1 entry' : `${count} entries`),
  and: (count: number) => `${count} more`,
  held: (title: string) =>
    `${title} is picked up. Arrows move it, Shift and arrows change how long it is, Enter saves, Escape cancels.`,
  cancelled: 'Left as it was.',
  keys: 'Keys',
  keyList: [
    ['← → ↑ ↓', 'Move among days and times'],
    ['Enter', 'Open an entry, or add one'],
    ['M', 'Pick an entry up: arrows move it, Shift and arrows change how long it is'],
    ['Enter · Esc', 'Save it there · leave it as it was'],
    ['Delete', 'Delete an entry'],
    ['Page ↑ ↓', 'The week or month before or after'],
    ['T', 'Today'],
    ['Ctrl Z', 'Undo'],
    ['?', 'These keys'],
  ],
  /** Settings, import and export. */
  settings: 'Settings and files',
  zone: 'Your time zone',
  deviceZone: (zone: string) => `This device is in ${zone}.`,
  useZone: (zone: string) => `Use ${zone}`,
  hours: 'Hours in which you may be asked for',
  from: 'From',
  to: 'To',
  exportAll: 'Download calendar (.ics)',
  importFile: 'Import a calendar (.ics)',
  files: 'Files',
  imported: (added: number, changed: number, same: number) =>
    [
      `${added} added`,
      ...(changed > 0 ? [`${changed} changed`] : []),
      ...(same > 0 ? [`${same} there already`] : []),
    ].join(', '),
  skipped: (count: number) => `${count} left out`,
  line: (line: number) => `line ${line}`,
  othersToo: (count: number) => `and ${count} more`,
  tooLong: 'It is too long.',
  noFile: 'That file is too large or is no calendar.',
})
