/** What a text consists of, once parsed: plain data, so that equality and safety can be tested without a page. */

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'break' }
  | { type: 'strong' | 'em' | 'strike'; children: Inline[] }
  /** `href` is `null` while the address is still being written. */
  | { type: 'link'; href: string | null; children: Inline[] }
  /** What is known by this id, and was gone by here. */
  | { type: 'cite'; id: string }

export interface Item {
  /** `null`: not a task. */
  done: boolean | null
  children: Block[]
}

export type Align = 'start' | 'center' | 'end'

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'code'; language: string; text: string }
  | { type: 'quote'; children: Block[] }
  /** `start` is `null` for an unordered list. */
  | { type: 'list'; start: number | null; items: Item[] }
  | { type: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' }
