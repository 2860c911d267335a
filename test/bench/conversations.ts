/**
 * The conversations that recall is measured on, and the questions about them.
 *
 * A file is what two or three people said in eight sessions: `== instant`, then `Speaker: words`, a minute apart. `#name`
 * at the end of a turn names it as evidence; below, each `? question -> name …` says where its answer stands.
 */
import { readdirSync, readFileSync } from 'node:fs'

export interface Turn {
  speaker: string
  text: string
  at: string
  session: string
  ref: string
}

export interface Talk {
  name: string
  turns: Turn[]
  /** With the refs of the turns that answer it. */
  questions: { text: string; evidence: string[] }[]
}

const folder = new URL('conversations/', import.meta.url)

export const talks = (): Talk[] =>
  readdirSync(folder)
    .toSorted()
    .map((file) => parse(file.replace('.txt', ''), readFileSync(new URL(file, folder), 'utf8')))

const parse = (name: string, text: string): Talk => {
  const talk: Talk = { name, turns: [], questions: [] }
  const named = new Map<string, string>()
  let [session, began] = [0, 0]
  for (const line of text.split('\n')) {
    const [, instant] = /^== (\S+)$/.exec(line) ?? []
    const [, question, labels] = /^\? (.+) -> (.+)$/.exec(line) ?? []
    const [, speaker, said, tags = ''] = /^(\w+): (.+?)((?: #\w+)*)$/.exec(line) ?? []
    if (instant !== undefined) {
      session += 1
      began = Date.parse(instant.replace('Z', ':00Z'))
    } else if (question !== undefined) {
      const evidence = (labels ?? '').split(' ').map((label) => named.get(label) ?? '')
      if (evidence.includes('')) throw new Error(`${name}: “${question}” names no turn.`)
      talk.questions.push({ text: question, evidence })
    } else if (speaker !== undefined && said !== undefined) {
      const ref = `${name}:${session}:${talk.turns.length + 1}`
      for (const tag of tags.split('#').slice(1)) named.set(tag.trim(), ref)
      const at = new Date(began + talk.turns.length * 60_000).toISOString()
      talk.turns.push({ speaker, text: said, at, session: `${name}:${session}`, ref })
    }
  }
  return talk
}
