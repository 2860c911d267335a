import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'Quién ve esta pizarra',
  you: 'Tú',
  owner: 'Propiedad',
  everybody: 'Todos los de aquí',
  everybodyHow: 'Quien use este sitio',
  may: { none: 'Sin acceso', look: 'Puede ver', edit: 'Puede editar' },
  mayOf: (who) => `Qué puede hacer ${who}`,
  add: 'Añadir a una persona',
  addHow: 'Cuenta o dirección',
  addNow: 'Añadir',
  shared: (who) => `Compartida con ${who}.`,
  unshared: (who) => `Ya no se comparte con ${who}.`,
  failed: 'No se pudo cargar con quién se comparte.',
  only: 'Solo tú, hasta que la compartas.',
} satisfies Words<typeof shareWords>
