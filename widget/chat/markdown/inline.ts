/**
 * Words within a line: one pass, a stack of openers, linear time.
 * `pending` is how the tail of a stream is read: an unclosed marker counts as closed at the end, so that
 * `**bo` is bold at once and stays so when `ld**` arrives; a marker with nothing behind it yet is not shown.
 */
import { safeHref } from './links.ts'
import type { Inline } from './tokens.ts'

interface Opener {
  mark: string
  size: number
  /** Index of its text node. */
  at: number
  /** It could close as well: the rule of three then applies (CommonMark 0.31, 6.2 rules 9 and 10). */
  both: boolean
}

/** What is open at once, and so how deep anything can nest. The oldest opener gives way and stays text. */
const maxOpen = 16
const maxAddress = 2048
const punctuation = /[\p{P}\p{S}]/u
const space = /\s/
const bare = /https?:\/\/[^\s<>"'`*|\\]{1,2048}/iy
const angle = /<((?:https?:\/\/|mailto:)[^\s<>]{1,2048})>/iy
/** `[m:fct_1]`, also with what a briefing has behind the id: `[m:fct_1, 2026-01-01, person]` */
const citation = /\[m:(\w{1,64})(?:,[^[\]\n]{0,80})?\]/y
const citationBegun = /^\[(?:m(?::\w{0,64}(?:,[^[\]\n]{0,80})?)?)?$/
const escapable = /[!-/:-@[-`{-~]/

/** A link holds no link. */
const unlinked = (nodes: Inline[]): Inline[] =>
  nodes.flatMap((node) =>
    node.type === 'link'
      ? unlinked(node.children)
      : 'children' in node
        ? [{ ...node, children: unlinked(node.children) }]
        : [node],
  )

/** A sentence's own marks at the end of a bare address are not part of it; a closing bracket is if it was opened in it. */
const trimmed = (address: string): string => {
  let end = address.length
  let open = address.split('(').length - address.split(')').length
  for (; end > 0; end--) {
    const c = address[end - 1] as string
    if (c === ')' && open < 0) open++
    else if (!'.,;:!?]}…'.includes(c)) break
  }
  return address.slice(0, end)
}

/** `(address "title")` from just behind the bracket. The title is read and dropped. */
const addressAt = (text: string, from: number): { href: string; end: number } | 'open' | null => {
  let at = from + 1
  const limit = Math.min(text.length, from + maxAddress)
  while (at < limit && text[at] === ' ') at++
  const inAngles = text[at] === '<'
  if (inAngles) at++
  const start = at
  for (let depth = 0; at < limit; at++) {
    const c = text[at] as string
    if (c === '\n' || (inAngles ? c === '<' : false)) return null
    if (c === '\\') at++
    else if (inAngles ? c === '>' : c === ' ') break
    // CommonMark asks for 32 levels; without an end each `](` would be read on to the longest address.
    else if (!inAngles && c === '(' && ++depth > 32) return null
    else if (!inAngles && c === ')' && depth-- === 0) break
  }
  if (at >= limit) return limit === text.length ? 'open' : null
  const href = text.slice(start, at).replace(/\\([!-/:-@[-`{-~])/g, '$1')
  if (inAngles) at++
  while (at < limit && text[at] === ' ') at++
  const quote = text[at]
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, at + 1)
    if (end === -1) return 'open'
    if (end > limit) return null
    at = end + 1
    while (at < limit && text[at] === ' ') at++
  }
  if (at >= limit) return limit === text.length ? 'open' : null
  return text[at] === ')' ? { href, end: at + 1 } : null
}

