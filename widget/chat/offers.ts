/** What a person can say next, as the persona offers it: a list of short answers, each to be tapped. */
import { html, render } from 'lit'

const groups = new WeakMap<Element, HTMLElement>()

/**
 * Turn the lists of offers in one text into chips, and back into lists once something else was said.
 * @param say `null`: it is no longer the last word
 */
export const offer = (place: Element, label: string, say: ((text: string) => unknown) | null): void => {
  for (const list of place.querySelectorAll<HTMLElement>('ul:has(.link)')) {
    const offers = [...list.querySelectorAll<HTMLElement>('li > .link')]
    const group = groups.get(list)
    list.hidden = say !== null
    if (say === null) {
      group?.remove()
      groups.delete(list)
      // Nothing to follow any more.
      for (const each of offers) each.className = ''
      continue
    }
    if (group) continue
    const made = document.createElement('div')
    made.className = 'chips'
    made.setAttribute('role', 'group')
    made.setAttribute('aria-label', label)
    groups.set(list, made)
    render(
      offers.map(({ textContent: text }) => {
        const tapped = (): void => void say(text)
        return html`<button type="button" class="chip" part="suggestion" dir="auto" @click=${tapped}>${text}</button>`
      }),
      made,
    )
    list.after(made)
  }
}
