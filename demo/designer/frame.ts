/** The device: a page of its own at its own size, made as small as the room for it needs. */
import type { Stage } from '../stage/stage.ts'
import { devices, type Settings } from './settings.ts'

const floor = document.querySelector<HTMLElement>('#floor')!
const device = document.querySelector<HTMLElement>('#device')!
const frame = document.querySelector<HTMLIFrameElement>('#frame')!

let kind: keyof typeof devices = '390'

const fit = (): void => {
  const { width, height } = devices[kind]
  const style = getComputedStyle(floor)
  const room = [
    floor.clientWidth - 2 * Number.parseFloat(style.paddingLeft),
    floor.clientHeight - 2 * Number.parseFloat(style.paddingTop),
  ] as const
  const scale = Math.min(1, room[0] / width, room[1] / height)
  device.dataset['kind'] = kind
  for (const [name, value] of Object.entries({ width, height, scale }))
    device.style.setProperty(`--${name}`, String(value))
}

new ResizeObserver(fit).observe(floor)

export const resize = (settings: Settings): void => {
  kind = settings.device
  fit()
}

/** The page in the frame, once its script has run. */
export const stage = new Promise<Stage>((found) => {
  const look = (): void => {
    const { stage: there } = (frame.contentWindow ?? {}) as { stage?: Stage }
    if (there) found(there)
    else setTimeout(look, 20)
  }
  look()
})

/** Whether a person went into the frame: by a press in it, or by Tab. A widget that opens goes there too. */
let theirs = false
let had: Element | null = null

/** Whatever is shown, the focus stays with whoever chose to see it. */
export const quietly = async (act: () => Promise<void>): Promise<void> => {
  theirs = false
  had = document.activeElement
  frame.inert = true
  await act().finally(() => {
    frame.inert = false
  })
}

addEventListener('keydown', ({ key }) => {
  if (key === 'Tab') theirs = true
})
addEventListener('blur', () => {
  if (!theirs && document.activeElement === frame) (had as HTMLElement | null)?.focus({ preventScroll: true })
})
void stage.then(() => frame.contentWindow?.addEventListener('pointerdown', () => (theirs = true), { capture: true }))
