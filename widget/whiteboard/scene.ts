/**
 * What is seen of a board, frame by frame. What lies still is painted once, with a margin around the view, and moved as a
 * picture while somebody pans or zooms; what is held, and pointers, are painted over it.
 */
import type { BoardElement } from '../../bff/api.ts'
import { around, type Box, overlap } from '../../bff/board/boxes.ts'
import { byIndex } from '../../bff/board/element.ts'
import type { Camera } from './camera.ts'
import { boxFor, type Find, paint, type Style } from './paint.ts'

export interface Source {
  elements(): ReadonlyMap<string, BoardElement>
  /** Held ones as they are held. */
  readonly find: Find
  /** What moves now, and is painted over the rest. */
  lifted(): ReadonlySet<string>
  /** As that is now; nothing: it is not to be seen yet. */
  shown(id: string): BoardElement | undefined
  /** What is about to go. */
  fading(): ReadonlySet<string>
  /** Whose words are being written in a field. */
  written(): string | null
  /** Over everything, in the board's units. */
  over(ctx: CanvasRenderingContext2D, camera: Camera, style: Style): void
}

/** Part of the view that is painted beyond each edge. */
const MARGIN = 0.35
/** ms that painting everything may take for zooming to paint each frame anew. */
const CHEAP = 6

export class Scene {
  camera: Camera = { x: 0, y: 0, zoom: 1 }
  width = 0
  height = 0
  style: Style = { ink: '#000', paper: '#fff', accent: '#07f', font: 'sans-serif', dark: false, hand: null, nib: null }
  readonly #source: Source
  readonly #resized: () => void
  #stage: HTMLElement | null = null
  #canvas: HTMLCanvasElement | null = null
  readonly #still = document.createElement('canvas')
  /** From where the still was painted. */
  #from: Camera | null = null
  #stale = true
  #cost = 0
  #waiting = 0
  #settle: ReturnType<typeof setTimeout> | undefined
  #stack: { element: BoardElement; box: Box }[] | null = null
  readonly #size: ResizeObserver

  constructor(source: Source, resized: () => void) {
    this.#source = source
    this.#resized = resized
    this.#size = new ResizeObserver(() => this.#measure())
  }

