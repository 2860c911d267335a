/** The parts of the README that are derived: `node test/readme.ts` writes the table of capabilities anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { capabilities } from '../bff/capabilities/index.ts'
import type { AnyAction } from '../bff/capability.ts'

const path = fileURLToPath(new URL('../README.md', import.meta.url))

const marks = (name: string): [string, string] => [`<!-- ${name} -->\n`, `<!-- /${name} -->`]

export const section = (name: string): string => {
  const [from, to] = marks(name)
  const text = readFileSync(path, 'utf8')
  return text.slice(text.indexOf(from) + from.length, text.indexOf(to)).trim()
}

export const writeSection = (name: string, content: string): void => {
  const [from, to] = marks(name)
  const text = readFileSync(path, 'utf8')
  const [start, end] = [text.indexOf(from) + from.length, text.indexOf(to)]
  writeFileSync(path, `${text.slice(0, start)}\n${content.trim()}\n\n${text.slice(end)}`)
}

/** One row for each action: its name, what it does, its scope, its risk and its doors. */
export const capabilityTable = (): string => {
  const rows = capabilities
    .flatMap((family): readonly AnyAction[] => family.actions)
    .map(({ name, does, scope, risk, doors }) => [`\`${name}\``, does, `\`${scope}\``, risk, doors.join(', ')])
  const head = ['action', 'what it does', 'scope', 'risk', 'doors']
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => (row[i] ?? '').length)))
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n')
}

if (import.meta.main) writeSection('capabilities', capabilityTable())
