/** What is said when nobody can talk: what happened, and what the people who run the site can do. */
import type { TroubleCode } from '../trouble.ts'
import { words } from './words.ts'

export const diagnosisWords = words('diagnosis', {
  forSite: 'For the people who run this site',
  copyOrigin: 'Copy the origin',
  goOn: 'Go on',
  diagnosis: {
    app_missing: {
      title: 'Which app is this?',
      what: 'The widget has no app id, so it does not know whom to ask for.',
      todo: 'Add the attribute app="…" with the id that your backend printed.',
    },
    insecure_context: {
      title: 'This page is not secure',
      what: 'The browser gives no keys to pages without https, so nobody could be recognised here.',
      todo: 'Serve this page over https, or from localhost while you build.',
    },
    origin_not_allowed: {
      title: 'This address is not on the list',
      what: 'The backend answers only pages that it knows, and this one is not among them, or the app id is wrong.',
      todo: 'Allow exactly this origin for the app, then try again.',
    },
    backend_unreachable: {
      title: 'Nobody answers',
      what: 'The backend could not be reached. It may be restarting, or the connection is down.',
      todo: 'Check your connection and try again. If it stays, check the endpoint and that the backend runs.',
    },
    identity_failed: {
      title: 'We do not know who you are yet',
      what: 'This page could not say who is signed in.',
      todo: 'getToken threw or did not answer: look at what it calls.',
    },
    identity_refused: {
      title: 'We could not sign you in',
      what: 'What this page says about you was not accepted.',
      todo: 'The assertion is wrong or its key is not registered for this app.',
    },
    signed_out: {
      title: 'You signed out',
      what: 'The conversation is not shown any more. Sign in again to come back to it, or begin a new one.',
      todo: '',
    },
    refused: {
      title: 'The door stayed closed',
      what: 'The backend refused this session.',
      todo: 'Try again in a moment.',
    },
    offline: {
      title: 'You are offline',
      what: 'This device has no connection right now. It goes on by itself when there is one.',
      todo: '',
    },
    csp_blocked: {
      title: 'This page does not allow it',
      what: 'The page has a rule of its own that keeps the assistant from reaching its backend.',
      todo: 'Add what is named below to connect-src of the Content-Security-Policy: the backend, over https and over wss.',
    },
    clock_skew: {
      title: 'The clock of this device is wrong',
      what: 'It is too far from the real time, and without it nobody can be recognised. Set it, then try again.',
      todo: '',
    },
    version_mismatch: {
      title: 'There is a newer version',
      what: 'This page and its backend do not speak the same language any more. Load the page again.',
      todo: 'If it stays, the widget comes from another release than the backend: take both from the same one.',
    },
    token_refused: {
      title: 'The session was not accepted',
      what: 'The backend did not let this browser in.',
      todo: 'Look for the reason below in the log of the backend. An app that was archived or changed is the usual one.',
    },
  } satisfies Record<TroubleCode, { title: string; what: string; todo: string }>,
})
