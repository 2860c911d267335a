/** Times that are to come, as people say them. */

const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

/** "tomorrow 9:30", "Friday 9:30", "12 May 9:30". */
export const whenOf = (at: string, locale: string): string => {
  const tag = locale || undefined
  const then = new Date(at)
  const days = Math.round((dayOf(then) - dayOf(new Date())) / 86_400_000)
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }).format(then)
  const day =
    Math.abs(days) <= 1
      ? new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(days, 'day')
      : new Intl.DateTimeFormat(
          tag,
          days > 1 && days < 7
            ? { weekday: 'long' }
            : {
                day: 'numeric',
                month: 'long',
                ...(then.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
              },
        ).format(then)
  return `${day} ${time}`
}
