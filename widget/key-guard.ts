/** A host's shortcuts must not fire while somebody writes to the persona. Escape and F6 lead out, so they pass. */

const kinds = ['keydown', 'keypress', 'keyup', 'input', 'paste', 'beforeinput']

export const guardKeys = (root: EventTarget, signal: AbortSignal): void => {
  const guard = (event: Event): void => {
    const [target] = event.composedPath()
    const { key } = event as KeyboardEvent
    const inField = target instanceof Element && target.matches('textarea, input')
    if (inField && key !== 'Escape' && key !== 'F6') event.stopPropagation()
  }
  for (const kind of kinds) root.addEventListener(kind, guard, { signal })
}
