/** The whiteboard panel in a page: mouse, pen, fingers and keys on one board, with others at work on it. */
import type { BoardElement } from '../../bff/api.ts'
import type { Operation } from '../../bff/board/state.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { atBoard, BoardPeer, lookAtBoard, shape } from './boards.ts'
import { inside, until } from './stage.ts'

const paper = (element: PersonaWidget): HTMLElement => inside(element, '.paper') as HTMLElement

/** Where a place of the paper is, from its middle. */
const fromMiddle = (element: PersonaWidget, dx: number, dy: number): [number, number] => {
  const { x, y, width, height } = paper(element).getBoundingClientRect()
  return [x + width / 2 + dx, y + (height - 72) / 2 + dy]
}

const point = (
  element: PersonaWidget,
  type: string,
  [clientX, clientY]: [number, number],
  more: PointerEventInit = {},
): boolean =>
  paper(element).dispatchEvent(
    new PointerEvent(type, {
      clientX,
      clientY,
      pointerId: 1,
      pointerType: 'mouse',
      bubbles: true,
      composed: true,
      cancelable: true,
      ...more,
    }),
  )

/** Press here, go there, let go. Places are told from the middle of the paper. */
const drag = (
  element: PersonaWidget,
  from: [number, number],
  to: [number, number],
  more: PointerEventInit = {},
): void => {
  const [a, b] = [fromMiddle(element, ...from), fromMiddle(element, ...to)]
  point(element, 'pointerdown', a, { buttons: 1, ...more })
  point(element, 'pointermove', [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], { buttons: 1, ...more })
  point(element, 'pointermove', b, { buttons: 1, ...more })
  point(element, 'pointerup', b, more)
}

const press = (target: HTMLElement, key: string, more: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more })
  target.dispatchEvent(event)
  return event
}

const named = (element: PersonaWidget, name: string): HTMLElement => {
  const found = [...element.renderRoot.querySelectorAll<HTMLElement>('button, input')].find(
    (each) => each.getAttribute('aria-label') === name || each.textContent?.trim() === name,
  )
  ok(found, `there is no ${name}`)
  return found as HTMLElement
}

const said = (element: PersonaWidget): string => inside(element, '[role=status]')?.textContent?.trim() ?? ''

const field = async (element: PersonaWidget): Promise<HTMLTextAreaElement> => {
  await until(() => element.shadowRoot?.activeElement?.classList.contains('written'))
  return inside(element, '.written') as HTMLTextAreaElement
}

