/** Regular expressions: none in the sources takes more than linear time over what a stranger may send. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { check } from 'recheck'
import { parseAst } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

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

test('no pattern of the sources is slow', { timeout: 300_000 }, async () => {
  const all: Pattern[] = []
  for (const file of files) {
    const { written, made } = patternsOf(file)
    all.push(...written)
    if (made === 0) continue
    // A module of its own, whoever has imported it before.
    const url = `${new URL(`../${file}`, import.meta.url).href}?patterns`
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
  const queue = [...new Map(all.map((each) => [`${each.source}/${each.flags}`, each])).values()]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { where, source, flags } = next
      // Attacks as long as a message may be; the same seed finds the same ones.
      const { status, ...found } = await check(source, flags, {
        maxAttackStringSize: 8000,
        attackLimit: 20_000_000,
        randomSeed: 1,
        timeout: 120_000,
      })
      if (status !== 'safe' && !bounded.includes(source))
        slow.push(`${where}: /${source}/${flags} ${JSON.stringify(found)}`)
    }
  }
  await Promise.all([worker(), worker()])
  assert.deepEqual(slow, [])
})
