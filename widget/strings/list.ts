/** What is said in the list of conversations, beside what the whole room says. */
import { words } from './words.ts'

export const listWords = words('list', {
  untitled: 'New conversation',
  noConversations: 'No earlier conversations.',
  moreConversations: 'Show more',
  yourData: 'Your data',
  rename: 'Rename',
  renameLabel: 'Title of the conversation',
  removeAsk: 'Delete for good?',
})