  attach(stage: HTMLElement | null): void {
    if (stage === this.#stage) return this.#restyle()
    this.#size.disconnect()
    this.#stage = stage
    this.#canvas = stage?.querySelector('canvas') ?? null
    if (!stage) return
    this.#size.observe(stage)
    this.#measure()
  }

  close(): void {
    this.#size.disconnect()
    clearTimeout(this.#settle)
    cancelAnimationFrame(this.#waiting)
    this.#stage = null
    this.#canvas = null
  }

  /** Elements are different, or look different, now. */
  changed(): void {
    this.#stack = null
    this.repaint()
  }

  /** The same elements, painted anew. */
  repaint(): void {
    this.#stale = true
    this.again()
  }

  /** Only what is over the rest changed. */
  again(): void {
    if (this.#waiting === 0 && this.#canvas) this.#waiting = requestAnimationFrame(() => this.frame())
  }

  look(camera: Camera): void {
    this.camera = camera
    this.again()
  }

  /** The box around everything; `null` on an empty board. */
  get all(): Box | null {
    return around(this.#sorted().map(({ box }) => box))
  }

  /** Bottom to top, with their boxes. */
  get stack(): readonly { element: BoardElement; box: Box }[] {
    return this.#sorted()
  }

  /** Paint now what the next frame would. */
  frame(): void {
    this.#waiting = 0
    const canvas = this.#canvas
    const ctx = canvas?.getContext('2d')
    if (!canvas || !ctx || this.width === 0) return
    const { camera } = this
    const ratio = canvas.width / this.width
    const zooming = this.#from !== null && this.#from.zoom !== camera.zoom
    if (zooming && this.#cost > CHEAP) {
      clearTimeout(this.#settle)
      this.#settle = setTimeout(() => this.repaint(), 140)
    }
    if (this.#stale || (zooming && this.#cost <= CHEAP) || !this.#covers()) this.#paintStill(ratio)
    const from = this.#from as Camera
    const scale = camera.zoom / from.zoom
    const place = (at: number, start: number): number => (start - at) * camera.zoom * ratio
    const [x, y] = [place(camera.x, from.x), place(camera.y, from.y)]
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.clearRect(0, 0, canvas.width, canvas.height)
    const still = this.#still
    if (scale === 1) ctx.drawImage(still, Math.round(x), Math.round(y))
    else ctx.drawImage(still, x, y, still.width * scale, still.height * scale)
    const k = camera.zoom * ratio
    ctx.setTransform(k, 0, 0, k, -camera.x * k, -camera.y * k)
    this.#ready(ctx)
    const { find } = this.#source
    const lifted = this.#source.lifted()
    const written = this.#source.written()
    if (lifted.size > 0)
      for (const { element } of this.#sorted()) {
        const now = lifted.has(element.id) ? this.#source.shown(element.id) : undefined
        if (now) paint(ctx, now, find, this.style, { words: written !== now.id })
      }
    this.#source.over(ctx, camera, this.style)
    this.#dots()
  }

  #paintStill(ratio: number): void {
    const begun = performance.now()
    const { camera, width, height, style } = this
    const still = this.#still
    const [w, h] = [Math.ceil(width * (1 + 2 * MARGIN) * ratio), Math.ceil(height * (1 + 2 * MARGIN) * ratio)]
    if (still.width !== w || still.height !== h) Object.assign(still, { width: w, height: h })
    const ctx = still.getContext('2d') as CanvasRenderingContext2D
    const k = camera.zoom * ratio
    const from: Camera = {
      x: camera.x - (width * MARGIN) / camera.zoom,
      y: camera.y - (height * MARGIN) / camera.zoom,
      zoom: camera.zoom,
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.clearRect(0, 0, w, h)
    ctx.setTransform(k, 0, 0, k, -from.x * k, -from.y * k)
    this.#ready(ctx)
    const seen: Box = { x: from.x, y: from.y, w: w / k, h: h / k }
    const { find } = this.#source
    const [lifted, fading, written] = [this.#source.lifted(), this.#source.fading(), this.#source.written()]
    // Letters of less than three pixels say nothing, and cost most.
    const legible = camera.zoom * 20 >= 3
    for (const { element, box } of this.#sorted())
      if (!lifted.has(element.id) && overlap(seen, box, 20))
        paint(ctx, element, find, style, { faint: fading.has(element.id), words: legible && element.id !== written })
    this.#from = from
    this.#stale = false
    this.#cost = performance.now() - begun
  }

  #ready(ctx: CanvasRenderingContext2D): void {
    ctx.lineCap = 'round'
    ctx.lineJoin = 'round'
    ctx.textBaseline = 'middle'
  }

  #covers(): boolean {
    const from = this.#from
    const canvas = this.#canvas
    if (!from || !canvas) return false
    const { x, y, zoom } = this.camera
    if (zoom < from.zoom / 2 || zoom > from.zoom * 3) return false
    const ratio = canvas.width / this.width
    const [w, h] = [this.#still.width / ratio / from.zoom, this.#still.height / ratio / from.zoom]
    if (zoom < from.zoom) return true
    return x >= from.x && y >= from.y && x + this.width / zoom <= from.x + w && y + this.height / zoom <= from.y + h
  }

  #sorted(): { element: BoardElement; box: Box }[] {
    const { find } = this.#source
    this.#stack ??= [...this.#source.elements().values()]
      .toSorted(byIndex)
      .map((element) => ({ element, box: boxFor(element, find) }))
    return this.#stack
  }

  #measure(): void {
    const stage = this.#stage
    const canvas = this.#canvas
    if (!stage || !canvas) return
    const [width, height] = [stage.clientWidth, stage.clientHeight]
    const ratio = Math.min(2, devicePixelRatio || 1)
    const first = this.width === 0
    if (width === 0 || height === 0) return
    if (!first) {
      const { x, y, zoom } = this.camera
      this.camera = { x: x - (width - this.width) / 2 / zoom, y: y - (height - this.height) / 2 / zoom, zoom }
    }
    Object.assign(this, { width, height })
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    this.#restyle()
    this.#resized()
    this.#stale = true
    // A canvas that was resized is empty: painted in the same frame, nobody sees it so.
    this.frame()
  }

  /** Colours follow the page, and the page may change its mind. */
  #restyle(): void {
    const canvas = this.#canvas
    if (!canvas) return
    const { color, outlineColor: backgroundColor, borderTopColor, fontFamily } = getComputedStyle(canvas)
    const { ink, paper, accent, font } = this.style
    if (ink === color && paper === backgroundColor && accent === borderTopColor && font === fontFamily) return
    const probe = this.#still.getContext('2d') as CanvasRenderingContext2D
    this.style = {
      ...this.style,
      ink: color,
      paper: backgroundColor,
      accent: borderTopColor,
      font: fontFamily,
      dark: lightness(probe, backgroundColor) < 128,
    }
    this.repaint()
  }

  #dots(): void {
    const { x, y, zoom } = this.camera
    let step = 20 * zoom
    while (step < 14) step *= 2
    const style = this.#stage?.style
    style?.setProperty('background-size', `${step}px ${step}px`)
    style?.setProperty('background-position', `${-x * zoom}px ${-y * zoom}px`)
  }
}

const lightness = (ctx: CanvasRenderingContext2D, color: string): number => {
  ctx.save()
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.fillStyle = color
  ctx.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = ctx.getImageData(0, 0, 1, 1).data
  ctx.restore()
  return (r + g + b) / 3
}
