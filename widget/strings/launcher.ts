/** The few words that are needed before anybody opened anything; English, until other locales have theirs. */
export const launcherWords = {
  open: (name: string) => (name ? `Talk to ${name}` : 'Open chat'),
  close: 'Close chat',
  unread: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  dismissGreeting: 'Dismiss',
}
