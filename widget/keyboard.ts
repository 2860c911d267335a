/** Where a keyboard covers the page: the panel takes the part that can still be seen. Fetched where fingers point. */

/** Less than this is a bar that comes and goes, in pixels. */
const least = 80

export const followKeyboard = (find: () => HTMLElement | null, signal: AbortSignal): void => {
  const view = visualViewport
  if (view === null) return
  const fit = (): void => {
    const panel = find()
    // Who has zoomed in looks around by hand.
    const covered = view.scale < 1.1 && innerHeight - view.height > least
    const set = (name: string, pixels: number): void =>
      void (covered ? panel?.style.setProperty(name, `${pixels}px`) : panel?.style.removeProperty(name))
    set('--_seen', view.height)
    set('--_seen-from', view.offsetTop)
  }
  for (const kind of ['resize', 'scroll']) view.addEventListener(kind, fit, { signal })
  fit()
}
