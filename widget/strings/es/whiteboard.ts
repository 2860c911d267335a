import { plurals, type Words } from '../plural.ts'
import type { boardWords } from '../whiteboard.ts'

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
  options: 'Opciones',
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
  color: { ink: 'Tinta', red: 'Rojo', orange: 'Naranja', green: 'Verde', blue: 'Azul', violet: 'Violeta' },
  line: (color) => `Línea: ${color}`,
  fill: (color) => `Relleno: ${color}`,
  noFill: 'Sin relleno',
  front: 'Al frente',
  back: 'Al fondo',
  group: 'Agrupar',
  ungroup: 'Desagrupar',
  copy: 'Duplicar',
  remove1: 'Eliminar',
  connect: 'Conectar',
  connectTo: (what) => `Conectar ${what} con …`,
  connectHere: 'Conectar aquí',
  cancel: 'Cancelar',
  move: 'Mover',
  way: { up: 'Arriba', down: 'Abajo', left: 'Izquierda', right: 'Derecha' },
  show: 'Mostrar en el dibujo',
  textOf: (what) => `Texto: ${what}`,
  noText: 'Sin texto',
  moreObjects: 'Mostrar más',
  fit: 'Mostrar todo',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  zoomed: (percent) => (percent / 100).toLocaleString('es', { style: 'percent' }),
  sketch: 'Dibujado a mano',
  saveAs: 'Guardar como',
  picture: 'Imagen (PNG)',
  drawing: 'Dibujo (SVG)',
  excalidraw: 'Archivo de Excalidraw',
  inWords: 'En palabras',
  bring: 'Añadir un archivo de Excalidraw',
  saved: 'Guardado.',
  imported: (count, left) => {
    const added = number(count, { one: '# objeto añadido', many: '# de objetos añadidos', other: '# objetos añadidos' })
    return left === 0
      ? `${added}.`
      : `${added}; ${number(left, { one: '# no se pudo incorporar', other: '# no se pudieron incorporar' })}.`
  },
  notExcalidraw: 'No es un archivo de Excalidraw.',
  proposes: (name, count) => `${name} propone ${objects(count)}`,
  accept: 'Aceptar',
  reject: 'Ahora no',
  accepted: 'Aceptado.',
  rejected: 'Retirado de la pizarra.',
  proposed: 'propuesto',
  hint: 'Elige una herramienta o pide un dibujo.',
  here: (count) =>
    number(count, { one: '# persona más aquí', many: '# de personas más aquí', other: '# personas más aquí' }),
  someone: 'Alguien',
  otherTab: 'Tú, en otro lugar',
  writing: (who) => `${who} está escribiendo`,
  nothing: 'No hay nada que deshacer.',
  selected: (what) => `Selección: ${what}`,
  several: (count) =>
    number(count, {
      one: '# objeto seleccionado',
      many: '# de objetos seleccionados',
      other: '# objetos seleccionados',
    }),
  none: 'Nada seleccionado.',
  made: (what) => `Creado: ${what}`,
  removed: (what) => `Eliminado: ${what}`,
  moved: (what, x, y) => `${what}, ahora en ${x}, ${y}`,
  connected: (a, b) => `Conectado: ${a} con ${b}`,
  changedBy: (who, count) => `${who} ha cambiado ${objects(count)}`,
  board: (title, count) => `${title}, pizarra con ${objects(count)}`,
  keys: 'Teclas: V seleccionar, R rectángulo, O elipse, D rombo, A flecha, T texto, N nota, P lápiz, E borrador. Intro coloca o edita, la coma y el punto pasan de un objeto al siguiente, las flechas mueven. La lista de objetos tiene todo lo que hay en la pizarra.',
  kind: (kind) => kinds[kind],
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? kinds[other.kind]) : 'ninguna parte'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` de ${end(from)} a ${end(to)}` : ''
    return `${kinds[kind]}${text ? ` «${short(text)}»` : ''}${ends}`
  },
} satisfies Words<typeof boardWords>
