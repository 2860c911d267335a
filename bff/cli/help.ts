/** Help: every command in a line, and one command with its options. */
import type { AnyAction } from '../capability.ts'
import { inputSchema } from '../schema.ts'
import { commandOf, commands, propertiesOf } from './commands.ts'
import { isList, isNullable } from './options.ts'
import { tasks } from './tasks.ts'

export const help = (): void => {
  const all: [usage: string, does: string][] = [
    ...[...commands].map(([command, { does }]): [string, string] => [command, does]),
    ...Object.values(tasks).map(({ usage, does }): [string, string] => [usage, does]),
  ]
  const width = Math.max(...all.map(([usage]) => usage.length))
  const lines = all.map(([usage, does]) => `  ${usage.padEnd(width)}  ${does}`)
  process.stdout.write(
    `npm run persona -- <command> [id] [--option value …] [--json]\n\n${lines.join('\n')}\n\n` +
      `Options of a command: npm run persona -- <command> --help\nA value that starts with @ is read from that file.\n` +
      'A list is a,b or JSON; one element, as it is, goes by the singular: --starter "Hello, you".\n' +
      '--quarantine leaves out a space whose document cannot be read (the server must be stopped).\n',
  )
}

export const helpOn = (action: AnyAction): void => {
  const required = (inputSchema(action)['required'] ?? []) as string[]
  const lines = Object.entries(propertiesOf(action)).map(([name, property]) => {
    const { type, items, anyOf, description = '', enum: choices } = property
    const one = type ?? anyOf?.[0]?.type ?? 'value'
    const shape = choices?.join('|') ?? (isList(property) ? `${items?.type ?? 'value'},…` : one)
    const needed = required.includes(name) ? ' (needed)' : ''
    const none = isNullable(property) ? `, or --no-${name}` : ''
    return `  --${name}${type === 'boolean' ? '' : ` <${shape}>`}${none}${needed}${description && `  ${description}`}`
  })
  process.stdout.write(`${commandOf(action)}: ${action.does}\n${lines.join('\n')}\n`)
}
