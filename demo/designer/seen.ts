/** The words that are in sight, and how each stands out from what is behind it. */
import { contrast, type Triple } from '../../widget/contrast.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { blend, paint } from './paint.ts'

export interface Seen {
  words: string
  ratio: number
}

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? ((element.getRootNode() as ShadowRoot).host as Element) ?? null

/** What is behind the words of an element: every ground that lets something through, on the next one. */
const ground = (element: Element): Triple => {
  const grounds: { bytes: Triple; alpha: number }[] = []
  for (let each: Element | null = element; each; each = parentOf(each)) {
    const found = paint(getComputedStyle(each).backgroundColor)
    if (found.alpha > 0) grounds.push(found)
    if (found.alpha === 1) break
  }
  return grounds.reduceRight<Triple>((under, { bytes, alpha }) => blend(bytes, alpha, under), [255, 255, 255])
}

const opacity = (element: Element): number => {
  let all = 1
  for (let each: Element | null = element; each; each = parentOf(each)) all *= Number(getComputedStyle(each).opacity)
  return all
}

/** Each pair of colours once, the faintest first. What moves or is disabled is left out. */
export const seen = (widget: PersonaWidget): Seen[] => {
  const pairs = new Map<string, Seen>()
  const walk = document.createTreeWalker(widget.renderRoot, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const words = node.textContent?.trim() ?? ''
    const element = node.parentElement
    if (words === '' || !element || element.closest('style, :disabled, [aria-disabled=true], .sr')) continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const [behind, ink, seenAt] = [ground(element), paint(getComputedStyle(element).color), opacity(element)]
    if (seenAt < 0.99) continue
    const ratio = contrast(blend(ink.bytes, ink.alpha, behind), behind)
    const key = `${ink.bytes.join()} ${behind.join()}`
    if (!pairs.has(key)) pairs.set(key, { words: words.slice(0, 40), ratio })
  }
  return [...pairs.values()].toSorted((a, b) => a.ratio - b.ratio)
}
