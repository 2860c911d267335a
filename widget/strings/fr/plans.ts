import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('fr')

export default {
  title: 'Projets',
  lead: (name) => `Ce à quoi ${name} et vous travaillez, et quand ${name} y revient sans qu’on le demande.`,
  empty: 'Aucun projet pour l’instant.',
  emptyHow: (name) => `Dites à ${name} ce que vous voulez atteindre : cela apparaîtra ici avec ses étapes.`,
  failed: 'Impossible de charger les projets.',
  progress: (done, all) =>
    all === 0
      ? 'Aucune étape pour l’instant'
      : `${done} sur ${count(all, { one: '# étape', many: '# d’étapes', other: '# étapes' })}`,
  next: (when) => `prochaine fois : ${when}`,
  tainted: 'Peut contenir les mots d’autres personnes',
  over: 'Terminés ou mis de côté',
  planStatus: { active: 'Actif', done: 'Terminé', dropped: 'Mis de côté' },
  stepStatus: {
    todo: 'À faire',
    doing: 'En cours',
    waiting: 'En attente',
    done: 'Fait',
    skipped: 'Laissé de côté',
    failed: 'N’a pas marché',
  },
  tick: (text) => `Fait : ${text}`,
  evidence: (place) => `Preuve ${place}`,
  gone: 'Cela n’existe plus.',
  edit: 'Modifier',
  goal: 'Objectif',
  step: 'Étape',
  status: 'État',
  note: 'Note',
  wake: 'Quand y revenir',
  pause: 'Mettre en pause',
  aside: 'Mettre de côté',
  resume: 'Reprendre',
  remove: 'Supprimer',
  removePlanAsk: 'Supprimer ce projet et toutes ses étapes ?',
  removeScheduleAsk: 'Supprimer ? Cela ne reviendra plus.',
  keep: 'Conserver',
  schedules: 'Rappels et rendez-vous réguliers',
  noSchedules: 'Rien de prévu.',
  kind: { reminder: 'Rappel', followup: 'Suivi', brief: 'Bilan' },
  once: 'une fois',
  scheduleStatus: { active: '', paused: 'En pause', ended: 'Terminé' },
  what: 'Ce qu’il faut dire ou faire',
  when: (zone) => `Quand (${zone})`,
  last: 'Dernière fois',
  outcome: { fired: '', skipped: 'laissé de côté la dernière fois', missed: 'manqué la dernière fois' },
  removed: 'Supprimé.',
  saved: 'Enregistré.',
  lost: 'Personne n’a répondu. Réessayez.',
} satisfies Words<typeof planWords>
