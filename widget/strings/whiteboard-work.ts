/** What is said where somebody works on a whiteboard; in English. */
import type { BoardElement } from '../../bff/api.ts'
import { boardWords } from './whiteboard.ts'
import { words } from './words.ts'

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

export const workWords = words('whiteboard-work', {
  options: 'Options',
  color: { ink: 'Ink', red: 'Red', orange: 'Orange', green: 'Green', blue: 'Blue', violet: 'Violet' },
  line: (color: string) => `Line: ${color}`,
  fill: (color: string) => `Fill: ${color}`,
  noFill: 'No fill',
  front: 'To the front',
  back: 'To the back',
  group: 'Group',
  ungroup: 'Ungroup',
  copy: 'Duplicate',
  remove1: 'Delete',
  connect: 'Connect',
  connectTo: (what: string) => `Connect ${what} to …`,
  connectHere: 'Connect here',
  cancel: 'Cancel',
  move: 'Move',
  way: { up: 'Up', down: 'Down', left: 'Left', right: 'Right' },
  larger: 'Larger',
  smaller: 'Smaller',
  turnLeft: 'Turn left',
  turnRight: 'Turn right',
  show: 'Show in the drawing',
  textOf: (what: string) => `Text of ${what}`,
  moreObjects: 'Show more',
  zoomIn: 'Closer',
  zoomOut: 'Further away',
  sketch: 'Drawn by hand',
  saveAs: 'Save as',
  picture: 'Picture (PNG)',
  drawing: 'Drawing (SVG)',
  excalidraw: 'Excalidraw file',
  inWords: 'In words',
  bring: 'Add an Excalidraw file',
  saved: 'Saved.',
  imported: (count: number, left: number) =>
    left === 0 ? `Added ${many(count, 'object', 'objects')}.` : `Added ${count}; ${left} could not be taken.`,
  notExcalidraw: 'That is not an Excalidraw file.',
  proposes: (name: string, count: number) => `${name} proposes ${many(count, 'object', 'objects')}`,
  accept: 'Accept',
  reject: 'Not now',
  accepted: 'Accepted.',
  rejected: 'Taken off the whiteboard.',
  proposed: 'proposed',
  nothing: 'Nothing to undo.',
  undone: 'Undone.',
  redone: 'Redone.',
  made: (what: string) => `Made: ${what}`,
  removed: (what: string) => `Deleted: ${what}`,
  moved: (what: string, x: number, y: number) => `${what}, now at ${x}, ${y}`,
  turned: (what: string, degrees: number) => `${what}, now turned by ${degrees} degrees`,
  sized: (what: string, w: number, h: number) => `${what}, now ${w} by ${h}`,
  grouped: (count: number) => `Grouped ${count} objects.`,
  ungrouped: 'Ungrouped.',
  connected: (a: string, b: string) => `Connected ${a} with ${b}`,
  selected: (what: string) => `Selected: ${what}`,
  several: (count: number) => `${count} objects selected`,
  none: 'Nothing selected.',
  keys: 'Keys: V select, R rectangle, O ellipse, D diamond, A arrow, T text, N note, P pen, E eraser. Enter places or edits, comma and full stop go from one object to the next, arrow keys move, with Control they change the size, square brackets turn. The list of objects has everything on the board.',
  nameOf: (element: BoardElement, find: (id: string) => BoardElement | undefined): string => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? boardWords.kind(other.kind)) : 'nowhere'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` from ${end(from)} to ${end(to)}` : ''
    return `${boardWords.kind(kind)}${text ? ` “${short(text)}”` : ''}${ends}`
  },
})
