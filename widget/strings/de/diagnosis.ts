import type { diagnosisWords } from '../diagnosis.ts'
import type { Words } from '../plural.ts'

export default {
  goOn: 'Weiter',
  forSite: 'Für alle, die diese Website betreiben',
  copyOrigin: 'Origin kopieren',
  diagnosis: {
    app_missing: {
      title: 'Welche App ist das?',
      what: 'Das Widget hat keine App-ID und weiß deshalb nicht, nach wem es fragen soll.',
      todo: 'Ergänze das Attribut app="…" mit der ID, die dein Backend ausgegeben hat.',
    },
    insecure_context: {
      title: 'Diese Seite ist nicht sicher',
      what: 'Ohne https gibt der Browser einer Seite keine Schlüssel, also ließe sich hier niemand wiedererkennen.',
      todo: 'Liefere diese Seite über https aus, oder von localhost, solange du noch baust.',
    },
    origin_not_allowed: {
      title: 'Diese Adresse steht nicht auf der Liste',
      what: 'Das Backend antwortet nur Seiten, die es kennt. Diese gehört nicht dazu, oder die App-ID stimmt nicht.',
      todo: 'Erlaube der App genau diesen Origin und versuche es dann noch einmal.',
    },
    backend_unreachable: {
      title: 'Niemand antwortet',
      what: 'Das Backend ist nicht erreichbar. Vielleicht startet es gerade neu, oder die Verbindung ist weg.',
      todo: 'Prüfe deine Verbindung und versuche es noch einmal. Wenn es so bleibt, prüfe den Endpoint und ob das Backend läuft.',
    },
    identity_failed: {
      title: 'Wir wissen noch nicht, wer du bist',
      what: 'Diese Seite konnte nicht sagen, wer angemeldet ist.',
      todo: 'getToken hat einen Fehler geworfen oder nicht geantwortet: Sieh nach, was es aufruft.',
    },
    identity_refused: {
      title: 'Wir konnten dich nicht anmelden',
      what: 'Was diese Seite über dich sagt, wurde nicht angenommen.',
      todo: 'Die Assertion ist falsch, oder ihr Schlüssel ist für diese App nicht registriert.',
    },
    signed_out: {
      title: 'Du hast dich abgemeldet',
      what: 'Die Unterhaltung wird nicht mehr angezeigt. Melde dich wieder an, um zurückzukehren, oder beginne eine neue.',
      todo: '',
    },
    refused: {
      title: 'Die Tür blieb zu',
      what: 'Das Backend hat diese Sitzung abgelehnt.',
      todo: 'Versuche es gleich noch einmal.',
    },
    offline: {
      title: 'Du bist offline',
      what: 'Dieses Gerät hat gerade keine Verbindung. Es geht von selbst weiter, sobald es eine gibt.',
      todo: '',
    },
    csp_blocked: {
      title: 'Diese Seite erlaubt es nicht',
      what: 'Die Seite hat eine eigene Regel, die den Assistenten von seinem Backend fernhält.',
      todo: 'Ergänze, was unten steht, in connect-src der Content-Security-Policy: das Backend, über https und über wss.',
    },
    clock_skew: {
      title: 'Die Uhr dieses Geräts geht falsch',
      what: 'Sie ist zu weit von der wirklichen Zeit entfernt, und ohne die wird hier niemand erkannt. Stelle sie und versuche es noch einmal.',
      todo: '',
    },
    version_mismatch: {
      title: 'Es gibt eine neuere Version',
      what: 'Diese Seite und ihr Backend sprechen nicht mehr dieselbe Sprache. Lade die Seite neu.',
      todo: 'Wenn es so bleibt, stammt das Widget aus einer anderen Version als das Backend: Nimm beide aus derselben.',
    },
    token_refused: {
      title: 'Die Sitzung wurde nicht angenommen',
      what: 'Das Backend hat diesen Browser nicht eingelassen.',
      todo: 'Suche den Grund, der unten steht, im Log des Backends. Meist wurde eine App archiviert oder geändert.',
    },
  },
} satisfies Words<typeof diagnosisWords>
