/** What a persona asks to be allowed, in words; in English. */
import { words } from './words.ts'

const fields: Readonly<Record<string, string>> = {
  about: 'About',
  at: 'When',
  catchUp: 'Missed times',
  everything: 'Everything',
  fact: 'What it knows',
  prompt: 'What to say or do',
  rule: 'Repeats',
  start: 'Starts',
  turn: 'What was said',
  wake: 'Turns to it',
  zone: 'Time zone',
}

/** `archivedUntil` → Archived until */
export const plain = (key: string): string => {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const approvalWords = words('approvals', {
  waitsForYou: 'Waiting for you',
  waitsForOperator: 'Waiting for an operator',
  asks: (name: string, does: string) => `${name} asks: ${does}`,
  details: 'What it would be done with',
  nothing: 'Nothing more to say about it.',
  /** @param part a key of the input, or the place in a list */
  field: (part: string | number) => (typeof part === 'number' ? String(part + 1) : (fields[part] ?? plain(part))),
  yes: 'Yes',
  no: 'No',
  none: 'None',
  risk: {
    read: 'Only looks something up',
    write: 'Changes something of yours',
    spend: 'Costs money',
    contact: 'Reaches somebody else',
    irreversible: 'Cannot be undone',
  },
  tainted: (name: string) =>
    `${name} had read words of others before it asked. They may have put this into its head: allow it only if you want it yourself.`,
  you: 'You decide',
  operator: 'An operator decides',
  left: (time: string) => `${time} left`,
  soon: 'Less than a minute left',
  allow: 'Allow',
  allowEdited: 'Allow as changed',
  edit: 'Edit',
  notNow: 'Not now',
  back: 'Back',
  days: 'Also without asking for 7 days, if it is exactly this',
  reason: 'Why not? (optional)',
  reasonHint: (name: string) => `${name} is told, and may try something else.`,
  lost: 'Nobody answered. Try again.',
  state: {
    pending: 'Waiting',
    approved: 'Allowed',
    used: 'Done',
    rejected: 'Not now',
    expired: 'Nobody decided in time',
    withdrawn: 'Taken back',
  },
  byOperator: 'by an operator',
})
