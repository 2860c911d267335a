/** Tabs of one site look alike: what is opened, read or put into another theme in one is so in all of them. */
import { Channel } from './channel.ts'
import type { PersonaWidget } from './element.ts'
import { idOf, type Place } from './setup.ts'

/** Widgets of one page may differ. */
const page = crypto.randomUUID()

type Shared = Partial<Pick<PersonaWidget, 'opened' | 'unread' | 'theme'>>

export const together = (element: PersonaWidget, place: Place, signal: AbortSignal): void => {
  const now = (): Required<Shared> => ({ opened: element.opened, unread: element.unread, theme: element.theme })
  let known = now()

  const watcher = new MutationObserver(() => {
    const before = known
    known = now()
    const news = Object.entries(known).filter(([key, value]) => value !== before[key as keyof Shared])
    if (news.length > 0) channel.tell({ page, news: Object.fromEntries(news) })
  })
  watcher.observe(element, { attributeFilter: ['open', 'unread', 'theme'] })

  const hear = (word: { page: string; news?: Shared }): void => {
    if (word.page === page) return
    // A tab that was just opened asks what is new.
    if (!word.news) return element.unread > 0 ? channel.tell({ page, news: { unread: element.unread } }) : undefined
    const { unread, ...rest } = word.news
    // Whoever has a room of its own counts by itself.
    const news: Shared = element.status === 'idle' && unread !== undefined ? { ...rest, unread } : rest
    known = { ...known, ...news }
    Object.assign(element, news)
  }
  const ask = (): void => channel.tell({ page })
  const channel = new Channel(`persona:together:${idOf(place)}`, hear, ask)
  ask()
  signal.addEventListener('abort', () => {
    watcher.disconnect()
    channel.close()
  })
}
