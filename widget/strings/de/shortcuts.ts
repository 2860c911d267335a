import type { Words } from '../plural.ts'
import type { shortcutWords } from '../shortcuts.ts'

export default {
  title: 'Tasten',
  close: 'Schließen',
  anywhere: 'Überall',
  or: 'oder',
  keys: {
    anywhere: [
      [['?'], 'Diese Tasten zeigen'],
      [['Esc'], 'Schließen'],
      [['Tab'], 'Zum Nächsten'],
      [['Shift Tab'], 'Zum Vorigen'],
    ],
    chat: [
      [['Enter'], 'Senden'],
      [['Shift Enter'], 'Eine neue Zeile beginnen'],
    ],
    notifications: [
      [['↑', '↓'], 'Von einer zur nächsten'],
      [['Home', 'End'], 'Zur ersten oder letzten'],
      [['U'], 'Als gelesen oder ungelesen markieren'],
      [['S'], 'Auf später verschieben'],
      [['E'], 'Weglegen'],
    ],
    whiteboard: [
      [['V', 'H'], 'Auswählen oder das Blatt verschieben'],
      [['P', 'R', 'O', 'D'], 'Zeichnen: Stift, Rechteck, Ellipse, Raute'],
      [['A', 'L'], 'Verbinden: Pfeil, Linie'],
      [['T', 'N'], 'Schreiben: Text, Notiz'],
      [['E', 'Delete'], 'Radieren'],
      [[',', '.'], 'Von Objekt zu Objekt'],
      [['↑', '↓', '←', '→'], 'Bewegen, was ausgewählt ist'],
      [['Ctrl Z', 'Ctrl Y'], 'Rückgängig, wiederholen'],
      [['+', '-', '0'], 'Näher, weiter weg, alles'],
    ],
  },
} satisfies Words<typeof shortcutWords>
