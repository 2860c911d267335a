import { plurals, type Words } from '../plural.ts'
import { accountOf, type boardWords } from '../whiteboard.ts'

const number = plurals('es')
const objects = (count: number): string => number(count, { one: '# objeto', many: '# de objetos', other: '# objetos' })

const kinds: Readonly<Record<Parameters<typeof boardWords.kind>[0], string>> = {
  rectangle: 'Rectángulo',
  ellipse: 'Elipse',
  diamond: 'Rombo',
  note: 'Nota',
  text: 'Texto',
  line: 'Línea',
  arrow: 'Flecha',
  stroke: 'Trazo',
  other: 'Elemento importado',
}

export default {
  title: 'Pizarras',
  fresh: 'Nueva pizarra',
  untitled: 'Pizarra',
  empty: 'Todavía no hay pizarras.',
  emptyHow: (name) => `Empieza una aquí o pídele a ${name} que dibuje algo.`,
  count: objects,
  shared: 'Compartida contigo',
  failed: 'No se pudieron cargar las pizarras.',
  boardFailed: 'No se pudo cargar esta pizarra.',
  gone: 'Esta pizarra ya no está disponible para ti.',
  lost: 'Nadie respondió. Inténtalo de nuevo.',
  all: 'Todas las pizarras',
  titleLabel: 'Título de la pizarra',
  remove: 'Eliminar la pizarra',
  removeAsk: '¿Eliminarla para siempre y para todos?',
  offline: 'Sin conexión. Lo que dibujes se enviará cuando vuelva.',
  readOnly: 'Puedes ver esta pizarra, pero no cambiarla.',
  undo: 'Deshacer',
  redo: 'Rehacer',
  more: 'Más',
  list: 'Lista de objetos',
  canvas: 'Volver al dibujo',
  tools: 'Herramientas',
  tool: {
    select: 'Seleccionar',
    hand: 'Desplazarse',
    pen: 'Lápiz',
    eraser: 'Borrador',
    rectangle: 'Rectángulo',
    ellipse: 'Elipse',
    diamond: 'Rombo',
    arrow: 'Flecha',
    line: 'Línea',
    text: 'Texto',
    note: 'Nota',
  },
  fit: 'Mostrar todo',
  zoomed: (percent) => (percent / 100).toLocaleString('es', { style: 'percent' }),
  hint: 'Elige una herramienta o pide un dibujo.',
  here: (names) =>
    names.length > 2
      ? number(names.length, { other: '# personas más están aquí' })
      : `${new Intl.ListFormat('es').format(names)} ${names.length > 1 ? 'están' : 'está'} aquí`,
  someone: 'Alguien',
  otherTab: 'Tú, en otro lugar',
  changedBy: (who, count) => `${who} ha cambiado ${objects(count)}`,
  board: (title, count) => `${title}, pizarra con ${objects(count)}`,
  kind: (kind) => kinds[kind],
  share: 'Compartir',
  person: (sub) => accountOf(sub) || 'Alguien',
} satisfies Words<typeof boardWords>
