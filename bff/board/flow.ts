/** Flows: a small part of what Mermaid calls a flowchart, read and laid out in layers. */
import type { Box } from './boxes.ts'
import type { Element } from './element.ts'
import { APART, GRID, roomFor, snap } from './place.ts'

export interface FlowNode {
  name: string
  /** `null` where it was only named. */
  text: string | null
  kind: Extract<Element['kind'], 'rectangle' | 'ellipse' | 'diamond'>
}

interface FlowEdge {
  from: string
  to: string
  text: string
  dash: 'solid' | 'dashed'
  arrow: boolean
}

export interface Flow {
  across: boolean
  nodes: FlowNode[]
  edges: FlowEdge[]
}

const HEAD = /^\s*(?:flowchart|graph)(?:\s+(TB|TD|BT|LR|RL))?\s*$/i
const NAME = /\s*([\p{L}\p{N}_]{1,40}(?:-[\p{L}\p{N}_]{1,40}){0,5})/uy
/** The brackets of a node, and the shape that they stand for. */
const shapes: [RegExp, FlowNode['kind']][] = [
  [/\(\[([^\]]{0,300})\]\)/y, 'ellipse'],
  [/\(\(([^)]{0,300})\)\)/y, 'ellipse'],
  [/\[([^\]]{0,300})\]/y, 'rectangle'],
  [/\(([^)]{0,300})\)/y, 'ellipse'],
  [/\{([^}]{0,300})\}/y, 'diamond'],
]
const LABELLED = /\s*(--|==|-\.)\s+([^-|>=.\n]{1,200}?)\s+(-->|---|==>|===|\.->|->)/y
const LINK = /\s*(-->|---|-\.->|-\.-|==>|===|->|→)\s*(?:\|([^|]{0,200})\|)?/y

/** @returns the flow, or a sentence that says what could not be read */
export const readFlow = (text: string): Flow | string => {
  const nodes = new Map<string, FlowNode>()
  const edges: FlowEdge[] = []
  let across = false
  for (const line of text.split(/[\n;]/)) {
    if (line.trim() === '' || line.trim().startsWith('%%')) continue
    const head = HEAD.exec(line)
    if (head) {
      across = /LR|RL/i.test(head[1] ?? '')
      continue
    }
    let at = 0
    const take = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = at
      const found = pattern.exec(line)
      if (found) at = pattern.lastIndex
      return found
    }
    const node = (): string | undefined => {
      const name = take(NAME)?.[1]
      if (name === undefined) return undefined
      const known = nodes.get(name) ?? { name, text: null, kind: 'rectangle' }
      for (const [pattern, kind] of shapes) {
        const inside = take(pattern)
        if (!inside) continue
        known.text = plain(inside[1] ?? '')
        known.kind = kind
        break
      }
      nodes.set(name, known)
      return name
    }
    const several = (): string[] => {
      const names: string[] = []
      for (let name = node(); name !== undefined; name = take(/\s*&/y) ? node() : undefined) names.push(name)
      return names
    }
    let before = several()
    while (before.length > 0 && line.slice(at).trim() !== '') {
      const labelled = take(LABELLED)
      const link = labelled ?? take(LINK)
      const after = link ? several() : []
      if (!link || after.length === 0) {
        before = []
        break
      }
      const sign = labelled ? `${link[1]}${link[3]}` : (link[1] as string)
      for (const from of before)
        for (const to of after)
          edges.push({
            from,
            to,
            text: plain(link[2] ?? ''),
            dash: sign.includes('.') ? 'dashed' : 'solid',
            arrow: /[>→]/.test(sign),
          })
      before = after
    }
    if (before.length === 0)
      return `This line is no flow: ${line.trim().slice(0, 80)}. Write it as A[Start] --> B{Paid?} -->|yes| C[Welcome].`
  }
  if (nodes.size === 0) return 'There is nothing in this flow. Write it as A[Start] --> B[End].'
  if (nodes.size > 60 || edges.length > 120) return 'This flow is too large: 60 things and 120 connections at most.'
  return { across, nodes: [...nodes.values()], edges }
}

const plain = (text: string): string =>
  text
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replace(/<br\s*\/?>/gi, '\n')

/** Lay the nodes out in layers, so that arrows go on downwards or to the right. @returns a box for each, from 0, 0 on */
export const layOut = ({ across, nodes, edges }: Flow): Map<string, Box> => {
  const layers = inLayers(
    nodes.map(({ name }) => name),
    edges,
  )
  const sizes = new Map(nodes.map((node) => [node.name, roomFor(node.kind, node.text ?? node.name)]))
  const [along, side] = across ? (['w', 'h'] as const) : (['h', 'w'] as const)
  const sizeOf = (name: string) => sizes.get(name) as { w: number; h: number }
  const labelled = edges.some(({ text }) => text !== '')
  const gap = across && labelled ? 2 * APART : APART
  const widths = layers.map((layer) => layer.reduce((sum, name) => sum + sizeOf(name)[side] + 2 * GRID, -2 * GRID))
  const widest = Math.max(...widths)
  const boxes = new Map<string, Box>()
  let depth = 0
  for (const [i, layer] of layers.entries()) {
    const thick = Math.max(...layer.map((name) => sizeOf(name)[along]))
    let across0 = snap((widest - (widths[i] as number)) / 2)
    for (const name of layer) {
      const size = sizeOf(name)
      const main = depth + snap((thick - size[along]) / 2)
      boxes.set(name, { ...size, ...(across ? { x: main, y: across0 } : { x: across0, y: main }) })
      across0 += size[side] + 2 * GRID
    }
    depth += thick + gap
  }
  return boxes
}

/** Each node one layer below the lowest that leads to it, ways back left out; near their parents within a layer. */
const inLayers = (names: string[], edges: readonly FlowEdge[]): string[][] => {
  const children = new Map(names.map((name) => [name, edges.filter(({ from, to }) => from === name && to !== name)]))
  const rank = new Map<string, number>()
  const open = new Set<string>()
  const order: string[] = []
  const forward: [string, string][] = []
  const visit = (name: string): void => {
    open.add(name)
    rank.set(name, 0)
    for (const { to } of children.get(name) ?? []) {
      if (open.has(to)) continue
      forward.push([name, to])
      if (!rank.has(to)) visit(to)
    }
    open.delete(name)
    order.unshift(name)
  }
  for (const name of names) if (!rank.has(name)) visit(name)
  for (const name of order)
    for (const [from, to] of forward)
      if (from === name) rank.set(to, Math.max(rank.get(to) as number, (rank.get(name) as number) + 1))
  const layers: string[][] = []
  for (const name of names) (layers[rank.get(name) as number] ??= []).push(name)
  for (const [i, layer] of layers.entries()) {
    const above = layers[i - 1]
    if (!above) continue
    const middle = (name: string): number => {
      const parents = forward
        .filter(([from, to]) => to === name && above.includes(from))
        .map(([from]) => above.indexOf(from))
      return parents.length > 0 ? parents.reduce((sum, each) => sum + each, 0) / parents.length : above.length
    }
    layers[i] = layer.toSorted((a, b) => middle(a) - middle(b))
  }
  return layers
}
