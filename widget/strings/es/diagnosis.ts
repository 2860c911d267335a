import type { diagnosisWords } from '../diagnosis.ts'
import type { Words } from '../plural.ts'

export default {
  goOn: 'Continuar',
  forSite: 'Para quienes gestionan este sitio',
  copyOrigin: 'Copiar el origen',
  diagnosis: {
    app_missing: {
      title: '¿Qué aplicación es esta?',
      what: 'El widget no tiene identificador de aplicación, así que no sabe por quién preguntar.',
      todo: 'Añade el atributo app="…" con el identificador que mostró tu backend.',
    },
    insecure_context: {
      title: 'Esta página no es segura',
      what: 'El navegador no da claves a páginas sin https, así que aquí no se podría reconocer a nadie.',
      todo: 'Sirve esta página por https, o desde localhost mientras la desarrollas.',
    },
    origin_not_allowed: {
      title: 'Esta dirección no está en la lista',
      what: 'El backend solo responde a las páginas que conoce. Esta no es una de ellas, o el identificador de la aplicación no es correcto.',
      todo: 'Permite exactamente este origen para la aplicación y vuelve a intentarlo.',
    },
    backend_unreachable: {
      title: 'Nadie responde',
      what: 'No se pudo llegar al backend. Quizá se esté reiniciando o la conexión esté caída.',
      todo: 'Comprueba tu conexión y vuelve a intentarlo. Si sigue igual, comprueba el endpoint y que el backend funciona.',
    },
    identity_failed: {
      title: 'Aún no sabemos quién eres',
      what: 'Esta página no pudo decir quién ha iniciado sesión.',
      todo: 'getToken falló o no respondió: revisa a qué llama.',
    },
    identity_refused: {
      title: 'No pudimos iniciar tu sesión',
      what: 'Lo que esta página dice de ti no fue aceptado.',
      todo: 'La aserción no es correcta o su clave no está registrada para esta aplicación.',
    },
    signed_out: {
      title: 'Cerraste la sesión',
      what: 'La conversación ya no se muestra. Inicia sesión de nuevo para volver a ella, o empieza otra.',
      todo: '',
    },
    refused: {
      title: 'La puerta sigue cerrada',
      what: 'El backend rechazó esta sesión.',
      todo: 'Vuelve a intentarlo en un momento.',
    },
    offline: {
      title: 'No tienes conexión',
      what: 'Este dispositivo no tiene conexión ahora. Seguirá por sí solo cuando la haya.',
      todo: '',
    },
    csp_blocked: {
      title: 'Esta página no lo permite',
      what: 'La página tiene una regla que impide al asistente llegar a su backend.',
      todo: 'Añade lo que se nombra abajo a connect-src de la Content-Security-Policy: el backend, por https y por wss.',
    },
    clock_skew: {
      title: 'El reloj de este dispositivo está mal',
      what: 'Está demasiado lejos de la hora real, y sin ella no se reconoce a nadie. Ajústalo y vuelve a intentarlo.',
      todo: '',
    },
    version_mismatch: {
      title: 'Hay una versión más nueva',
      what: 'Esta página y su backend ya no hablan el mismo idioma. Vuelve a cargar la página.',
      todo: 'Si continúa, el widget viene de otra versión que el backend: toma ambos de la misma.',
    },
    token_refused: {
      title: 'La sesión no se aceptó',
      what: 'El backend no dejó entrar a este navegador.',
      todo: 'Busca el motivo de abajo en el registro del backend. Lo habitual es una app archivada o cambiada.',
    },
  },
} satisfies Words<typeof diagnosisWords>
