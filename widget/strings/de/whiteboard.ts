import { plurals, type Words } from '../plural.ts'
import { accountOf, type boardWords } from '../whiteboard.ts'

const number = plurals('de')
const objects = (count: number): string => number(count, { one: '# Objekt', other: '# Objekte' })

const kinds: Readonly<Record<Parameters<typeof boardWords.kind>[0], string>> = {
  rectangle: 'Rechteck',
  ellipse: 'Ellipse',
  diamond: 'Raute',
  note: 'Notiz',
  text: 'Text',
  line: 'Linie',
  arrow: 'Pfeil',
  stroke: 'Strich',
  other: 'Importiertes Objekt',
}

export default {
  title: 'Whiteboards',
  fresh: 'Neues Whiteboard',
  untitled: 'Whiteboard',
  empty: 'Noch keine Whiteboards.',
  emptyHow: (name) => `Beginne hier eines oder bitte ${name}, etwas zu zeichnen.`,
  count: objects,
  shared: 'Mit dir geteilt',
  failed: 'Die Whiteboards konnten nicht geladen werden.',
  boardFailed: 'Dieses Whiteboard konnte nicht geladen werden.',
  gone: 'Dieses Whiteboard ist für dich nicht mehr da.',
  lost: 'Niemand hat geantwortet. Versuche es noch einmal.',
  all: 'Alle Whiteboards',
  titleLabel: 'Titel des Whiteboards',
  remove: 'Whiteboard löschen',
  removeAsk: 'Endgültig und für alle löschen?',
  offline: 'Keine Verbindung. Was du zeichnest, wird gesendet, sobald sie wieder da ist.',
  readOnly: 'Du darfst dieses Whiteboard ansehen, aber nicht ändern.',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  more: 'Mehr',
  list: 'Liste der Objekte',
  canvas: 'Zurück zur Zeichnung',
  tools: 'Werkzeuge',
  tool: {
    select: 'Auswählen',
    hand: 'Verschieben',
    pen: 'Stift',
    eraser: 'Radierer',
    rectangle: 'Rechteck',
    ellipse: 'Ellipse',
    diamond: 'Raute',
    arrow: 'Pfeil',
    line: 'Linie',
    text: 'Text',
    note: 'Notiz',
  },
  fit: 'Alles zeigen',
  zoomed: (percent) => (percent / 100).toLocaleString('de', { style: 'percent' }),
  hint: 'Wähle ein Werkzeug oder bitte um eine Zeichnung.',
  here: (names) =>
    names.length > 2
      ? number(names.length, { other: '# andere sind da' })
      : `${new Intl.ListFormat('de').format(names)} ${names.length > 1 ? 'sind' : 'ist'} da`,
  someone: 'Jemand',
  otherTab: 'Du, anderswo',
  changedBy: (who, count) => `${who} hat ${objects(count)} geändert`,
  board: (title, count) => `${title}, Whiteboard mit ${number(count, { one: '# Objekt', other: '# Objekten' })}`,
  kind: (kind) => kinds[kind],
  share: 'Teilen',
  person: (sub) => accountOf(sub) || 'Jemand',
} satisfies Words<typeof boardWords>
