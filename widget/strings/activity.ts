/** What a persona is doing with its tools, in words; in English. */
import { words } from './words.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'Looking through your conversations',
  'chat.history': 'Reading an earlier conversation',
  'chat.rename': 'Naming a conversation',
  'chat.archive': 'Putting a conversation away',
  'chat.remove': 'Deleting a conversation',
}

/** What the verbs of other families come to. */
const verbs: [verbs: RegExp, words: (family: string) => string][] = [
  [/^(list|show|read|find|search|get|history|recall)/, (family) => `Looking up ${family}`],
  [/^(create|add|start|draw|write|remember)/, (family) => `Adding to ${family}`],
  [/^(update|rename|move|set|change)/, (family) => `Changing ${family}`],
  [/^(remove|delete|clear|forget)/, (family) => `Removing from ${family}`],
]

export const activityWords = words('activity', {
  /** @param action its name, as the backend's declarations have it */
  doing(action: string): string {
    const [family = '', verb = ''] = action.split('.')
    const words = verbs.find(([all]) => all.test(verb))?.[1] ?? ((of: string) => `Working with ${of}`)
    return known[action] ?? words(family)
  },
  done: 'Done',
  refused: 'Not allowed',
  asked: 'Waiting for you',
})
