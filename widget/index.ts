/**
 * The npm entry. Importing it is safe anywhere: outside a browser it does nothing, inside one it defines
 * `<persona-widget>` unless the tag is taken already.
 */
export type { PersonaWidget } from './element.ts'
export type { PersonaEvents } from './events.ts'
export type { Backend, GetToken, Setup } from './setup.ts'
export type { Settings } from './settings.ts'

/**
 * Define the element under a tag, once. A tag that another release holds is left as it is, with a warning.
 * @returns when the tag can be used; at once where there are no custom elements (on a server).
 */
export const definePersonaWidget = async (tag = 'persona-widget'): Promise<void> => {
  if (globalThis.customElements === undefined) return
  const { PersonaWidget } = await import('./element.ts')
  PersonaWidget.define(tag)
}

definePersonaWidget().catch((error: unknown) => console.error(error))