/** Parse what stands between two block borders. */
export const parseInline = (text: string, pending = false): Inline[] => {
  const nodes: Inline[] = []
  const openers: Opener[] = []
  const brackets: { at: number; image: boolean; openers: number }[] = []
  /** Lengths of backtick runs that have no partner any more: asked once, not once per run. */
  const unpaired = new Set<number>()
  let plain = ''
  const flush = (): void => {
    if (plain !== '') nodes.push({ type: 'text', text: plain })
    plain = ''
  }
  /** What stands behind the opener becomes its content. */
  const close = ({ mark, at }: Opener, size: number): void => {
    const children = nodes.splice(at + 1)
    nodes.push({ type: mark === '~' ? 'strike' : size === 2 ? 'strong' : 'em', children })
  }
  const shrink = (opener: Opener, by: number): void => {
    opener.size -= by
    const node = nodes[opener.at] as { text: string }
    node.text = opener.mark.repeat(opener.size)
  }

  for (let i = 0; i < text.length;) {
    const c = text[i] as string
    if (c === '\\') {
      const next = text[i + 1]
      if (next === '\n') {
        flush()
        nodes.push({ type: 'break' })
        i += 2
      } else if (next !== undefined && escapable.test(next)) {
        plain += next
        i += 2
      } else {
        if (next !== undefined || !pending) plain += c
        i++
      }
      continue
    }
    if (c === '\n') {
      const hard = plain.endsWith('  ')
      plain = plain.trimEnd()
      if (hard) {
        flush()
        nodes.push({ type: 'break' })
      } else plain += '\n'
      i++
      continue
    }
    if (c === '`') {
      let run = i
      while (text[run] === '`') run++
      const size = run - i
      let end = unpaired.has(size) ? -1 : run
      while (end !== -1 && end < text.length) {
        const from = text.indexOf('`', end)
        if (from === -1) {
          end = -1
          break
        }
        let to = from
        while (text[to] === '`') to++
        if (to - from === size) {
          end = from
          break
        }
        end = to
      }
      if (end >= text.length) end = -1
      if (end === -1) unpaired.add(size)
      if (end === -1 && !pending) {
        plain += text.slice(i, run)
        i = run
        continue
      }
      const raw = text.slice(run, end === -1 ? text.length : end).replaceAll('\n', ' ')
      const padded = raw.length > 2 && raw.startsWith(' ') && raw.endsWith(' ') && raw.trim() !== ''
      flush()
      if (end !== -1 || raw.replaceAll('`', '') !== '') {
        nodes.push({ type: 'code', text: padded ? raw.slice(1, -1) : end === -1 ? raw.replace(/`+$/, '') : raw })
      }
      i = end === -1 ? text.length : end + size
      continue
    }
    if (c === '<') {
      angle.lastIndex = i
      const match = angle.exec(text)
      const href = match ? safeHref(match[1] as string) : null
      if (match && href !== null) {
        flush()
        nodes.push({
          type: 'link',
          href,
          children: [{ type: 'text', text: (match[1] as string).replace(/^mailto:/i, '') }],
        })
        i = angle.lastIndex
        continue
      }
    }
    if ((c === 'h' || c === 'H') && !/[\p{L}\p{N}]/u.test(text[i - 1] ?? ' ') && brackets.length === 0) {
      bare.lastIndex = i
      const found = bare.exec(text)?.[0]
      if (found !== undefined) {
        const address = trimmed(found)
        const href = safeHref(address)
        if (href !== null) {
          flush()
          nodes.push({ type: 'link', href, children: [{ type: 'text', text: address }] })
          i += address.length
          continue
        }
      }
    }
    if (c === '[' && text[i + 1] === 'm') {
      citation.lastIndex = i
      const id = citation.exec(text)?.[1]
      if (id !== undefined) {
        plain = plain.replace(/ $/, '')
        flush()
        nodes.push({ type: 'cite', id })
        i = citation.lastIndex
        continue
      }
      // The rest of it is on its way.
      if (pending && text.length - i < 160 && citationBegun.test(text.slice(i))) break
    }
    if (c === '[' || (c === '!' && text[i + 1] === '[')) {
      flush()
      const image = c === '!'
      if (brackets.length === maxOpen) brackets.shift()
      brackets.push({ at: nodes.length, image, openers: openers.length })
      nodes.push({ type: 'text', text: image ? '![' : '[' })
      i += image ? 2 : 1
      continue
    }
    if (c === ']' && brackets.length > 0) {
      flush()
      const bracket = brackets.pop() as (typeof brackets)[number]
      const address = text[i + 1] === '(' ? addressAt(text, i + 1) : null
      if (address === null || (address === 'open' && !pending)) {
        plain += ']'
        i++
        continue
      }
      openers.length = Math.min(openers.length, bracket.openers)
      const href = address === 'open' ? null : safeHref(address.href)
      const content = nodes.splice(bracket.at).slice(1)
      const children: Inline[] = content.length > 0 ? content : [{ type: 'text', text: bracket.image ? '🖼' : '↗' }]
      // What can be said next has no address: it is said where it is tapped.
      if (href !== null || address === 'open' || address.href === 'say:') {
        nodes.push({ type: 'link', href, children: unlinked(children) })
      } else nodes.push(...children)
      i = address === 'open' ? text.length : address.end
      continue
    }
    if (c === '*' || c === '_' || c === '~') {
      let run = i
      while (text[run] === c) run++
      const before = text[i - 1] ?? ' '
      const after = text[run] ?? ' '
      const atEnd = run === text.length
      const spaceBefore = space.test(before)
      const spaceAfter = space.test(after)
      const left = !spaceAfter && (!punctuation.test(after) || spaceBefore || punctuation.test(before))
      const right = !spaceBefore && (!punctuation.test(before) || spaceAfter || punctuation.test(after))
      const opens = c === '_' ? left && (!right || punctuation.test(before)) : left
      const closes = c === '_' ? right && (!left || punctuation.test(after)) : right
      let size = run - i
      i = run
      if (size > 3 || (c === '~' && size !== 2)) {
        if (!(pending && atEnd)) plain += c.repeat(size)
        continue
      }
      // Half of a closing marker: the other half is on its way.
      if (pending && atEnd && (openers.findLast(({ mark }) => mark === c)?.size ?? 0) > size) continue
      flush()
      while (closes && size > 0) {
        let found = openers.length - 1
        while (found >= 0 && (openers[found] as Opener).mark !== c) found--
        const opener = openers[found]
        // Openers inside a bracket that is still open may not reach out of it.
        if (opener === undefined || opener.at < (brackets.at(-1)?.at ?? -1)) break
        if ((opener.both || opens) && (opener.size + size) % 3 === 0 && !(opener.size % 3 === 0 && size % 3 === 0))
          break
        openers.length = found + 1
        const by = opener.size >= 2 && size >= 2 ? 2 : 1
        close(opener, by)
        shrink(opener, by)
        size -= by
        if (opener.size === 0) {
          openers.pop()
          nodes.splice(opener.at, 1)
        }
      }
      if (size === 0) continue
      if (pending && atEnd) continue
      if (opens) {
        if (openers.length === maxOpen) openers.shift()
        openers.push({ mark: c, size, at: nodes.length, both: closes })
        nodes.push({ type: 'text', text: c.repeat(size) })
      } else plain += c.repeat(size)
      continue
    }
    plain += c
    i++
  }
  flush()

  if (pending) {
    for (const { at } of brackets) (nodes[at] as { text: string }).text = ''
    // From the innermost: what is open at the end is taken as closed there.
    for (const opener of openers.toReversed()) {
      for (const size of opener.size === 3 ? [1, 2] : [opener.size]) close(opener, size)
      ;(nodes[opener.at] as { text: string }).text = ''
    }
  }
  return joined(nodes)
}

/** Neighbouring texts become one, empty ones go. */
const joined = (nodes: Inline[]): Inline[] => {
  const out: Inline[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    if (node.type === 'text' && last?.type === 'text') {
      out[out.length - 1] = { type: 'text', text: last.text + node.text }
    } else if ('children' in node) {
      const children = joined(node.children)
      if (children.length > 0) out.push({ ...node, children })
    } else if (node.type !== 'text' || node.text !== '') out.push(node)
  }
  return out
}
