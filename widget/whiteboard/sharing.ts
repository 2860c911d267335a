/** Who sees a board: its owner says so, of named persons and of everybody. Fetched when its owner asks. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Share } from '../../bff/api.ts'
import { alert } from '../chat/icons.ts'
import { boardWords } from '../strings/whiteboard.ts'
import { shareWords as words } from '../strings/whiteboard-share.ts'
import { ask } from './asking.ts'
import type { Board } from './board.ts'

/** In the place of a person: see bff/store/rows.ts. */
const EVERYBODY = 'everybody'
type May = Share['can'] | 'none'

interface Around {
  changed(): void
  say(text: string): void
}

export class Sharing {
  readonly #board: Board
  readonly #around: Around
  #shares: Share[] | null = null
  #trouble = ''

  constructor(board: Board, around: Around) {
    this.#board = board
    this.#around = around
    void this.#load()
  }

  render(): TemplateResult {
    const shares = this.#shares
    return html`<h3>${words.title}</h3>
      <ul>
        <li><span class="person">${words.you}</span><span class="may">${words.owner}</span></li>
        ${shares?.filter(({ person }) => person !== EVERYBODY).map((each) => this.#row(each.person, each.can))}
        ${shares ? this.#row(EVERYBODY, shares.find(({ person }) => person === EVERYBODY)?.can ?? 'none') : nothing}
      </ul>
      <form @submit=${this.#add}>
        <label for="share-with">${words.add}</label>
        <span class="pair">
          <input id="share-with" dir="auto" maxlength="300" autocomplete="off" placeholder=${words.addHow} />
          <button type="submit" class="solid">${words.addNow}</button>
        </span>
      </form>
      ${this.#trouble ? html`<p class="wrong" role="alert">${alert}<span>${this.#trouble}</span></p>` : nothing}`
  }

  #row(person: string, can: May): TemplateResult {
    const all: May[] = ['none', 'look', 'edit']
    const who = nameOf(person)
    return html`<li>
      <span class="person" dir="auto" title=${person === EVERYBODY ? words.everybodyHow : person}>${who}</span>
      <select
        class="may"
        aria-label=${words.mayOf(who)}
        .value=${can}
        @change=${(event: Event) => void this.#let(person, (event.target as HTMLSelectElement).value as May)}
      >
        ${all.map((each) => html`<option value=${each} ?selected=${each === can}>${words.may[each]}</option>`)}
      </select>
    </li>`
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault()
    const field = (event.target as HTMLFormElement).querySelector('input') as HTMLInputElement
    const person = this.#subOf(field.value.trim())
    if (person !== '') void this.#let(person, 'edit').then((done) => done && (field.value = ''))
  }

  /** An account where one's own is, or a `sub` as it is. */
  #subOf(account: string): string {
    const [kind, realm] = this.#board.me.split(':')
    return account === '' || account.includes(':') || kind !== 'usr' ? account : `${kind}:${realm}:${account}`
  }

  async #let(person: string, can: May): Promise<boolean> {
    const { id } = this.#board
    const who = nameOf(person)
    const done =
      can === 'none'
        ? await ask(this.#board, 'whiteboard.unshare', { board: id, person })
        : await ask(this.#board, 'whiteboard.share', { board: id, person, can })
    if (done) this.#around.say(can === 'none' ? words.unshared(who) : words.shared(who))
    await this.#load(done ? '' : this.#board.trouble)
    return done !== undefined
  }

  async #load(trouble = ''): Promise<void> {
    const found = await ask(this.#board, 'whiteboard.shares', { board: this.#board.id })
    this.#shares = found?.shares ?? this.#shares ?? []
    this.#trouble = found ? trouble : words.failed
    this.#board.trouble = ''
    this.#around.changed()
  }
}

const nameOf = (person: string): string => {
  if (person === EVERYBODY) return words.everybody
  const account = boardWords.person(person)
  return account === boardWords.someone ? person : account
}
