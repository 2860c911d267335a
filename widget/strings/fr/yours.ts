import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'Vos données',
  save: 'Enregistrer dans un fichier',
  collecting: 'Collecte en cours…',
  saved: 'Enregistré : conversations, ce qui est su de vous, agenda, avis, plans, programmations et tableaux blancs.',
  failed: 'La lecture a échoué. Réessayez dans un instant.',
  erase: 'Effacer',
  erasing: 'Effacement…',
  what: (kinds) => `Effacer définitivement : ${kinds} ? Personne ne peut revenir en arrière.`,
  stays:
    'Les tableaux que d’autres ont partagés avec vous leur appartiennent. Il reste la trace, sans les mots, que quelque chose a été fait.',
  eraseYes: 'Effacer définitivement',
  keep: 'Garder',
  erased: (what) => `Effacé : ${what}.`,
  stopped: (what) => `Interrompu. Effacé jusqu’ici : ${what || 'rien'}.`,
  kinds: {
    conversations: 'conversations',
    memory: 'ce qui est su de vous',
    agenda: 'agenda',
    notices: 'avis',
    plans: 'plans',
    schedules: 'programmations',
    boards: 'tableaux blancs',
  },
} satisfies Words<typeof yoursWords>
