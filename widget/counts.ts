/** What is new in each room: together it is what the launcher shows, and the page too where it wants that. */
import type { PersonaWidget } from './element.ts'
import type { PageBadge } from './page-badge.ts'

export class Counts {
  readonly #element: PersonaWidget
  readonly #rooms = new Map<string, number>()
  #page: Promise<PageBadge | null> | null = null

  constructor(element: PersonaWidget) {
    this.#element = element
  }

  of(room: string): number {
    return this.#rooms.get(room) ?? 0
  }

  set(room: string, count: number): void {
    this.#rooms.set(room, count)
    const all = [...this.#rooms.values()].reduce((sum, each) => sum + each, 0)
    this.#element.unread = all
    this.#show(this.#element.hasAttribute('page-badge') ? all : 0)
  }

  close(): void {
    this.#show(0)
  }

  #show(count: number): void {
    if (count > 0)
      this.#page ??= import('./page-badge.ts').then(
        ({ PageBadge }) => new PageBadge(),
        () => null,
      )
    void this.#page?.then((page) => page?.show(count))
  }
}
