/** Go to the place in a conversation where something was said. */
import type { PanelHost } from '../panels.ts'
import type { Chat } from './chat.ts'

/** Pages that are read back at most. */
const far = 40

interface Around extends Pick<PanelHost, 'find' | 'drawn'> {
  chat: Chat
  /** Have it on the page, where not all are. */
  bring(message: string): void
}

/** @returns false when it is not there any more, or too far back */
export const reveal = async (
  { chat, find, drawn, bring }: Around,
  conversation: string,
  message: string,
): Promise<boolean> => {
  await chat.openConversation(conversation)
  for (let page = 0; page < far; page++) {
    const { thread } = chat
    if (thread === null || thread.conversation.id !== conversation) return false
    if (thread.messages.has(message) || thread.before === null) break
    await chat.earlierMessages()
    if (chat.earlier === 'failed') return false
  }
  await drawn()
  bring(message)
  const article = find(`[data-id="${CSS.escape(message)}"]`)
  if (article === null) return false
  article.tabIndex = -1
  article.focus({ preventScroll: true })
  article.scrollIntoView({ block: 'center' })
  // It lights up for a moment, where motion is wanted.
  article.animate([{ backgroundColor: 'color-mix(in oklab, var(--_accent) 16%, transparent)' }, {}], { duration: 1600 })
  return true
}
