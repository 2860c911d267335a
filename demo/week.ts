/** A week with Persona: what three people say to one persona, in two apps of a space, and what comes of it. A story, as data. */

/** Somebody says something, somewhere, at a time; or decides on what the persona asks. Instants are UTC. */
export interface Moment {
  at: string
  who: 'ana' | 'ben' | 'cleo'
  app: 'shop' | 'studio'
  says?: string
  decides?: 'approve' | 'reject'
}

export const zone = 'Europe/Lisbon'

/** From a Monday in January on: Lisbon is at UTC. */
export const week: readonly Moment[] = [
  { at: '2026-01-05T09:00Z', who: 'ana', app: 'shop', says: "Good morning! My daughter's name is Rita." },
  { at: '2026-01-05T09:10Z', who: 'ana', app: 'shop', says: 'Remind me on 2026-01-06T08:00 to order clay.' },
  { at: '2026-01-05T10:00Z', who: 'ben', app: 'shop', says: 'I prefer green glazes.' },
  { at: '2026-01-05T11:00Z', who: 'ana', app: 'studio', says: 'Do you remember the name of my daughter?' },
  {
    at: '2026-01-05T12:00Z',
    who: 'cleo',
    app: 'studio',
    says: 'Plan my exhibition: choose the pieces; send the invitations. Turn to it on 2026-01-07T10:00.',
  },
  { at: '2026-01-06T09:00Z', who: 'ben', app: 'shop', says: 'Brief me every day at 09:00.' },
  { at: '2026-01-06T16:00Z', who: 'cleo', app: 'shop', says: 'Do you remember the name of the daughter?' },
  { at: '2026-01-07T12:00Z', who: 'ana', app: 'studio', says: "No, sorry: my daughter's name is Marta." },
  { at: '2026-01-07T12:30Z', who: 'ana', app: 'shop', says: 'Do you remember the name of my daughter?' },
  { at: '2026-01-08T15:00Z', who: 'ben', app: 'shop', says: 'Delete this conversation.' },
  { at: '2026-01-08T15:30Z', who: 'ben', app: 'shop', decides: 'reject' },
  { at: '2026-01-09T09:30Z', who: 'ana', app: 'shop', says: 'Forget everything about Marta.' },
  { at: '2026-01-09T09:40Z', who: 'ana', app: 'shop', decides: 'approve' },
  { at: '2026-01-09T10:00Z', who: 'ana', app: 'studio', says: 'Do you remember the name of my daughter?' },
  { at: '2026-01-10T18:00Z', who: 'cleo', app: 'studio', says: 'I live in Porto now.' },
]
