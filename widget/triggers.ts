/** Plain links and buttons of the page that lead to the persona, without a line of script. */
import type { PersonaWidget } from './element.ts'

const selector = '[data-persona-open], [data-persona-ask], [data-persona-prefill], [data-persona-view]'
const heard = new WeakSet<Document>()

/** The widget that a trigger means: the one it names by id, or the first of the page. */
const widgetFor = (trigger: HTMLElement): PersonaWidget | null => {
  const id = trigger.dataset['personaOpen']
  const named = id ? document.getElementById(id) : null
  return (named ?? document.querySelector('persona-widget')) as PersonaWidget | null
}

/** Listen once per document, however many widgets it has. */
export const listenForTriggers = (document: Document): void => {
  if (heard.has(document)) return
  heard.add(document)
  document.addEventListener('click', (event) => {
    const trigger = (event.target as Element | null)?.closest?.<HTMLElement>(selector)
    if (!trigger || event.defaultPrevented) return
    const widget = widgetFor(trigger)
    if (widget === null) return
    event.preventDefault()
    const { personaAsk, personaPrefill, personaView } = trigger.dataset
    if (personaAsk !== undefined) void widget.send(personaAsk)
    else if (personaPrefill !== undefined) void widget.prefill(personaPrefill)
    else void widget.open(personaView)
  })
}
