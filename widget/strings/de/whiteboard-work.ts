import { plurals, type Words } from '../plural.ts'
import type { workWords } from '../whiteboard-work.ts'
import board from './whiteboard.ts'

const number = plurals('de')
const objects = (count: number): string => number(count, { one: '# Objekt', other: '# Objekte' })

export default {
  options: 'Optionen',
  color: { ink: 'Tinte', red: 'Rot', orange: 'Orange', green: 'Grün', blue: 'Blau', violet: 'Violett' },
  line: (color) => `Linie: ${color}`,
  fill: (color) => `Füllung: ${color}`,
  noFill: 'Keine Füllung',
  front: 'Nach vorn',
  back: 'Nach hinten',
  group: 'Gruppieren',
  ungroup: 'Gruppe auflösen',
  copy: 'Duplizieren',
  remove1: 'Löschen',
  connect: 'Verbinden',
  connectTo: (what) => `${what} verbinden mit …`,
  connectHere: 'Hiermit verbinden',
  cancel: 'Abbrechen',
  move: 'Bewegen',
  way: { up: 'Nach oben', down: 'Nach unten', left: 'Nach links', right: 'Nach rechts' },
  larger: 'Größer',
  smaller: 'Kleiner',
  turnLeft: 'Nach links drehen',
  turnRight: 'Nach rechts drehen',
  show: 'In der Zeichnung zeigen',
  textOf: (what) => `Text: ${what}`,
  moreObjects: 'Mehr anzeigen',
  zoomIn: 'Näher',
  zoomOut: 'Weiter weg',
  sketch: 'Wie von Hand gezeichnet',
  saveAs: 'Speichern als',
  picture: 'Bild (PNG)',
  drawing: 'Zeichnung (SVG)',
  excalidraw: 'Excalidraw-Datei',
  inWords: 'In Worten',
  bring: 'Excalidraw-Datei hinzufügen',
  saved: 'Gespeichert.',
  imported: (count, left) =>
    left === 0
      ? `${objects(count)} hinzugefügt.`
      : `${objects(count)} hinzugefügt; ${number(left, { one: '# konnte', other: '# konnten' })} nicht übernommen werden.`,
  notExcalidraw: 'Das ist keine Excalidraw-Datei.',
  proposes: (name, count) => `${name} schlägt ${objects(count)} vor`,
  accept: 'Annehmen',
  reject: 'Nicht jetzt',
  accepted: 'Angenommen.',
  rejected: 'Vom Whiteboard genommen.',
  proposed: 'vorgeschlagen',
  nothing: 'Nichts rückgängig zu machen.',
  undone: 'Rückgängig gemacht.',
  redone: 'Wiederhergestellt.',
  made: (what) => `Erstellt: ${what}`,
  removed: (what) => `Gelöscht: ${what}`,
  moved: (what, x, y) => `${what}, jetzt bei ${x}, ${y}`,
  turned: (what, degrees) => `${what}, jetzt um ${degrees} Grad gedreht`,
  sized: (what, w, h) => `${what}, jetzt ${w} mal ${h}`,
  grouped: (count) => `${objects(count)} gruppiert.`,
  ungrouped: 'Gruppe aufgelöst.',
  connected: (a, b) => `${a} mit ${b} verbunden`,
  selected: (what) => `Ausgewählt: ${what}`,
  several: (count) => `${objects(count)} ausgewählt`,
  none: 'Nichts ausgewählt.',
  keys: 'Tasten: V Auswählen, R Rechteck, O Ellipse, D Raute, A Pfeil, T Text, N Notiz, P Stift, E Radierer. Die Eingabetaste setzt oder bearbeitet, Komma und Punkt gehen von einem Objekt zum nächsten, Pfeiltasten bewegen, mit Steuerung ändern sie die Größe, eckige Klammern drehen. In der Liste der Objekte steht alles, was auf dem Whiteboard ist.',
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? board.kind(other.kind)) : 'nirgendwo'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` von ${end(from)} nach ${end(to)}` : ''
    return `${board.kind(kind)}${text ? ` „${short(text)}“` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
