import { plurals, type Words } from '../plural.ts'
import type { boardWords } from '../whiteboard.ts'

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
  options: 'Options',
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
  color: { ink: 'Encre', red: 'Rouge', orange: 'Orange', green: 'Vert', blue: 'Bleu', violet: 'Violet' },
  line: (color) => `Trait : ${color}`,
  fill: (color) => `Remplissage : ${color}`,
  noFill: 'Sans remplissage',
  front: 'Au premier plan',
  back: 'À l’arrière-plan',
  group: 'Grouper',
  ungroup: 'Dégrouper',
  copy: 'Dupliquer',
  remove1: 'Supprimer',
  connect: 'Relier',
  connectTo: (what) => `Relier ${what} à …`,
  connectHere: 'Relier ici',
  cancel: 'Annuler',
  move: 'Déplacer',
  way: { up: 'Vers le haut', down: 'Vers le bas', left: 'Vers la gauche', right: 'Vers la droite' },
  show: 'Montrer dans le dessin',
  textOf: (what) => `Texte : ${what}`,
  noText: 'Sans texte',
  moreObjects: 'Afficher plus',
  fit: 'Tout afficher',
  zoomIn: 'Plus près',
  zoomOut: 'Plus loin',
  zoomed: (percent) => (percent / 100).toLocaleString('fr', { style: 'percent' }),
  sketch: 'Dessiné à la main',
  saveAs: 'Enregistrer sous',
  picture: 'Image (PNG)',
  drawing: 'Dessin (SVG)',
  excalidraw: 'Fichier Excalidraw',
  inWords: 'En mots',
  bring: 'Ajouter un fichier Excalidraw',
  saved: 'Enregistré.',
  imported: (count, left) => {
    const added = number(count, { one: '# objet ajouté', many: '# d’objets ajoutés', other: '# objets ajoutés' })
    return left === 0
      ? `${added}.`
      : `${added} ; ${number(left, { one: '# n’a pas pu être repris', other: '# n’ont pas pu être repris' })}.`
  },
  notExcalidraw: 'Ce n’est pas un fichier Excalidraw.',
  proposes: (name, count) => `${name} propose ${objects(count)}`,
  accept: 'Accepter',
  reject: 'Pas maintenant',
  accepted: 'Accepté.',
  rejected: 'Retiré du tableau blanc.',
  proposed: 'proposé',
  hint: 'Choisissez un outil, ou demandez un dessin.',
  here: (count) =>
    number(count, { one: '# autre personne ici', many: '# d’autres personnes ici', other: '# autres personnes ici' }),
  someone: 'Quelqu’un',
  otherTab: 'Vous, ailleurs',
  writing: (who) => `${who} écrit`,
  nothing: 'Rien à annuler.',
  selected: (what) => `Sélection : ${what}`,
  several: (count) =>
    number(count, { one: '# objet sélectionné', many: '# d’objets sélectionnés', other: '# objets sélectionnés' }),
  none: 'Rien de sélectionné.',
  made: (what) => `Créé : ${what}`,
  removed: (what) => `Supprimé : ${what}`,
  moved: (what, x, y) => `${what}, maintenant à ${x}, ${y}`,
  connected: (a, b) => `Relié : ${a} et ${b}`,
  changedBy: (who, count) => `${who} a modifié ${objects(count)}`,
  board: (title, count) => `${title}, tableau blanc avec ${objects(count)}`,
  keys: 'Touches : V sélectionner, R rectangle, O ellipse, D losange, A flèche, T texte, N note, P stylo, E gomme. Entrée place ou modifie, la virgule et le point passent d’un objet au suivant, les flèches déplacent. La liste des objets contient tout ce qui est sur le tableau.',
  kind: (kind) => kinds[kind],
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? kinds[other.kind]) : 'nulle part'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` de ${end(from)} à ${end(to)}` : ''
    return `${kinds[kind]}${text ? ` « ${short(text)} »` : ''}${ends}`
  },
} satisfies Words<typeof boardWords>
