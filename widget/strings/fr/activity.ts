import { type activityWords, deedOf } from '../activity.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'Parcourt vos conversations',
  'chat.history': 'Lit une conversation précédente',
  'chat.rename': 'Nomme une conversation',
  'chat.archive': 'Range une conversation',
  'chat.remove': 'Supprime une conversation',
  'chat.handoff': 'Transmet la conversation à l’équipe',
}

/** Whom or what, and where. */
const families: Readonly<Record<string, [what: string, where: string]>> = {
  agenda: ['l’agenda', 'dans l’agenda'],
  approvals: ['les autorisations', 'dans les autorisations'],
  chat: ['les conversations', 'dans les conversations'],
  memory: ['la mémoire', 'dans la mémoire'],
  notifications: ['les avis', 'dans les avis'],
  plans: ['les projets', 'dans les projets'],
  schedules: ['les rappels', 'dans les rappels'],
  whiteboard: ['le tableau blanc', 'sur le tableau blanc'],
}

export default {
  doing(action) {
    const { deed, family } = deedOf(action)
    const [what, where] = families[family] ?? [`« ${family} »`, `dans « ${family} »`]
    const deeds = {
      look: `Consulte ${what}`,
      add: `Complète ${what}`,
      change: `Modifie ${what}`,
      remove: `Supprime quelque chose ${where}`,
      work: `Travaille ${where}`,
    }
    return known[action] ?? deeds[deed]
  },
  done: 'Terminé',
  refused: 'Non autorisé',
  asked: 'En attente de votre réponse',
} satisfies Words<typeof activityWords>
