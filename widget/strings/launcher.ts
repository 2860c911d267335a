/** The few words that are needed before anybody opened anything; in English. */
export const launcherWords = {
  open: (name: string) => (name ? `Talk to ${name}` : 'Open chat'),
  close: 'Close chat',
  unread: (count: number) => `${count} new`,
  dismissGreeting: 'Dismiss',
}
