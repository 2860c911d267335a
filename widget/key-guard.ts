/**
 * Keys pressed in the widget are the widget's: no shortcut of the page hears them, and none can eat them. They are taken
 * at the window, before the page listens, and handed on inside. Outside fields, chords (Ctrl, Alt, Meta) stay the page's.
 * F6 leads out, so it passes; so does an Escape that the widget had no use for.
 */

export const guardKeys = (root: ShadowRoot, signal: AbortSignal): void => {
  const isField = (target: EventTarget | undefined): boolean =>
    target instanceof Element && target.getRootNode() === root && target.matches('textarea, input')
  const take = (event: KeyboardEvent): void => {
    const [target] = event.composedPath() as Element[]
    if (target?.getRootNode() !== root || event.key === 'F6') return
    if ((event.ctrlKey || event.altKey || event.metaKey) && !isField(target)) return
    // An event can be read as what another is made from; only this one must not leave the shadow tree.
    const init = new Proxy(event, { get: (it, name) => name !== 'composed' && Reflect.get(it, name) })
    const unused = target.dispatchEvent(new KeyboardEvent(event.type, init))
    if (!unused) event.preventDefault()
    if (event.key !== 'Escape' || !unused) event.stopImmediatePropagation()
  }
  for (const kind of ['keydown', 'keypress', 'keyup'] as const) addEventListener(kind, take, { capture: true, signal })
  const keep = (event: Event): void => {
    if (isField(event.composedPath()[0])) event.stopPropagation()
  }
  for (const kind of ['input', 'paste', 'beforeinput']) root.addEventListener(kind, keep, { signal })
}
