/** What a persona is doing with its tools, in words; in English. */
import { words } from './words.ts'

type Deed = 'look' | 'add' | 'change' | 'remove' | 'work'

const verbs: [verbs: RegExp, deed: Deed][] = [
  [/^(list|show|read|find|search|get|history|recall)/, 'look'],
  [/^(create|add|start|draw|write|remember)/, 'add'],
  [/^(update|rename|move|set|change)/, 'change'],
  [/^(remove|delete|clear|forget)/, 'remove'],
]

/**
 * What an action comes to, in any language.
 * @param action its name, as the backend's declarations have it
 */
export const deedOf = (action: string): { deed: Deed; family: string } => {
  const [family = '', verb = ''] = action.split('.')
  return { deed: verbs.find(([all]) => all.test(verb))?.[1] ?? 'work', family }
}

const known: Readonly<Record<string, string>> = {
  'chat.list': 'Looking through your conversations',
  'chat.history': 'Reading an earlier conversation',
  'chat.rename': 'Naming a conversation',
  'chat.archive': 'Putting a conversation away',
  'chat.remove': 'Deleting a conversation',
  'chat.handoff': 'Handing over to the team',
}

/** What the verbs of other families come to. */
const deeds: Readonly<Record<Deed, string>> = {
  look: 'Looking up',
  add: 'Adding to',
  change: 'Changing',
  remove: 'Removing from',
  work: 'Working with',
}

export const activityWords = words('activity', {
  /** @param action its name, as the backend's declarations have it */
  doing(action: string): string {
    const { deed, family } = deedOf(action)
    return known[action] ?? `${deeds[deed]} ${family}`
  },
  done: 'Done',
  refused: 'Not allowed',
  asked: 'Waiting for you',
})
