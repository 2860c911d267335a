/** Measured inside a page, with the built element and a backend played beside it. The page's global `measure` has these. */
import type { PersonaWidget } from '../../widget/element.ts'
import { backendOf, Peer } from './stage.ts'

const frame = (): Promise<number> => new Promise(requestAnimationFrame)
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

const put = async (peer: Peer, attributes: Record<string, string> = {}): Promise<PersonaWidget> => {
  const element = document.createElement('persona-widget')
  element.backend = backendOf(peer)
  for (const [name, value] of Object.entries({ app: 'app_1', 'no-greeting': '', ...attributes }))
    element.setAttribute(name, value)
  document.body.append(element)
  await element.ready
  return element
}

const ready = async (element: PersonaWidget): Promise<ShadowRoot> => {
  const root = element.shadowRoot as ShadowRoot
  await element.open()
  while (element.status !== 'online' || !root.querySelector('.empty, .message')) await frame()
  return root
}

/** Milliseconds of script in each frame: what is called here, and what is called back. */
const timing = (): { frames: number[]; script: number[]; timed(run: () => void): void; stop(): void } => {
  const frames: number[] = []
  const script: number[] = []
  const { requestAnimationFrame: real } = window
  let [now, before, running] = [0, 0, true]
  const timed = (run: () => void): void => {
    const began = performance.now()
    run()
    now += performance.now() - began
  }
  window.requestAnimationFrame = (run) => real((at) => timed(() => run(at)))
  const tick = (at: number): void => {
    if (before) {
      frames.push(at - before)
      script.push(now)
    }
    ;[before, now] = [at, 0]
    if (running) real(tick)
  }
  real(tick)
  return {
    frames,
    script,
    timed,
    stop() {
      running = false
      window.requestAnimationFrame = real
    },
  }
}

const paragraphs = [
  'A paragraph with **bold words**, `code` and [a link](https://a.example), long enough to be broken into several lines.',
  '- one of a list\n- another of it\n- and the last, with *stress*',
  '```js\nconst answer = [1, 2, 3].map((each) => each * 14)\nconsole.log(answer)\n```',
  '| what | when |\n| --- | --- |\n| bisque | Monday |\n| glaze | Friday |',
  '## A heading\n\nAnd what belongs to it, said in one sentence of a usual length.',
]
const answer = (length: number): string => {
  let text = ''
  for (let n = 0; text.length < length; n++) text += `${paragraphs[n % paragraphs.length]}\n\n`
  return text.slice(0, length)
}

/** An answer of `length` characters, in tokens that come at `rate` a second. */
const stream = async (length: number, rate: number, token: number) => {
  const peer = new Peer()
  const element = await put(peer)
  await ready(element)
  await element.send('Tell me everything.')
  while (peer.streaming === undefined) await frame()
  const { id } = peer.streaming
  const text = answer(length)
  const { frames, script, timed, stop } = timing()
  const began = performance.now()
  let at = 0
  while (at < text.length) {
    const due = Math.min(text.length, Math.ceil(((performance.now() - began) / 1000) * rate) * token)
    if (at < due)
      timed(() => {
        for (; at < due; at += token) peer.delta(id, text.slice(at, Math.min(at + token, text.length)))
      })
    await pause(1000 / rate)
  }
  await frame()
  stop()
  peer.settle(id)
  const shown = element.shadowRoot?.querySelector('.persona:last-child .words')?.textContent?.length ?? 0
  element.remove()
  return { frames, script, tokens: Math.ceil(text.length / token), ms: performance.now() - began, shown }
}

/** A conversation of `count` messages, read from its end to its beginning and back. */
const read = async (count: number) => {
  const peer = new Peer()
  peer.seed(
    'long',
    ...Array.from({ length: count }, (_, n) =>
      n % 2
        ? { text: `${paragraphs[n % 5]}\n\nAnswer ${n}.` }
        : { role: 'person' as const, text: `Question ${n}: and then?` },
    ),
  )
  const root = await ready(await put(peer))
  const log = root.querySelector('.log') as HTMLElement
  const { frames, script, stop } = timing()
  let nodes = 0
  const look = (): void => void (nodes = Math.max(nodes, root.querySelectorAll('*').length))
  const seen = (): string => root.querySelector('.message')?.textContent ?? ''
  const end = performance.now() + 240_000
  while (!seen().includes('Question 0:') && performance.now() < end) {
    log.scrollTop -= 400
    await frame()
    look()
  }
  const top = seen().includes('Question 0:')
  for (let before = -1; before !== log.scrollTop;) {
    before = log.scrollTop
    log.scrollTop += 1200
    await frame()
    await frame()
    look()
  }
  stop()
  const [last] = [...root.querySelectorAll('.message')].slice(-1)
  root.host.remove()
  return { frames, script, nodes, top, bottom: last?.textContent?.includes(`Answer ${count - 1}.`) ?? false }
}

/** From the click on the launcher to the cursor in the field, everything fetched before. */
const openings = async (times: number): Promise<number[]> => {
  const taken: number[] = []
  for (let n = 0; n < times; n++) {
    const element = await put(new Peer())
    const root = element.shadowRoot as ShadowRoot
    await pause(100)
    const began = performance.now()
    root.querySelector<HTMLElement>('.launcher')?.click()
    while (root.activeElement?.localName !== 'textarea') await pause(0)
    taken.push(performance.now() - began)
    element.remove()
  }
  return taken
}

const mounts = async (times: number): Promise<void> => {
  for (let n = 0; n < times; n++) {
    const element = await put(new Peer())
    await ready(element)
    element.remove()
  }
  // What is away for five seconds is gone.
  await pause(6000)
}

const open = async (): Promise<void> => {
  const peer = new Peer()
  peer.seed('one', { role: 'person', text: 'q' }, { text: answer(2000) })
  await ready(await put(peer))
}

Object.assign(window, { measure: { stream, read, openings, mounts, open } })
