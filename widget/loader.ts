/**
 * The script tag: reads its own data-* and makes one <persona-widget> per app, whose code it fetches when it is time.
 *
 *   <script async src="https://bff.example/widget.js" data-app="app_…"></script>
 *
 * Every data-x becomes the attribute x of the element, data-events itself. Four stay here: `data-target="#css"` mounts
 * into that element, `data-load` is idle (default), intent, visible, eager or manual, `data-greeting="off"` becomes
 * no-greeting, and with `data-consent="required"` nothing happens before `PersonaWidget('consent', true)`. The same may be
 * said in `<script type="application/json" data-persona-config>` and, with functions such as getToken, in
 * `window.personaWidgetSettings`. Where two differ, the first of these wins: the attributes of an element
 * that is there, data-*, the JSON, the settings, and what the backend says.
 * The global is `PersonaWidget('open')`, `('send', text)`, any other method of the element, `('on', event, listener)`
 * and `('boot', { app, … })`. Calls made before this file arrived wait in `PersonaWidget.q`.
 *
 * It is a classic script because only those know their own tag, and one function because it shares the page's globals.
 */
declare const __CHUNKS__: string[]

;(() => {
  type Options = Record<string, string | boolean | (() => unknown) | undefined>
  type Call = [name: string, ...args: unknown[]]
  type Api = ((...call: Call) => unknown) & { q?: ArrayLike<unknown>[]; up?: 1 }

  const tag = 'persona-widget'
  const page = document
  const host = window as unknown as { PersonaWidget?: Api; personaWidgetSettings?: Options }
  const script =
    (page.currentScript as HTMLScriptElement | null) ?? page.querySelector<HTMLScriptElement>('script[data-app]')
  const base = new URL('.', script?.src || location.href)
  let element: HTMLElement | null
  let loading: Promise<unknown> | undefined

  // The element and what it imports, side by side. A failure is forgotten, so that the next call or click tries again.
  const load = () =>
    (loading ??= Promise.all(__CHUNKS__.map((chunk) => import(/* @vite-ignore */ `${new URL(chunk, base)}`)))
      .then(([element]) => (element.PersonaWidget.define(tag), new Promise(parsed)))
      .catch((error: unknown) => {
        loading = undefined
        element?.dispatchEvent(
          new CustomEvent('persona-error', {
            bubbles: true,
            detail: { version: 1, code: 'load_failed', detail: `${error}` },
          }),
        )
        throw error
      }))

  const quietly = () => void load().catch(() => {})

  const said = (): Options => ({
    ...host.personaWidgetSettings,
    ...JSON.parse(page.querySelector<HTMLScriptElement>('script[data-persona-config]')?.text || 'null'),
    ...script?.dataset,
  })

  const make = ({ load: when = 'idle', target, greeting, consent: _, ...rest }: Options) => {
    const attributes: Options = { endpoint: base.href.slice(0, -1), noGreeting: greeting === 'off', ...rest }
    // One widget for an app, and none where the page wrote an element that this tag is for.
    const known = [...page.querySelectorAll<HTMLElement>(tag)].find(
      (one) => !rest['app'] || !one.getAttribute('app') || rest['app'] === one.getAttribute('app'),
    )
    const mine = known ?? page.createElement(tag)
    element ??= mine
    for (const key in attributes) {
      const name = key === 'events' ? 'data-events' : key.replace(/[A-Z]/g, '-$&').toLowerCase()
      const value = attributes[key]
      if (typeof value === 'function') (mine as unknown as Options)[key] = value
      else if (value != null && `${value}` !== 'false' && !mine.hasAttribute(name))
        mine.setAttribute(name, value === true ? '' : (value as string))
    }
    if (!known) ((target && page.querySelector(target as string)) || page.body).append(mine)

    if (when === 'eager' || 'open' in attributes) quietly()
    else if (when === 'visible')
      new IntersectionObserver((seen) => seen.at(-1)!.isIntersecting && quietly()).observe(
        target ? mine.parentElement! : mine,
      )
    else if (when === 'intent')
      for (const sign of ['pointerdown', 'keydown', 'scroll']) addEventListener(sign, quietly, { once: true })
    else {
      const idle = () => (window.requestIdleCallback ?? setTimeout)(quietly, { timeout: 3000 } as never)
      if (page.readyState === 'complete') idle()
      else addEventListener('load', idle)
    }
    return mine
  }

  const parsed = (then: (done?: unknown) => unknown) =>
    page.readyState === 'loading' ? page.addEventListener('DOMContentLoaded', then) : then()

  parsed(() => said()['load'] === 'manual' || said()['consent'] === 'required' || make(said()))
  if (host.PersonaWidget?.up) return

  const api: Api = (name, ...args) =>
    name === 'on'
      ? page.addEventListener(...(args as [string, EventListener]))
      : name === 'boot' || (name === 'consent' && !element && args[0])
        ? parsed(() => make({ ...said(), load: 'eager', ...(args[0] as Options) }))
        : load().then(() => (element as unknown as Record<string, (...all: unknown[]) => unknown>)[name]!(...args))
  api.up = 1
  const waiting = host.PersonaWidget?.q
  host.PersonaWidget = api
  parsed(() => {
    for (const call of waiting ?? []) api(...([...(call as Call)] as Call))
  })

  // Until the element listens for its triggers itself, a click on one fetches it and is made again.
  page.addEventListener(
    'click',
    (event) => {
      if (!element || customElements.get(tag)) return
      const trigger = (event.target as Element).closest<HTMLElement>(
        `[data-persona-open],[data-persona-ask],[data-persona-prefill],[data-persona-view],[commandfor="${element.id}"]`,
      )
      if (!trigger) return
      event.preventDefault()
      void load().then(
        () => trigger.click(),
        () => {},
      )
    },
    true,
  )
})()
