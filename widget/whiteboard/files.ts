/** A board as a file, and a file onto a board. Fetched when somebody first asks for it. */
import type { Api } from '../../bff/api.ts'
import { ask } from './asking.ts'
import type { Board } from './board.ts'
import { paint } from './paint.ts'
import type { Scene } from './scene.ts'

export type Format = Api['whiteboard.export']['input']['format'] | 'png'

/** Characters of one part, and pixels along the longer edge of a picture. */
const PART = 50_000
const LARGEST = 4096
const PAD = 24

/** @returns whether there is a file now */
export const saveBoard = async (board: Board, scene: Scene, format: Format): Promise<boolean> => {
  if (format === 'png') {
    const blob = await picture(board, scene)
    return blob !== null && handOut(`${board.card?.title ?? ''}.png`, blob)
  }
  const file = await ask(board, 'whiteboard.export', { board: board.id, format })
  return file !== undefined && handOut(file.name, new Blob([file.content], { type: file.type }))
}

/** @returns how many elements came, and how many could not; `null`: it is no such file, `undefined`: it was refused */
export const bringFile = async (
  board: Board,
  file: File,
): Promise<{ imported: number; left: number } | null | undefined> => {
  let elements: unknown
  try {
    elements = (JSON.parse(await file.text()) as { elements?: unknown }).elements
  } catch {
    return null
  }
  if (!Array.isArray(elements)) return null
  const batch = crypto.randomUUID().replaceAll('-', '').slice(0, 12)
  const sum = { imported: 0, left: 0 }
  for (const part of partsOf(elements as Drawn[])) {
    const answer = await ask(board, 'whiteboard.import', { board: board.id, file: part, batch })
    if (!answer) return undefined
    sum.imported += answer.imported
    sum.left += answer.left
  }
  return sum
}

interface Drawn {
  id?: unknown
  containerId?: unknown
}

/** Words stay with what they are written on. */
const partsOf = (elements: readonly Drawn[]): string[] => {
  const labels = Map.groupBy(elements, (each) => each?.containerId ?? null)
  const ids = new Set(elements.map((each) => each?.id))
  const parts: string[] = []
  let [now, size]: [string[], number] = [[], 0]
  const flush = (): void => {
    if (now.length > 0) parts.push(`{"type":"excalidraw","elements":[${now.join()}]}`)
    ;[now, size] = [[], 0]
  }
  for (const each of elements) {
    if (each?.containerId != null && ids.has(each.containerId)) continue
    const own = [each, ...(each?.id == null ? [] : (labels.get(each.id) ?? []))].map((one) => JSON.stringify(one))
    const long = own.join().length
    if (size + long > PART) flush()
    now.push(...own)
    size += long
  }
  flush()
  return parts
}

/** Everything, on paper, as it is seen here. */
const picture = async (board: Board, { all, style, stack }: Scene): Promise<Blob | null> => {
  if (!all) return null
  const [w, h] = [all.w + 2 * PAD, all.h + 2 * PAD]
  const k = Math.min(2, LARGEST / Math.max(w, h))
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(w * k)
  canvas.height = Math.ceil(h * k)
  const ctx = canvas.getContext('2d') as CanvasRenderingContext2D
  ctx.fillStyle = style.paper
  ctx.fillRect(0, 0, canvas.width, canvas.height)
  ctx.setTransform(k, 0, 0, k, (PAD - all.x) * k, (PAD - all.y) * k)
  Object.assign(ctx, { lineCap: 'round', lineJoin: 'round', textBaseline: 'middle' })
  for (const { element } of stack) paint(ctx, element, board.find, style)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

const handOut = (name: string, blob: Blob): true => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  return true
}
