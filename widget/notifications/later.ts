/** When something that was put off comes back, in words. Pure. */

export type Choice = 'hour' | 'evening' | 'tomorrow' | 'week'

const at = (now: Date, days: number, hour: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)

/** What there is to choose now, the soonest first: an evening that has begun is no choice. */
export const choicesAt = (now: Date): [choice: Choice, until: Date][] => {
  const all: [Choice, Date][] = [
    ['hour', new Date(now.getTime() + 3600_000)],
    ['evening', at(now, 0, 18)],
    ['tomorrow', at(now, 1, 9)],
    ['week', at(now, (8 - now.getDay()) % 7 || 7, 9)],
  ]
  return all.filter(([choice, until]) => choice !== 'evening' || until.getTime() - now.getTime() > 3600_000)
}
