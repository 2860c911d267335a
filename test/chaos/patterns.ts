/** `node test/chaos/patterns.ts`: no regular expression of the sources is slow over what a stranger may send. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from 'recheck'
import { parseAst } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Quadratic in one paragraph of one message, and only in the browser that draws it. */
const bounded = [
  /`+$/,
  /^[ \t]*(?:#{1,6}|[-*_+]{1,}|\d{1,9}[.)]?|`{1,}|~{1,}|>[ \t]*|[-*+][ \t]+\[[ xX]?\]?|\|)[ \t]*$/,
].map(({ source }) => source)

interface Pattern {
  where: string
  source: string
  flags: string
}

type Node = Record<string, unknown> & { type?: string }

/** Everything in a syntax tree, the outermost first. */
function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Node
  for (const inner of Object.values(value)) yield* nodesOf(inner)
}

const files = ['bff', 'widget', 'demo'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
)

/** The literals of a file, and how many more are put together when it runs. */
const patternsOf = (file: string): { written: Pattern[]; made: number } => {
  const written: Pattern[] = []
  let made = 0
  for (const node of nodesOf(parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' }))) {
    const regex = node['regex'] as { pattern: string; flags: string } | undefined
    if (node.type === 'Literal' && regex) written.push({ where: file, source: regex.pattern, flags: regex.flags })
    if (node.type === 'NewExpression' || node.type === 'CallExpression')
      if ((node['callee'] as { name?: string }).name === 'RegExp') made++
  }
  return { written, made }
}

/** What `RegExp` was asked to make of text while something ran. */
const madeWhile = async (work: () => Promise<unknown>, where: string): Promise<Pattern[]> => {
  const made: Pattern[] = []
  const { RegExp } = globalThis
  globalThis.RegExp = new Proxy(RegExp, {
    construct(target, [source, flags = '']: [string | RegExp, string?]) {
      if (typeof source === 'string') made.push({ where, source, flags })
      return new target(source, flags)
    },
  })
  try {
    await work()
  } finally {
    globalThis.RegExp = RegExp
  }
  return made
}

/** As long as a message may be. */
const LONGEST = 8000

/**
 * Whether what the fuzzer found hurts within a message. It calls a bounded repetition polynomial; the exact checker does
 * not, and is believed.
 */
const isFelt = (pattern: RegExp, { pumps, suffix }: { pumps: { prefix: string; pump: string }[]; suffix: string }) => {
  const times = LONGEST / Math.max(1, pumps.map(({ pump }) => pump).join('').length)
  const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix
  // The best of three: others have the processor too.
  const took = [1, 2, 3].map(() => {
    const began = performance.now()
    pattern.lastIndex = 0
    pattern.exec(text)
    return performance.now() - began
  })
  return Math.min(...took) > 50
}

/** @param timeout milliseconds for each pattern. @returns the slow ones, and how many could not be judged in that time */
export const slowPatterns = async (timeout: number): Promise<{ slow: string[]; unknown: number }> => {
  const all: Pattern[] = []
  for (const file of files) {
    const { written, made } = patternsOf(file)
    all.push(...written)
    if (made === 0) continue
    // A module of its own, whoever has imported it before.
    const url = `${new URL(`../../${file}`, import.meta.url).href}?patterns`
    const seen = await madeWhile(async () => {
      const module = (await import(url)) as { parseBlocks?: (lines: string[]) => unknown }
      module.parseBlocks?.(['```', 'code', '```'])
    }, file)
    assert.ok(seen.length >= made, `${file} makes ${made} patterns, and ${seen.length} were seen`)
    all.push(...seen)
  }
  assert.ok(all.length > 200, String(all.length))
  for (const source of bounded)
    assert.ok(
      all.some((each) => each.source === source),
      `${source} is gone: so is its excuse`,
    )
  const slow: string[] = []
  let unknown = 0
  const queue = [...new Map(all.map((each) => [`${each.source}/${each.flags}`, each])).values()]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { where, source, flags } = next
      const found = await check(source, flags, { randomSeed: 1, attackLimit: 20_000_000, timeout })
      if (found.status === 'unknown') unknown++
      if (found.status !== 'vulnerable' || bounded.includes(source)) continue
      const { complexity, attack } = found
      const isSlow =
        !complexity.isFuzz || complexity.type === 'exponential' || isFelt(new RegExp(source, flags), attack)
      if (isSlow) slow.push(`${where}: /${source}/${flags} ${complexity.summary} ${attack.pattern.slice(0, 200)}`)
    }
  }
  await Promise.all([worker(), worker()])
  return { slow, unknown }
}

if (import.meta.main) {
  const { slow, unknown } = await slowPatterns(60_000)
  process.stdout.write(`${slow.length} slow, ${unknown} not judged within a minute each\n${slow.join('\n')}\n`)
  process.exit(slow.length === 0 ? 0 : 1)
}
