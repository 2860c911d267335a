/** The messages on the page, one place each: drawn again only when what they show has changed, and never moved. */
import { render, type TemplateResult } from 'lit'

export interface Row {
  key: string
  /** What the drawing depends on, compared one by one. */
  on: readonly unknown[]
  draw(): TemplateResult
  /** After the drawing, with the place it was drawn in. */
  drawn?(place: HTMLElement): void
}

interface Place {
  element: HTMLElement
  on: readonly unknown[]
}

export class Rows {
  #root: Element | null = null
  #places = new Map<string, Place>()

  /** Where a row is, if it is on the page. */
  at(key: string): HTMLElement | undefined {
    return this.#places.get(key)?.element
  }

  /** Make the children of `root` these rows, in this order. */
  show(root: Element | null, rows: readonly Row[]): void {
    if (root !== this.#root) this.#places = new Map()
    this.#root = root
    if (root === null) return
    const gone = new Map(this.#places)
    rows.forEach(({ key, on, draw, drawn }, index) => {
      const place = gone.get(key) ?? { element: document.createElement('div'), on: [] }
      gone.delete(key)
      this.#places.set(key, place)
      const next = root.children[index] ?? null
      // What was taken out from between is still there: it goes below, and only then.
      if (next !== place.element) root.insertBefore(place.element, next)
      if (place.on.length === on.length && on.every((one, at) => one === place.on[at])) return
      place.on = on
      render(draw(), place.element)
      drawn?.(place.element)
    })
    for (const [key, { element }] of gone) {
      this.#places.delete(key)
      element.remove()
    }
  }
}
