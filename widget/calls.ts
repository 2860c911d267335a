/** Calls that come to the element other than as methods: queued before it was defined, or as a button's command. */

type Call = [method: string, ...args: unknown[]]

export interface Callable extends HTMLElement {
  /** `(element.q ??= []).push(['open'])`: what was queued is called once it is ready, what comes later at once. */
  q: { push(call: Call): unknown; forEach?(call: (call: Call) => void): void } | undefined
  open(): Promise<void>
  close(): Promise<void>
  toggle(): Promise<void>
}

export const takeCalls = (element: Callable): void => {
  const call = ([method, ...args]: Call): void =>
    void (element as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>)[method]?.(...args)
  element.q?.forEach?.(call)
  element.q = { push: call }
}

/** Invoker commands (HTML, `command` with two dashes): `<button commandfor="its id" command="--open">`. */
export const takeCommands = (element: Callable): void =>
  element.addEventListener('command', (event) => {
    const { command } = event as Event & { command: string }
    if (command === '--open') void element.open()
    if (command === '--close') void element.close()
    if (command === '--toggle') void element.toggle()
  })
