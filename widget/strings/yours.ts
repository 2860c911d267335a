/** What is said of one's own data. */
import { words } from './words.ts'

export const yoursWords = words('yours', {
  title: 'Your data',
  save: 'Save as a file',
  collecting: 'Collecting…',
  saved: 'Saved: conversations, what is known about you, agenda, notices, plans, schedules and whiteboards.',
  failed: 'It could not be read. Try again in a moment.',
  erase: 'Erase',
  erasing: 'Erasing…',
  what: (kinds: string) => `Erase for good: ${kinds}? Nobody can bring it back.`,
  stays:
    'Whiteboards of others that were shared with you are theirs. A record that something was done, without its words, is kept.',
  eraseYes: 'Erase for good',
  keep: 'Keep',
  erased: (what: string) => `Erased: ${what}.`,
  stopped: (what: string) => `It was interrupted. Erased so far: ${what || 'nothing'}.`,
  kinds: {
    conversations: 'conversations',
    memory: 'what is known about you',
    agenda: 'agenda',
    notices: 'notices',
    plans: 'plans',
    schedules: 'schedules',
    boards: 'whiteboards',
  },
})
