import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('es')

export default {
  title: 'Planes',
  lead: (name) => `Lo que buscas lograr con ${name}, y cuándo se ocupa ${name} por su cuenta.`,
  empty: 'Todavía no hay planes.',
  emptyHow: (name) => `Cuéntale a ${name} qué quieres lograr y aparecerá aquí con sus pasos.`,
  failed: 'No se pudieron cargar los planes.',
  progress: (done, all) =>
    all === 0
      ? 'Todavía sin pasos'
      : `${done} de ${count(all, { one: '# paso', many: '# de pasos', other: '# pasos' })}`,
  next: (when) => `próxima vez: ${when}`,
  tainted: 'Puede contener palabras de otras personas',
  over: 'Terminados o apartados',
  planStatus: { active: 'Activo', done: 'Terminado', dropped: 'Apartado' },
  stepStatus: {
    todo: 'Por hacer',
    doing: 'En curso',
    waiting: 'En espera',
    done: 'Hecho',
    skipped: 'Omitido',
    failed: 'No funcionó',
  },
  tick: (text) => `Hecho: ${text}`,
  evidence: (place) => `Prueba ${place}`,
  gone: 'Eso ya no está.',
  edit: 'Editar',
  goal: 'Objetivo',
  step: 'Paso',
  status: 'Cómo va',
  note: 'Nota',
  wake: 'Cuándo retomarlo',
  pause: 'Pausar',
  aside: 'Apartar',
  resume: 'Retomar',
  remove: 'Eliminar',
  removePlanAsk: '¿Eliminar este plan con todos sus pasos?',
  removeScheduleAsk: '¿Eliminar? No volverá a repetirse.',
  keep: 'Conservar',
  schedules: 'Recordatorios y programación',
  noSchedules: 'No hay nada programado.',
  kind: { reminder: 'Recordatorio', followup: 'Seguimiento', brief: 'Resumen' },
  once: 'una vez',
  scheduleStatus: { active: '', paused: 'En pausa', ended: 'Terminado' },
  what: 'Qué decir o hacer',
  when: (zone) => `Cuándo (${zone})`,
  last: 'Última vez',
  outcome: { fired: '', skipped: 'omitido la última vez', missed: 'perdido la última vez' },
  removed: 'Eliminado.',
  saved: 'Guardado.',
  lost: 'Nadie respondió. Inténtalo de nuevo.',
} satisfies Words<typeof planWords>
