import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'Tus datos',
  save: 'Guardar como archivo',
  collecting: 'Reuniendo…',
  saved: 'Guardado: conversaciones, lo que se sabe de ti, agenda, avisos, planes, programaciones y pizarras.',
  failed: 'No se pudo leer. Inténtalo de nuevo en un momento.',
  erase: 'Borrar',
  erasing: 'Borrando…',
  what: (kinds) => `¿Borrar para siempre: ${kinds}? Nadie puede recuperarlo.`,
  stays: 'Las pizarras que otros compartieron contigo son suyas. Queda constancia, sin palabras, de que algo se hizo.',
  eraseYes: 'Borrar para siempre',
  keep: 'Conservar',
  erased: (what) => `Borrado: ${what}.`,
  stopped: (what) => `Se interrumpió. Borrado hasta ahora: ${what || 'nada'}.`,
  kinds: {
    conversations: 'conversaciones',
    memory: 'lo que se sabe de ti',
    agenda: 'agenda',
    notices: 'avisos',
    plans: 'planes',
    schedules: 'programaciones',
    boards: 'pizarras',
  },
} satisfies Words<typeof yoursWords>
