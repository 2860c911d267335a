import type { diagnosisWords } from '../diagnosis.ts'
import type { Words } from '../plural.ts'

export default {
  goOn: 'Continuer',
  forSite: 'Pour les personnes qui gèrent ce site',
  copyOrigin: 'Copier l’origine',
  diagnosis: {
    app_missing: {
      title: 'De quelle application s’agit-il ?',
      what: 'Le widget n’a pas d’identifiant d’application : il ne sait pas qui demander.',
      todo: 'Ajoutez l’attribut app="…" avec l’identifiant affiché par votre backend.',
    },
    insecure_context: {
      title: 'Cette page n’est pas sécurisée',
      what: 'Sans https, le navigateur ne donne pas de clés aux pages : personne ne pourrait être reconnu ici.',
      todo: 'Servez cette page en https, ou depuis localhost pendant le développement.',
    },
    origin_not_allowed: {
      title: 'Cette adresse n’est pas dans la liste',
      what: 'Le backend ne répond qu’aux pages qu’il connaît. Celle-ci n’en fait pas partie, ou l’identifiant d’application est faux.',
      todo: 'Autorisez exactement cette origine pour l’application, puis réessayez.',
    },
    backend_unreachable: {
      title: 'Personne ne répond',
      what: 'Impossible de joindre le backend. Il redémarre peut-être, ou la connexion est coupée.',
      todo: 'Vérifiez votre connexion et réessayez. Si cela persiste, vérifiez l’endpoint et que le backend fonctionne.',
    },
    identity_failed: {
      title: 'Nous ne savons pas encore qui vous êtes',
      what: 'Cette page n’a pas pu dire qui est connecté.',
      todo: 'getToken a échoué ou n’a pas répondu : regardez ce que la fonction appelle.',
    },
    identity_refused: {
      title: 'Nous n’avons pas pu vous connecter',
      what: 'Ce que cette page dit de vous n’a pas été accepté.',
      todo: 'L’assertion est incorrecte, ou sa clé n’est pas enregistrée pour cette application.',
    },
    signed_out: {
      title: 'Déconnexion effectuée',
      what: 'La conversation n’est plus affichée. Reconnectez-vous pour la retrouver, ou commencez-en une nouvelle.',
      todo: '',
    },
    refused: {
      title: 'La porte est restée fermée',
      what: 'Le backend a refusé cette session.',
      todo: 'Réessayez dans un instant.',
    },
    offline: {
      title: 'Vous êtes hors ligne',
      what: 'Cet appareil n’a pas de connexion pour le moment. Tout reprend de soi-même dès son retour.',
      todo: '',
    },
    csp_blocked: {
      title: 'Cette page ne le permet pas',
      what: 'La page a une règle qui empêche l’assistant d’atteindre son backend.',
      todo: 'Ajoutez ce qui est nommé ci-dessous à connect-src de la Content-Security-Policy : le backend, en https et en wss.',
    },
    clock_skew: {
      title: 'L’horloge de cet appareil est fausse',
      what: 'Elle est trop loin de l’heure réelle, sans laquelle personne n’est reconnu. Réglez-la, puis réessayez.',
      todo: '',
    },
    version_mismatch: {
      title: 'Il y a une version plus récente',
      what: 'Cette page et son backend ne parlent plus la même langue. Rechargez la page.',
      todo: 'Si cela persiste, le widget vient d’une autre version que le backend : prenez les deux dans la même.',
    },
    token_refused: {
      title: 'La session n’a pas été acceptée',
      what: 'Le backend n’a pas laissé entrer ce navigateur.',
      todo: 'Cherchez la raison ci-dessous dans le journal du backend. Souvent, une app a été archivée ou modifiée.',
    },
  },
} satisfies Words<typeof diagnosisWords>
