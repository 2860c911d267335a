/** The events of the element: names, details, and how one is dispatched. */

interface Version {
  /** The version of the detail's shape. */
  version: 1
}

/** Details are frozen, and carry no words of a conversation unless the element has `data-events="content"`. */
export interface PersonaEvents {
  'persona-ready': CustomEvent<Version>
  'persona-before-open': CustomEvent<Version>
  'persona-open': CustomEvent<Version>
  'persona-close': CustomEvent<Version>
  'persona-before-send': CustomEvent<Version & { length: number; text?: string }>
  'persona-message': CustomEvent<
    Version & { id: string; role: 'person' | 'persona' | 'team'; conversation: string; text?: string }
  >
  'persona-unread': CustomEvent<Version & { count: number }>
  'persona-link-click': CustomEvent<Version & { origin: string; href?: string }>
  'persona-error': CustomEvent<Version & { code: string; detail: string }>
  'persona-status': CustomEvent<Version & { status: string }>
}

export type EventDetail<Name extends keyof PersonaEvents> = Omit<PersonaEvents[Name]['detail'], 'version'>

const intents: ReadonlySet<string> = new Set(['persona-before-open', 'persona-before-send', 'persona-link-click'])

/**
 * Dispatch an event of the element.
 * @param content what is added to the detail only where the page asked for content
 * @returns false when a listener prevented an intent
 */
export const emit = <Name extends keyof PersonaEvents>(
  element: HTMLElement,
  name: Name,
  detail: EventDetail<Name>,
  content: object = {},
): boolean =>
  element.dispatchEvent(
    new CustomEvent(name, {
      bubbles: true,
      composed: true,
      cancelable: intents.has(name),
      detail: Object.freeze({ version: 1, ...detail, ...(element.dataset['events'] === 'content' ? content : {}) }),
    }),
  )

declare global {
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface HTMLElementEventMap extends PersonaEvents {}
}
