import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('fr')
/** « depuis hier » and « depuis vendredi », but « depuis le 12 mai ». */
const dated = (day: string): boolean => /^\d/.test(day)

export default {
  source: (place, whose, when) => `Source ${place} : ${whose}, ${when}`,
  trust: (name) => ({
    person: 'Dit par vous',
    operator: 'De l’équipe',
    persona: `Noté par ${name}`,
    outside: 'Mots d’autres personnes',
  }),
  title: 'Ce que je sais de vous',
  lead: (name) =>
    `${name} le garde d’une conversation à l’autre. Corrigez ce qui est faux et effacez ce qui n’a plus à y être.`,
  search: 'Chercher dans ce qui a été dit ou retenu',
  clear: 'Effacer la recherche',
  nothingFound: 'Rien de tel n’a été dit ou retenu.',
  found: (results) => count(results, { one: '# résultat', many: '# de résultats', other: '# résultats' }),
  empty: 'Rien pour l’instant.',
  emptyHow: (name) => `Ce que vous direz de vous à ${name}, et voudrez garder, sera ici.`,
  failed: 'Impossible de charger la mémoire.',
  you: 'Vous',
  others: 'D’après les mots d’autres personnes',
  othersHow: (name) => `${name} n’en tient pas compte, sauf si vous le dites.`,
  always: 'Toujours à l’esprit',
  since: (day) => `depuis ${dated(day) ? 'le ' : ''}${day}`,
  until: (day) => `jusqu’${dated(day) ? 'au' : 'à'} ${day}`,
  where: 'Où cela a été dit',
  imported: 'D’une conversation importée',
  past: 'Aussi ce qui n’est plus vrai',
  correct: 'Corriger',
  correctLabel: 'Ce qui est juste',
  forget: 'Oublier',
  forgetAsk: 'Oublier cela définitivement ?',
  keep: 'Conserver',
  forgetAll: 'Tout oublier',
  forgetAllAsk: 'Tout oublier ?',
  forgetAllWhat: (name) =>
    `Tout ce que ${name} sait de vous disparaît, ainsi que chaque mot de vos conversations. Personne ne pourra le récupérer.`,
  forgotten: (receipt) => {
    const parts = [
      receipt.facts > 0
        ? count(receipt.facts, { one: '# souvenir', many: '# de souvenirs', other: '# souvenirs' })
        : '',
      receipt.messages > 0
        ? count(receipt.messages, { one: '# message', many: '# de messages', other: '# messages' })
        : '',
      receipt.turns > 0
        ? count(receipt.turns, {
            one: '# réplique importée',
            many: '# de répliques importées',
            other: '# répliques importées',
          })
        : '',
    ].filter((part) => part !== '')
    return parts.length === 0
      ? 'Il n’y avait rien à oublier.'
      : `Oublié définitivement : ${new Intl.ListFormat('fr').format(parts)}.`
  },
  receipt: 'Reçu',
  dismiss: 'Fermer',
  export: 'Enregistrer dans un fichier',
  exported: 'Enregistré.',
  corrected: 'Corrigé.',
  more: 'Afficher plus',
  lost: 'Personne n’a répondu. Réessayez.',
} satisfies Words<typeof memoryWords>
