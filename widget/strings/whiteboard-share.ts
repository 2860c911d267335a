/** What is said where a whiteboard is shared; in English. */
import { words } from './words.ts'

export const shareWords = words('whiteboard-share', {
  title: 'Who sees this whiteboard',
  you: 'You',
  owner: 'Owner',
  everybody: 'Everybody here',
  everybodyHow: 'Whoever uses this site',
  may: { none: 'No access', look: 'May look', edit: 'May edit' },
  mayOf: (who: string) => `What ${who} may do`,
  add: 'Add a person',
  addHow: 'Account or address',
  addNow: 'Add',
  shared: (who: string) => `Shared with ${who}.`,
  unshared: (who: string) => `No longer shared with ${who}.`,
  failed: 'Whom it is shared with could not be loaded.',
  only: 'Only you, until you share it.',
})
