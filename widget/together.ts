/** Tabs of one site look alike: what is opened, read or put into another theme in one is so in all of them. */
import type { PersonaWidget } from './element.ts'
import { idOf, type Place } from './setup.ts'

/** Widgets of one page may differ. */
const page = crypto.randomUUID()

type Shared = Partial<Pick<PersonaWidget, 'opened' | 'unread' | 'theme'>>

export const together = (element: PersonaWidget, place: Place, signal: AbortSignal): void => {
  const channel = new BroadcastChannel(`persona:together:${idOf(place)}`)
  const now = (): Required<Shared> => ({ opened: element.opened, unread: element.unread, theme: element.theme })
  let known = now()

  const watcher = new MutationObserver(() => {
    const before = known
    known = now()
    const news = Object.entries(known).filter(([key, value]) => value !== before[key as keyof Shared])
    if (news.length > 0) channel.postMessage({ page, news: Object.fromEntries(news) })
  })
  watcher.observe(element, { attributeFilter: ['open', 'unread', 'theme'] })

  channel.onmessage = ({ data }: MessageEvent<{ page: string; news?: Shared }>) => {
    if (data.page === page) return
    // A tab that was just opened asks what is new.
    if (!data.news)
      return element.unread > 0 ? channel.postMessage({ page, news: { unread: element.unread } }) : undefined
    const { unread, ...rest } = data.news
    // Whoever has a room of its own counts by itself.
    const news: Shared = element.status === 'idle' && unread !== undefined ? { ...rest, unread } : rest
    known = { ...known, ...news }
    Object.assign(element, news)
  }
  channel.postMessage({ page })
  signal.addEventListener('abort', () => {
    watcher.disconnect()
    channel.close()
  })
}
