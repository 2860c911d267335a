/**
 * The npm entry. Importing it is safe anywhere: outside a browser it does nothing, inside one it defines
 * `<persona-widget>` unless the tag is taken already.
 */
import { VERSION } from './version.ts'

export type { PersonaWidget } from './element.ts'
export type { PersonaEvents } from './events.ts'
export type { Backend, Setup } from './setup.ts'
export type { Settings } from './settings.ts'

/**
 * Define the element under a tag, once. A tag that another release holds is left as it is, with a warning.
 * @returns when the tag can be used; at once where there are no custom elements (on a server).
 */
export const definePersonaWidget = async (tag = 'persona-widget'): Promise<void> => {
  if (globalThis.customElements === undefined) return
  const { PersonaWidget } = await import('./element.ts')
  const taken = customElements.get(tag) as { version?: string } | undefined
  if (taken === undefined) {
    // A class can hold one tag only, so every further tag gets its own.
    customElements.define(
      tag,
      customElements.getName(PersonaWidget) === null ? PersonaWidget : class extends PersonaWidget {},
    )
  } else if (taken.version !== VERSION) {
    console.warn(`<${tag}> is already defined by release ${taken.version ?? 'unknown'}; ${VERSION} was not used.`)
  }
}

definePersonaWidget().catch((error: unknown) => console.error(error))
