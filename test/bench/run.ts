/** `npm run bench [-- name …]`: every bench, or the named ones, printed as one table. */
import * as firstToken from './first-token.ts'
import * as send from './send.ts'

const benches: Record<string, { run(): Promise<Record<string, string>> }> = { send, 'first-token': firstToken }

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in benches))
if (unknown !== undefined) {
  process.stderr.write(`There is no bench ${unknown}; there are: ${Object.keys(benches).join(', ')}.\n`)
  process.exit(2)
}
process.stdout.write('| bench | figure | value |\n|---|---|---|\n')
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const [figure, value] of Object.entries(await bench.run()))
    process.stdout.write(`| ${name} | ${figure} | ${value} |\n`)
}
process.exit(0)
