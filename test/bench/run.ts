/** `npm run bench [-- name …] [--write]`: every bench, or the named ones, as one table; `--write` puts it into the README. */
import { cpus } from 'node:os'
import { writeSection } from '../readme.ts'
import * as agenda from './agenda.ts'
import * as board from './board.ts'
import * as canvas from './canvas.ts'
import * as firstToken from './first-token.ts'
import * as growth from './growth.ts'
import * as idle from './idle.ts'
import * as load from './load.ts'
import * as overhead from './overhead.ts'
import * as recall from './recall.ts'
import * as parked from './parked.ts'
import * as revocation from './revocation.ts'
import * as send from './send.ts'
import * as start from './start.ts'
import * as time from './time.ts'
import * as tokens from './tokens.ts'
import * as understanding from './understanding.ts'
import * as widget from './widget.ts'

const benches: Record<string, { run(): Promise<Record<string, string>> }> = {
  send,
  load,
  growth,
  'first-token': firstToken,
  overhead,
  board,
  canvas,
  idle,
  tokens,
  revocation,
  parked,
  time,
  agenda,
  start,
  understanding,
  recall,
  widget,
}

const words = process.argv.slice(2)
const write = words.includes('--write')
const wanted = words.filter((word) => word !== '--write')
const unknown = wanted.find((name) => !(name in benches))
if (unknown !== undefined) {
  process.stderr.write(`There is no bench ${unknown}; there are: ${Object.keys(benches).join(', ')}.\n`)
  process.exit(2)
}

const lines = ['| bench | figure | value |', '| --- | --- | --- |']
const say = (line: string): void => void process.stdout.write(`${line}\n`)
lines.forEach(say)
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const [figure, value] of Object.entries(await bench.run())) {
    lines.push(`| ${name} | ${figure} | ${value} |`)
    say(lines.at(-1) ?? '')
  }
}
if (write)
  writeSection(
    'bench',
    [...lines, '', `${cpus().length} cores, Node ${process.version}, the limits at the doors off.`].join('\n'),
  )
process.exit(0)
