/** For the bench: a whiteboard of so many things, opened by a click and moved about, frame by frame. */
import type { BoardElement } from '../../bff/api.ts'
import { atBoard, BoardPeer, shape } from './boards.ts'
import { inside } from './stage.ts'

const grid = (i: number): { x: number; y: number } => ({ x: (i % 100) * 160, y: Math.floor(i / 100) * 120 })

const kinds = ['rectangle', 'ellipse', 'diamond', 'note'] as const
const thing = (i: number): BoardElement =>
  shape(`e${i}`, { ...grid(i), kind: kinds[i % 4] as 'note', text: `Step ${i}`, fill: i % 3 ? '#fff3bf' : null })

/** Of forty points, as a hand makes them. */
const stroke = (i: number): BoardElement => {
  const points = Array.from({ length: 40 }, (_, n) => [n * 3, 30 + 24 * Math.sin((n + i) / 5)]).flat()
  return shape(`s${i}`, { ...grid(i), kind: 'stroke', points, width: 3, w: 120, h: 60 })
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

/** Over the middle of the paper, about. */
const wheel = (way: WheelEventInit): WheelEvent =>
  new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 300, clientY: 300, ...way })

/** Moved by the wheel at every frame, there and back; or closer and further away. @returns ms from one frame to the next */
const run = async (paper: HTMLElement, how: 'pan' | 'zoom', count: number): Promise<number[]> => {
  const frames: number[] = []
  let before = await frame()
  for (let n = 0; n < count; n++) {
    const turn = Math.floor(n / 60) % 2 ? -1 : 1
    const way = how === 'zoom' ? { deltaY: 6 * turn, ctrlKey: true } : { deltaX: 22 * turn, deltaY: 14 * turn }
    paper.dispatchEvent(wheel(way))
    const now = await frame()
    frames.push(now - before)
    before = now
  }
  return frames
}

const bench = {
  async measure(what: 'things' | 'strokes', count: number, how: 'pan' | 'zoom', frames: number): Promise<number[]> {
    document.querySelector('persona-widget')?.remove()
    const all = Array.from({ length: count }, (_, i) => (what === 'things' ? thing(i) : stroke(i)))
    const element = await atBoard(new BoardPeer(all), { endpoint: location.origin })
    const paper = inside(element, '.paper') as HTMLElement
    // The lines of the pen are fetched; and one sees as much as one works with, not a thousand at once.
    await new Promise((resolve) => void setTimeout(resolve, 1500))
    if (how === 'pan')
      for (let i = 0; i < 40 && (parseInt(inside(element, '.zoom')?.textContent ?? '0', 10) || 0) < 60; i++) {
        paper.dispatchEvent(wheel({ deltaY: -60, ctrlKey: true }))
        await frame()
      }
    await new Promise((resolve) => void setTimeout(resolve, 500))
    return run(paper, how, frames)
  },
}

Object.assign(globalThis, { bench })
