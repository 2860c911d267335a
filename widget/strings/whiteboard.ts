/** What is said where whiteboards are looked at; in English. */
import type { BoardElement } from '../../bff/api.ts'
import { words } from './words.ts'

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

const kinds: Readonly<Record<BoardElement['kind'], string>> = {
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  diamond: 'Diamond',
  note: 'Note',
  text: 'Text',
  line: 'Line',
  arrow: 'Arrow',
  stroke: 'Stroke',
  other: 'Imported element',
}

/** Of somebody whom the protocol knows by `sub`: their account, if it is short enough to be read. */
export const accountOf = (sub: string): string => {
  const account = sub.split(':').slice(2).join(':')
  return account.length <= 24 ? account : ''
}

export const boardWords = words('whiteboard', {
  title: 'Whiteboards',
  fresh: 'New whiteboard',
  untitled: 'Whiteboard',
  empty: 'No whiteboards yet.',
  emptyHow: (name: string) => `Start one here, or ask ${name} for a drawing.`,
  count: (count: number) => many(count, 'object', 'objects'),
  shared: 'Shared with you',
  failed: 'The whiteboards could not be loaded.',
  boardFailed: 'This whiteboard could not be loaded.',
  gone: 'This whiteboard is no longer there for you.',
  lost: 'Nobody answered. Try again.',
  all: 'All whiteboards',
  titleLabel: 'Title of the whiteboard',
  remove: 'Delete whiteboard',
  removeAsk: 'Delete it for good, for everybody?',
  offline: 'No connection. What you draw is sent when it is back.',
  readOnly: 'You may look at this whiteboard, not change it.',
  undo: 'Undo',
  redo: 'Redo',
  more: 'More',
  list: 'List of objects',
  canvas: 'Back to the drawing',
  tools: 'Tools',
  tool: {
    select: 'Select',
    hand: 'Move around',
    pen: 'Pen',
    eraser: 'Eraser',
    ...(kinds as Omit<typeof kinds, 'stroke' | 'other'>),
  },
  fit: 'Show everything',
  zoomed: (percent: number) => `${percent} %`,
  hint: 'Choose a tool, or ask for a drawing.',
  here: (names: readonly string[]) =>
    names.length > 2
      ? `${names.length} others are here`
      : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} here`,
  someone: 'Someone',
  otherTab: 'You, elsewhere',
  changedBy: (who: string, count: number) => `${who} changed ${many(count, 'object', 'objects')}`,
  /** How a board is called where it cannot be seen. */
  board: (title: string, count: number) => `${title}, whiteboard with ${many(count, 'object', 'objects')}`,
  kind: (kind: BoardElement['kind']) => kinds[kind],
  share: 'Share',
  person: (sub: string): string => accountOf(sub) || 'Someone',
})
