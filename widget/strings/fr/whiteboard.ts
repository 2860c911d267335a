import { plurals, type Words } from '../plural.ts'
import { accountOf, type boardWords } from '../whiteboard.ts'

const number = plurals('fr')
const objects = (count: number): string => number(count, { one: '# objet', many: '# d’objets', other: '# objets' })

const kinds: Readonly<Record<Parameters<typeof boardWords.kind>[0], string>> = {
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  diamond: 'Losange',
  note: 'Note',
  text: 'Texte',
  line: 'Ligne',
  arrow: 'Flèche',
  stroke: 'Trait',
  other: 'Élément importé',
}

export default {
  title: 'Tableaux blancs',
  fresh: 'Nouveau tableau blanc',
  untitled: 'Tableau blanc',
  empty: 'Aucun tableau blanc pour l’instant.',
  emptyHow: (name) => `Commencez-en un ici, ou demandez un dessin à ${name}.`,
  count: objects,
  shared: 'Partagé avec vous',
  failed: 'Impossible de charger les tableaux blancs.',
  boardFailed: 'Impossible de charger ce tableau blanc.',
  gone: 'Ce tableau blanc n’est plus là pour vous.',
  lost: 'Personne n’a répondu. Réessayez.',
  all: 'Tous les tableaux blancs',
  titleLabel: 'Titre du tableau blanc',
  remove: 'Supprimer le tableau blanc',
  removeAsk: 'Le supprimer définitivement, pour tout le monde ?',
  offline: 'Pas de connexion. Ce que vous dessinez sera envoyé à son retour.',
  readOnly: 'Vous pouvez regarder ce tableau blanc, mais pas le modifier.',
  undo: 'Annuler',
  redo: 'Rétablir',
  more: 'Plus',
  list: 'Liste des objets',
  canvas: 'Revenir au dessin',
  tools: 'Outils',
  tool: {
    select: 'Sélectionner',
    hand: 'Se déplacer',
    pen: 'Stylo',
    eraser: 'Gomme',
    rectangle: 'Rectangle',
    ellipse: 'Ellipse',
    diamond: 'Losange',
    arrow: 'Flèche',
    line: 'Ligne',
    text: 'Texte',
    note: 'Note',
  },
  fit: 'Tout afficher',
  zoomed: (percent) => (percent / 100).toLocaleString('fr', { style: 'percent' }),
  hint: 'Choisissez un outil, ou demandez un dessin.',
  here: (names) =>
    names.length > 2
      ? number(names.length, { other: '# autres personnes sont ici' })
      : `${new Intl.ListFormat('fr').format(names)} ${names.length > 1 ? 'sont' : 'est'} ici`,
  someone: 'Quelqu’un',
  otherTab: 'Vous, ailleurs',
  changedBy: (who, count) => `${who} a modifié ${objects(count)}`,
  board: (title, count) => `${title}, tableau blanc avec ${objects(count)}`,
  kind: (kind) => kinds[kind],
  share: 'Partager',
  person: (sub) => accountOf(sub) || 'Quelqu’un',
} satisfies Words<typeof boardWords>
