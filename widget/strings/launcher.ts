/** The few words that are needed before anybody opened anything; English, until other locales have theirs. */
export const launcherWords = {
  open: (name: string) => (name ? `Talk to ${name}` : 'Open chat'),
  close: 'Close chat',
  unread: (count: number) => `${count} new`,
  dismissGreeting: 'Dismiss',
}
