/** The words of the inbox; in English. */
import { words } from './words.ts'

const names: Readonly<Record<string, string>> = {
  approvals: 'Approvals',
  schedules: 'Reminders and briefs',
  plans: 'Plans',
  agenda: 'Agenda',
  notes: 'Notes',
}

/** A category of the persona's own, as it is called. `stock-alerts` → Stock alerts */
export const own = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')

export const noticeWords = words('notifications', {
  /** What a category is called; one of the persona's own is called as it is. */
  category: (name: string) => names[name] ?? own(name),
  show: 'Show',
  filters: { all: 'All', unread: 'Unread', snoozed: 'Later', archived: 'Archive' },
  allCategories: 'All kinds',
  only: (name: string) => `Only ${name}`,
  earlier: 'Earlier',
  more: 'Show more',
  markAll: 'Mark all as read',
  marked: 'All marked as read.',
  preferences: 'What to be told',
  back: 'Back to the notices',
  unread: 'Unread',
  critical: 'Urgent',
  outside: 'May repeat the words of others',
  comesBack: (when: string) => `Comes back ${when}`,
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  snooze: 'Later',
  archive: 'Archive',
  bringBack: 'Bring back',
  archived: 'Archived.',
  snoozed: (when: string) => `Put off until ${when}.`,
  broughtBack: 'Back among the notices.',
  until: 'When should it come back?',
  choices: { hour: 'In an hour', evening: 'This evening', tomorrow: 'Tomorrow morning', week: 'Next week' },
  kinds: 'Kinds of notices',
  quiet: 'Quiet hours',
  quietHelp: 'What is not urgent waits until they end.',
  from: 'From',
  to: 'To',
  zone: (zone: string) => `in ${zone.replaceAll('_', ' ')}`,
  empty: {
    all: ['All quiet', 'What happens while you are elsewhere is told here.'],
    unread: ['Nothing unread', 'You have read it all.'],
    snoozed: ['Nothing put off', 'What you put off waits here.'],
    archived: ['Nothing archived', 'What you put away is kept here.'],
  } as const,
  failed: 'The notices could not be loaded.',
  refused: 'That did not work. Try again in a moment.',
})
