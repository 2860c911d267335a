import { type activityWords, deedOf } from '../activity.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'Repasando tus conversaciones',
  'chat.history': 'Leyendo una conversación anterior',
  'chat.rename': 'Poniendo nombre a una conversación',
  'chat.archive': 'Guardando una conversación',
  'chat.remove': 'Eliminando una conversación',
  'chat.handoff': 'Pasando la conversación al equipo',
}

const families: Readonly<Record<string, string>> = {
  agenda: 'la agenda',
  approvals: 'los permisos',
  chat: 'las conversaciones',
  memory: 'la memoria',
  notifications: 'los avisos',
  plans: 'los planes',
  schedules: 'los recordatorios',
  whiteboard: 'la pizarra',
}

export default {
  doing(action) {
    const { deed, family } = deedOf(action)
    const where = families[family] ?? `«${family}»`
    const deeds = {
      look: `Buscando en ${where}`,
      add: `Añadiendo en ${where}`,
      change: `Haciendo cambios en ${where}`,
      remove: `Eliminando algo en ${where}`,
      work: `Trabajando en ${where}`,
    }
    return known[action] ?? deeds[deed]
  },
  done: 'Hecho',
  refused: 'No permitido',
  asked: 'Espera tu respuesta',
} satisfies Words<typeof activityWords>
