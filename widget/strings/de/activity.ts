import { type activityWords, deedOf } from '../activity.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'Sieht deine Unterhaltungen durch',
  'chat.history': 'Liest eine frühere Unterhaltung',
  'chat.rename': 'Benennt eine Unterhaltung',
  'chat.archive': 'Legt eine Unterhaltung ab',
  'chat.remove': 'Löscht eine Unterhaltung',
  'chat.handoff': 'Holt das Team dazu',
}

/** Whom or what, and where. */
const families: Readonly<Record<string, [what: string, where: string]>> = {
  agenda: ['den Kalender', 'im Kalender'],
  approvals: ['die Freigaben', 'in den Freigaben'],
  chat: ['die Unterhaltungen', 'in den Unterhaltungen'],
  memory: ['das Gedächtnis', 'im Gedächtnis'],
  notifications: ['die Mitteilungen', 'in den Mitteilungen'],
  plans: ['die Pläne', 'in den Plänen'],
  schedules: ['die Erinnerungen', 'in den Erinnerungen'],
  whiteboard: ['das Whiteboard', 'auf dem Whiteboard'],
}

export default {
  doing(action) {
    const { deed, family } = deedOf(action)
    const [what, where] = families[family] ?? [`„${family}“`, `in „${family}“`]
    const deeds = {
      look: `Sieht ${where} nach`,
      add: `Ergänzt ${what}`,
      change: `Ändert ${what}`,
      remove: `Löscht etwas ${where}`,
      work: `Arbeitet ${where}`,
    }
    return known[action] ?? deeds[deed]
  },
  done: 'Fertig',
  refused: 'Nicht erlaubt',
  asked: 'Wartet auf dich',
} satisfies Words<typeof activityWords>
