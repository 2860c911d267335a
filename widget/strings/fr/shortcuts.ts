import type { Words } from '../plural.ts'
import type { shortcutWords } from '../shortcuts.ts'

export default {
  title: 'Touches',
  close: 'Fermer',
  anywhere: 'Partout',
  or: 'ou',
  keys: {
    anywhere: [
      [['?'], 'Afficher ces touches'],
      [['Esc'], 'Fermer'],
      [['Tab'], 'Passer au suivant'],
      [['Shift Tab'], 'Passer au précédent'],
    ],
    chat: [
      [['Enter'], 'Envoyer'],
      [['Shift Enter'], 'Commencer une nouvelle ligne'],
    ],
    notifications: [
      [['↑', '↓'], 'Passer de l’un à l’autre'],
      [['Home', 'End'], 'Aller au premier ou au dernier'],
      [['U'], 'Marquer comme lu ou non lu'],
      [['S'], 'Reporter'],
      [['E'], 'Ranger'],
    ],
    whiteboard: [
      [['V', 'H'], 'Sélectionner, ou déplacer la feuille'],
      [['P', 'R', 'O', 'D'], 'Dessiner : stylo, rectangle, ellipse, losange'],
      [['A', 'L'], 'Relier : flèche, ligne'],
      [['T', 'N'], 'Écrire : texte, note'],
      [['E', 'Delete'], 'Effacer'],
      [[',', '.'], 'Passer d’un objet à l’autre'],
      [['↑', '↓', '←', '→'], 'Déplacer la sélection'],
      [['Ctrl Z', 'Ctrl Y'], 'Annuler, rétablir'],
      [['+', '-', '0'], 'Plus près, plus loin, tout'],
    ],
  },
} satisfies Words<typeof shortcutWords>
