/** What lies on a board: an element is one flat record of properties, each of which changes by itself. */

/** `other`: of another program's kind. It is kept as it came, and shown as a frame with a name. */
export type Kind = 'rectangle' | 'ellipse' | 'diamond' | 'note' | 'text' | 'line' | 'arrow' | 'stroke' | 'other'

/** Lengths are in the board's own units, one CSS pixel at 100 %; y grows downwards, angles are radians clockwise. */
export interface Properties {
  /** The box, before it is turned. */
  x: number
  y: number
  w: number
  h: number
  /** Place in the stack, bottom to top: a fractional index. Equal ones are told apart by id. */
  index: string
  angle?: number | null
  /** The label of a shape or an arrow; the words of a text or a note. */
  text?: string | null
  /** x, y, x, y … from the element's own x and y. */
  points?: number[] | null
  /** One for each point, 0 to 1. */
  pressures?: number[] | null
  /** What an arrow or a line begins and ends at; it follows them. */
  from?: string | null
  to?: string | null
  color?: string | null
  fill?: string | null
  /** Of the line. */
  width?: number | null
  dash?: 'solid' | 'dashed' | 'dotted' | null
  /** Of the letters. */
  size?: number | null
  /** Innermost first. */
  groups?: string[] | null
  /** The proposal of a persona that it belongs to, until a person accepts it. */
  ghost?: string | null
  /** What another program knows of it and we do not. */
  extra?: Record<string, unknown> | null
}

export interface Element extends Properties {
  id: string
  kind: Kind
  /** Who made it: the `sub` of a person or a persona. */
  by: string
  /** On whose behalf its text was written: a person, or `outside` where it came with a file or from words of others. */
  words?: string | null
}

/** What there may be at most. */
export const most = {
  elements: 5000,
  /** Live and removed ones together, until the removed ones are swept. */
  kept: 20_000,
  operations: 100,
  /** Operations that one drawing by intent becomes, about. */
  drawn: 500,
  points: 1000,
  text: 2000,
  groups: 8,
  /** Characters of a fractional index, before its neighbourhood is spread anew. */
  index: 64,
  coordinate: 1_000_000,
} as const

/** A hexadecimal colour or a name. */
export const COLOR = /^(?:#[\da-f]{3,8}|[a-z]{3,24})$/i

export const isLinear = ({ kind }: Pick<Element, 'kind'>): boolean =>
  kind === 'line' || kind === 'arrow' || kind === 'stroke'

/** Bottom to top. */
export const byIndex = (a: Pick<Element, 'index' | 'id'>, b: Pick<Element, 'index' | 'id'>): number =>
  a.index < b.index ? -1 : a.index > b.index ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