const type = (area: HTMLTextAreaElement, text: string): void => {
  area.value = text
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('The whiteboard', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    localStorage.clear()
    sessionStorage.clear()
    document.documentElement.dir = ''
  })

  it('starts with none, and makes the first', async () => {
    const peer = new BoardPeer()
    const element = await atBoard(peer)
    inside(element, '.boards .solid')?.click()
    await until(() => inside(element, '.dock'))
    equal(peer.boards.length, 1)
    await until(() => element.shadowRoot?.activeElement?.classList.contains('paper'))
  })

  it('draws a rectangle with the mouse, is sent once, and undoes and redoes it', async () => {
    const peer = new BoardPeer([shape('far', { x: -400, y: -400 })])
    const element = await atBoard(peer)
    named(element, 'Rectangle').click()
    drag(element, [0, 0], [80, 50])
    await until(() => peer.elements.length === 2)
    const made = peer.elements[1]
    equal([made?.kind, made?.by], ['rectangle', 'vis:1'])
    ok((made?.w ?? 0) > 0 && (made?.index ?? '') > 'a0')
    const paperNow = paper(element)
    press(paperNow, 'z', { ctrlKey: true })
    await until(() => peer.elements.length === 1)
    press(paperNow, 'z', { ctrlKey: true, shiftKey: true })
    await until(() => peer.elements.length === 2)
    equal(peer.elements[1]?.w, made?.w)
    equal(peer.named('whiteboard.apply').length, 3)
  })

  it('moves what is dragged as one step, and undo leaves alone what another has changed since', async () => {
    const peer = new BoardPeer([shape('a')])
    const element = await atBoard(peer)
    drag(element, [0, 0], [60, 40])
    await until(() => peer.elements[0]?.x === 60 && peer.elements[0]?.y === 40)
    peer.by('vis:2', [{ op: 'set', id: 'a', to: { y: 300 } }])
    press(paper(element), 'z', { ctrlKey: true })
    await until(() => peer.elements[0]?.x === 0)
    equal(peer.elements[0]?.y, 300)
  })

  it('binds an arrow to the shapes at its ends', async () => {
    const peer = new BoardPeer([shape('a', { x: -200 }), shape('b', { x: 80 })])
    const element = await atBoard(peer)
    named(element, 'Arrow').click()
    drag(element, [-140, 0], [140, 0])
    await until(() => peer.elements.length === 3)
    equal([peer.elements[2]?.from, peer.elements[2]?.to], ['a', 'b'])
  })

  it('draws with a pen that is felt, and then a finger only moves the paper', async () => {
    const peer = new BoardPeer([shape('a', { x: -300, y: -200 })])
    const element = await atBoard(peer)
    named(element, 'Pen').click()
    drag(element, [0, 20], [60, 60], { pointerType: 'pen', pressure: 0.8, pointerId: 7 })
    await until(() => peer.elements.length === 2)
    const [, stroke] = peer.elements
    equal(stroke?.kind, 'stroke')
    ok(stroke?.pressures?.every((each) => each === 0.8) && stroke.pressures.length === (stroke.points?.length ?? 0) / 2)
    drag(element, [0, 20], [60, 60], { pointerType: 'touch', pointerId: 9 })
    await new Promise((resolve) => void setTimeout(resolve, 100))
    equal(peer.elements.length, 2)
  })

  it('lets a palm do nothing while the pen is down, and erases what is crossed', async () => {
    const peer = new BoardPeer([shape('a', { fill: 'red' })])
    const element = await atBoard(peer)
    named(element, 'Pen').click()
    const at = fromMiddle(element, -100, 100)
    point(element, 'pointerdown', at, { pointerType: 'pen', pointerId: 7, pressure: 0.5 })
    drag(element, [0, 0], [50, 50], { pointerType: 'touch', pointerId: 8 })
    point(element, 'pointermove', [at[0] + 40, at[1]], { pointerType: 'pen', pointerId: 7, pressure: 0.5 })
    point(element, 'pointerup', [at[0] + 40, at[1]], { pointerType: 'pen', pointerId: 7 })
    await until(() => peer.elements.length === 2)
    named(element, 'Eraser').click()
    drag(element, [-100, 0], [20, 0])
    await until(() => !peer.elements.some(({ id }) => id === 'a'))
    equal(peer.elements.length, 1)
  })

  it('does all of it by keyboard: place, write, go from one to the next, move, connect, delete; and says so', async () => {
    const peer = new BoardPeer()
    const element = await atBoard(peer)
    inside(element, '.boards .solid')?.click()
    await until(() => inside(element, '.dock'))
    const place = async (key: string, text: string, count: number): Promise<void> => {
      press(paper(element), key)
      press(paper(element), 'Enter')
      await until(() => peer.elements.length === count)
      if (!inside(element, '.written')) press(paper(element), 'Enter')
      const area = await field(element)
      type(area, text)
      press(area, 'Escape')
      await until(() => peer.elements.at(-1)?.text === text)
    }
    await place('n', 'Buy clay', 1)
    for (let i = 0; i < 12; i++) press(paper(element), 'ArrowRight')
    await until(() => (peer.elements[0]?.x ?? 0) >= 160)
    ok(said(element).startsWith('Note “Buy clay”, now at'), said(element))
    await place('r', 'Fire', 2)
    press(paper(element), 'a', { ctrlKey: true })
    press(paper(element), 'a')
    press(paper(element), 'Enter')
    await until(() => peer.elements.length === 3)
    equal(peer.elements[2]?.kind, 'arrow')
    press(paper(element), 'Escape')
    press(paper(element), '.')
    await until(() => said(element).startsWith('Selected:'))
    press(paper(element), 'Delete')
    await until(() => peer.elements.length < 3)
    ok(!press(paper(element), 'Tab').defaultPrevented)
  })

  it('lists every object, to be written, moved, connected and deleted', async () => {
    const peer = new BoardPeer([shape('a', { text: 'Sign up' }), shape('b', { x: 300, text: 'Pay' })])
    const element = await atBoard(peer)
    named(element, 'List of objects').click()
    await until(() => inside(element, '.outline li'))
    const words = inside(element, '.outline input') as HTMLInputElement
    equal(words.value, 'Sign up')
    words.value = 'Join'
    words.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => peer.elements[0]?.text === 'Join')
    named(element, 'Connect').click()
    await until(() => inside(element, '.connecting'))
    named(element, 'Connect here').click()
    await until(() => peer.elements.length === 3)
    equal([peer.elements[2]?.from, peer.elements[2]?.to], ['a', 'b'])
    await until(() => said(element).startsWith('Connected'))
    named(element, 'Move').click()
    await until(() => inside(element, '.ways'))
    named(element, 'Down').click()
    await until(() => peer.elements[0]?.y === 20)
    named(element, 'Delete').click()
    await until(() => !peer.elements.some(({ id }) => id === 'a'))
  })

  it('sees what others do at once, and asks for what it missed', async () => {
    const peer = new BoardPeer([shape('a')])
    const element = await atBoard(peer)
    const label = (): string => paper(element).getAttribute('aria-label') ?? ''
    peer.by('vis:2', [{ op: 'add', element: shape('b', { x: 200 }) }])
    await until(() => label().includes('2 objects'))
    peer.swallow = peer.seq + 1
    peer.by('vis:2', [{ op: 'add', element: shape('c', { x: 400 }) }])
    peer.by('vis:2', [
      { op: 'remove', id: 'b' },
      { op: 'add', element: shape('d', { x: 400 }) },
    ])
    await until(() => label().includes('3 objects'))
    ok(said(element).startsWith('Someone changed'), said(element))
  })

  it('keeps what was drawn offline, and sends it once when the line is back', async () => {
    const peer = new BoardPeer([shape('a', { x: -300, y: -300 })])
    const element = await atBoard(peer)
    peer.become('offline')
    named(element, 'Rectangle').click()
    drag(element, [0, 0], [80, 50])
    await until(() => paper(element).getAttribute('aria-label')?.includes('2 objects'))
    equal(peer.elements.length, 1)
    peer.faults = [{ name: 'whiteboard.apply', how: 'dropped' }]
    peer.become('online')
    await until(() => peer.elements.length === 2 && peer.named('whiteboard.apply').length === 2)
    const [first, second] = peer.named('whiteboard.apply')
    equal(first?.key, second?.key)
  })

  it('takes back what was refused, and says why', async () => {
    const peer = new BoardPeer([shape('a', { x: -300, y: -300 })])
    const element = await atBoard(peer)
    peer.faults = [{ name: 'whiteboard.apply', how: 'refused', detail: 'This was shared with you to look at.' }]
    named(element, 'Rectangle').click()
    drag(element, [0, 0], [80, 50])
    await until(() => inside(element, '.line.wrong')?.textContent?.includes('to look at'))
    ok(paper(element).getAttribute('aria-label')?.includes('1 object'))
    equal(inside(element, '.dock'), null)
  })

  it('shows a proposal of the persona, and makes it part of the board when it is accepted', async () => {
    const peer = new BoardPeer([shape('a')])
    const element = await atBoard(peer)
    peer.by('per:per_1', [{ op: 'add', element: shape('b', { x: 200, ghost: 'prp_1', text: 'Glaze' }) }])
    await until(() => inside(element, '.proposal')?.textContent?.includes('Juno proposes 1 object'))
    named(element, 'Accept').click()
    await until(() => inside(element, '.proposal') === null)
    equal(peer.elements.find(({ id }) => id === 'b')?.ghost ?? null, null)
  })

  it('takes a proposal off the board when it is rejected, and nothing else', async () => {
    const peer = new BoardPeer([shape('a'), shape('b', { x: 200, ghost: 'prp_1', by: 'per:per_1' })])
    const element = await atBoard(peer)
    // It is there from the beginning, before anybody touches anything.
    await until(() => inside(element, '.proposal'))
    named(element, 'Not now').click()
    await until(() => inside(element, '.proposal') === null)
    equal(
      peer.elements.map(({ id }) => id),
      ['a'],
    )
    await until(() => said(element) === 'Taken off the whiteboard.')
  })

  it('sees the persona draw: one thing after another, its pointer with it, and then it is there', async () => {
    const peer = new BoardPeer([shape('a', { x: -300 })])
    const element = await atBoard(peer)
    const canvas = inside(element, 'canvas') as HTMLCanvasElement
    const ink = (): number => {
      const { width, height } = canvas
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height)
      return data.filter((each, i) => i % 4 === 3 && each > 0).length
    }
    // The tools come first: whoever looks on from afar sees it at once.
    point(element, 'pointerenter', fromMiddle(element, 0, 0))
    await until(() => (inside(element, '#board-words')?.textContent ?? '') !== '')
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const before = ink()
    const added = Array.from({ length: 8 }, (_, i): Operation => ({
      op: 'add',
      element: shape(`n${i}`, { x: 40 * i - 100, w: 30, h: 30, fill: '#ff0000', index: `a${i + 1}` }),
    }))
    peer.by('per:per_1', added)
    await until(() => paper(element).getAttribute('aria-label')?.includes('9 objects'))
    await until(() => ink() > before)
    const early = ink()
    await until(() => ink() > early + 3 * 30 * 30)
    ok(said(element).startsWith('Juno changed 8 objects'), said(element))
  })

  it('turns, sizes, groups and takes one out of a group, all by keyboard', async () => {
    const peer = new BoardPeer([shape('a', { text: 'A' }), shape('b', { x: 300, text: 'B' })])
    const element = await atBoard(peer)
    const find = (id: string) => peer.elements.find((each) => each.id === id)
    press(paper(element), '.')
    await until(() => said(element) === 'Selected: Rectangle “A”')
    press(paper(element), ']')
    press(paper(element), ']')
    await until(() => Math.abs((find('a')?.angle ?? 0) - Math.PI / 6) < 0.01)
    equal(said(element), 'Rectangle “A”, now turned by 30 degrees')
    press(paper(element), 'z', { ctrlKey: true })
    await until(() => !find('a')?.angle)
    press(paper(element), 'ArrowRight', { ctrlKey: true })
    await until(() => find('a')?.w === 140)
    press(paper(element), 'a', { ctrlKey: true })
    press(paper(element), 'g', { ctrlKey: true })
    await until(() => find('a')?.groups?.length === 1 && find('b')?.groups?.length === 1)
    equal(said(element), 'Grouped 2 objects.')
    press(paper(element), 'Enter')
    press(paper(element), 'ArrowDown')
    await until(() => find('a')?.y === 20)
    equal(find('b')?.y, 0)
    press(paper(element), '.')
    await until(() => said(element) === 'Selected: Rectangle “B”')
    press(paper(element), 'Escape')
    await until(() => said(element) === '2 objects selected')
    press(paper(element), 'ArrowDown')
    await until(() => find('a')?.y === 40 && find('b')?.y === 20)
    press(paper(element), 'g', { ctrlKey: true, shiftKey: true })
    await until(() => !find('a')?.groups)
  })

  it('keeps the corner on the other side where it is when what is turned is made larger', async () => {
    const peer = new BoardPeer([shape('a', { angle: Math.PI / 2, w: 100, h: 100 })])
    const element = await atBoard(peer)
    drag(element, [0, 0], [0, 0])
    // Turned by a quarter, its lower right corner is where its lower left would be.
    drag(element, [-50, 50], [-90, 90])
    await until(() => peer.elements[0]?.w !== 100)
    const { x, y, w, h } = peer.elements[0] as BoardElement
    ok(Math.abs(w - 140) < 1 && Math.abs(h - 140) < 1, `${w}×${h}`)
    // Its upper left corner, which is at the upper right now: the middle, and half a side to the right and up.
    equal([Math.round(x + w / 2 + h / 2), Math.round(y + h / 2 - w / 2)], [100, 0])
  })

  it('is shared by its owner with a person and with everybody, and says whom', async () => {
    const peer = new BoardPeer([shape('a')])
    const element = await atBoard(peer)
    named(element, 'Share').click()
    await until(() => inside(element, '.sharing select'))
    const choose = (label: string, value: string): void => {
      const select = [...element.renderRoot.querySelectorAll('select')].find((each) => each.ariaLabel === label)
      ok(select, label)
      Object.assign(select as HTMLSelectElement, { value })
      select?.dispatchEvent(new Event('change', { bubbles: true }))
    }
    choose('What Everybody here may do', 'look')
    await until(() => peer.shares.length === 1)
    const field = inside(element, '.sharing input') as HTMLInputElement
    field.value = 'usr:shop:bea'
    field.form?.requestSubmit()
    await until(() => inside(element, '.sharing ul')?.textContent?.includes('bea'))
    equal(peer.shares, [
      { person: 'everybody', can: 'look' },
      { person: 'usr:shop:bea', can: 'edit' },
    ])
    await until(() => said(element) === 'Shared with bea.')
    choose('What bea may do', 'none')
    await until(() => peer.shares.length === 1)
    press(inside(element, '.sharing') as HTMLElement, 'Escape')
    await until(() => inside(element, '.sharing') === null)
    equal(element.shadowRoot?.activeElement?.ariaLabel, 'Share')
  })

  it('has no tools for whoever may only look', async () => {
    const peer = new BoardPeer([shape('a')])
    peer.can = 'look'
    const element = await lookAtBoard(peer)
    await until(() => inside(element, '.notes .line')?.textContent?.includes('You may look'))
    equal(inside(element, '.dock'), null)
  })

  it('undoes a turn of the persona at once', async () => {
    const peer = new BoardPeer([shape('a')])
    const element = await atBoard(peer)
    peer.by('per:per_1', [{ op: 'add', element: shape('b', { x: 200 }) }])
    peer.by('per:per_1', [{ op: 'add', element: shape('c', { x: 400 }) }])
    await until(() => paper(element).getAttribute('aria-label')?.includes('3 objects'))
    press(paper(element), 'z', { ctrlKey: true })
    await until(() => peer.elements.length === 1)
  })

  it('loads 5,000 elements, and pans and zooms them', async () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      shape(`e${i}`, { x: (i % 100) * 160, y: Math.floor(i / 100) * 120, text: `Step ${i}` }),
    )
    const element = await atBoard(new BoardPeer(many))
    ok(paper(element).getAttribute('aria-label')?.includes('5000 objects'))
    const before = inside(element, '.zoom')?.textContent?.trim()
    paper(element).dispatchEvent(
      new WheelEvent('wheel', { deltaY: -300, ctrlKey: true, cancelable: true, bubbles: true }),
    )
    await until(() => inside(element, '.zoom')?.textContent?.trim() !== before)
  })

  it('keeps its keys from the page, and an Escape that it has a use for', async () => {
    const element = await atBoard(new BoardPeer([shape('a')]))
    const heard: string[] = []
    const listen = (event: KeyboardEvent): void => void heard.push(event.key)
    document.addEventListener('keydown', listen)
    press(paper(element), 'r')
    press(paper(element), 'Escape')
    document.removeEventListener('keydown', listen)
    equal(heard, [])
    ok(inside(element, '[aria-label=Select][aria-pressed=true]'))
  })

  for (const theme of ['light', 'dark'])
    for (const dir of ['ltr', 'rtl'])
      it(`has no finding of axe: ${theme}, ${dir}`, async () => {
        document.documentElement.dir = dir
        const peer = new BoardPeer([
          shape('a', { text: 'Sign up' }),
          shape('b', { x: 300, ghost: 'prp_1', by: 'per:1' }),
        ])
        const element = await atBoard(peer, { theme })
        drag(element, [-180, 0], [-180, 0])
        await clean(element)
        named(element, 'More').click()
        await until(() => inside(element, '.menu'))
        await clean(element)
        named(element, 'Share').click()
        await until(() => inside(element, '.sharing select'))
        await clean(element)
        named(element, 'List of objects').click()
        await until(() => inside(element, '.outline li'))
        named(element, 'Move').click()
        await until(() => inside(element, '.ways'))
        await clean(element)
        named(element, 'All whiteboards').click()
        await until(() => inside(element, '.boards .open'))
        await clean(element)
      })
})
