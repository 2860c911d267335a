import { plurals, type Words } from '../plural.ts'
import type { workWords } from '../whiteboard-work.ts'
import board from './whiteboard.ts'

const number = plurals('fr')
const objects = (count: number): string => number(count, { one: '# objet', many: '# d’objets', other: '# objets' })

export default {
  options: 'Options',
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
  larger: 'Agrandir',
  smaller: 'Réduire',
  turnLeft: 'Tourner à gauche',
  turnRight: 'Tourner à droite',
  show: 'Montrer dans le dessin',
  textOf: (what) => `Texte : ${what}`,
  moreObjects: 'Afficher plus',
  zoomIn: 'Plus près',
  zoomOut: 'Plus loin',
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
  nothing: 'Rien à annuler.',
  undone: 'Annulé.',
  redone: 'Rétabli.',
  made: (what) => `Créé : ${what}`,
  removed: (what) => `Supprimé : ${what}`,
  moved: (what, x, y) => `${what}, maintenant à ${x}, ${y}`,
  turned: (what, degrees) => `${what}, maintenant à ${degrees} degrés`,
  sized: (what, w, h) => `${what}, maintenant ${w} sur ${h}`,
  grouped: (count) => `Groupe de ${objects(count)}.`,
  ungrouped: 'Dégroupé.',
  connected: (a, b) => `Relié : ${a} et ${b}`,
  selected: (what) => `Sélection : ${what}`,
  several: (count) =>
    number(count, { one: '# objet sélectionné', many: '# d’objets sélectionnés', other: '# objets sélectionnés' }),
  none: 'Rien de sélectionné.',
  keys: 'Touches : V sélectionner, R rectangle, O ellipse, D losange, A flèche, T texte, N note, P stylo, E gomme. Entrée place ou modifie, la virgule et le point passent d’un objet au suivant, les flèches déplacent, avec Contrôle elles changent la taille, les crochets tournent. La liste des objets contient tout ce qui est sur le tableau.',
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? board.kind(other.kind)) : 'nulle part'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` de ${end(from)} à ${end(to)}` : ''
    return `${board.kind(kind)}${text ? ` « ${short(text)} »` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
