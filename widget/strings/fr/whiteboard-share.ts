import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'Qui voit ce tableau blanc',
  you: 'Vous',
  owner: 'Propriétaire',
  everybody: 'Tout le monde ici',
  everybodyHow: 'Toute personne qui utilise ce site',
  may: { none: 'Aucun accès', look: 'Peut regarder', edit: 'Peut modifier' },
  mayOf: (who) => `Ce que peut faire ${who}`,
  add: 'Ajouter une personne',
  addHow: 'Compte ou adresse',
  addNow: 'Ajouter',
  shared: (who) => `Partagé avec ${who}.`,
  unshared: (who) => `N’est plus partagé avec ${who}.`,
  failed: 'Impossible de charger la liste des personnes.',
  only: 'Vous seulement, tant que vous ne le partagez pas.',
} satisfies Words<typeof shareWords>
