/** What is said of memory: where something comes from, and the panel that shows it; English, until others have theirs. */
import type { Receipt, Trust } from '../../bff/api.ts'
import { words } from './words.ts'

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

export const memoryWords = words('memory', {
  source: (place: number, whose: string, when: string) => `Source ${place}: ${whose}, ${when}`,
  trust: (name: string): Record<Trust, string> => ({
    person: 'You said so',
    operator: 'From the team',
    persona: `Noted by ${name}`,
    outside: 'Words of others',
  }),
  title: 'What I know about you',
  lead: (name: string) =>
    `${name} keeps this between conversations. Put right what is wrong, and forget what should go.`,
  search: 'Search what was said and is known',
  clear: 'Clear the search',
  nothingFound: 'Nothing like that was said or is known.',
  found: (count: number) => many(count, 'result', 'results'),
  empty: 'Nothing yet.',
  emptyHow: (name: string) => `What you tell ${name} about yourself, and want kept, will be here.`,
  failed: 'What is known could not be loaded.',
  you: 'You',
  others: 'From words of others',
  othersHow: (name: string) => `${name} does not go by these unless you say so.`,
  always: 'Always in mind',
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  where: 'Where it was said',
  imported: 'From an imported conversation',
  past: 'Also what is no longer so',
  correct: 'Correct',
  correctLabel: 'What is so instead',
  forget: 'Forget',
  forgetAsk: 'Forget this for good?',
  keep: 'Keep',
  forgetAll: 'Forget everything',
  forgetAllAsk: 'Forget everything?',
  forgetAllWhat: (name: string) =>
    `All that ${name} knows about you goes, and so does every word of your conversations. Nobody can bring it back.`,
  forgotten: (receipt: Receipt) => {
    const parts = [
      receipt.facts > 0 ? many(receipt.facts, 'fact', 'facts') : '',
      receipt.messages > 0 ? many(receipt.messages, 'message', 'messages') : '',
      receipt.turns > 0 ? many(receipt.turns, 'imported turn', 'imported turns') : '',
    ].filter((part) => part !== '')
    return parts.length === 0 ? 'There was nothing to forget.' : `Forgotten for good: ${parts.join(', ')}.`
  },
  receipt: 'Receipt',
  dismiss: 'Close',
  export: 'Save as a file',
  exported: 'Saved.',
  corrected: 'Put right.',
  more: 'Show more',
  lost: 'Nobody answered. Try again.',
})
