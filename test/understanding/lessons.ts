/** Lessons: sentences as people write them, each with the wish that it expresses and its words marked. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

/** A line of a file: `wish: what is said, with {slot:words} in it`; where it follows up on something, `what > wish: …`. */
export interface Lesson {
  /** What was done or told right before: the name of an action; empty where nothing is known of that. */
  before: string
  wish: string
  text: string
  /** Where each slot's words stand in the text. */
  spans: { slot: string; from: number; to: number }[]
}

/** @throws Error with the line that is no lesson */
export const lessonOf = (line: string): Lesson => {
  const [, before = '', wish, marked] = /^(?:([a-z.]+) > )?([a-z.]+): (.+)$/.exec(line) ?? []
  if (wish === undefined || marked === undefined) throw new Error(`No lesson: ${line}`)
  const spans: Lesson['spans'] = []
  let text = ''
  for (const [, slot, words, plain] of marked.matchAll(/\{([a-z]+):([^{}]*)\}|([^{}]+)/g)) {
    if (slot !== undefined && words !== undefined)
      spans.push({ slot, from: text.length, to: text.length + words.length })
    text += words ?? plain ?? ''
  }
  return { before, wish, text, spans }
}

const folder = new URL('./lessons/', import.meta.url)
/** The files' texts, in the order of their names. */
export const files = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))

export const lessonsIn = (texts: readonly string[]): Lesson[] =>
  texts.flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(lessonOf),
  )

export const digestOf = (texts: readonly string[]): string => hash('sha256', texts.join('\n'))
