/** What the keys do, room by room; in English. */
import { words } from './words.ts'

export const shortcutWords = words('shortcuts', {
  title: 'Keys',
  close: 'Close',
  anywhere: 'Anywhere',
  or: 'or',
  /** Rooms by name, each `[keys, what they do]`; keys of one entry are pressed one or the other. */
  keys: {
    anywhere: [
      [['?'], 'Show these keys'],
      [['Esc'], 'Close'],
      [['Tab'], 'Go to the next'],
      [['Shift Tab'], 'Go to the one before'],
    ],
    chat: [
      [['Enter'], 'Send'],
      [['Shift Enter'], 'Begin a new line'],
    ],
    notifications: [
      [['↑', '↓'], 'Go from one to the next'],
      [['Home', 'End'], 'Go to the first or the last'],
      [['U'], 'Mark as read or unread'],
      [['S'], 'Put off'],
      [['E'], 'Put away'],
    ],
    whiteboard: [
      [['V', 'H'], 'Select, or move the paper'],
      [['P', 'R', 'O', 'D'], 'Draw: pen, rectangle, ellipse, diamond'],
      [['A', 'L'], 'Connect: arrow, line'],
      [['T', 'N'], 'Write: text, note'],
      [['E', 'Delete'], 'Erase'],
      [[',', '.'], 'Go from thing to thing'],
      [['↑', '↓', '←', '→'], 'Move what is selected'],
      [['Ctrl Z', 'Ctrl Y'], 'Undo, redo'],
      [['+', '-', '0'], 'Closer, further, everything'],
    ],
  } as Readonly<Record<string, readonly (readonly [readonly string[], string])[]>>,
})
