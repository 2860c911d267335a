import { plurals, type Words } from '../plural.ts'
import type { workWords } from '../whiteboard-work.ts'
import board from './whiteboard.ts'

const number = plurals('es')
const objects = (count: number): string => number(count, { one: '# objeto', many: '# de objetos', other: '# objetos' })

export default {
  options: 'Opciones',
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
  larger: 'Más grande',
  smaller: 'Más pequeño',
  turnLeft: 'Girar a la izquierda',
  turnRight: 'Girar a la derecha',
  show: 'Mostrar en el dibujo',
  textOf: (what) => `Texto: ${what}`,
  moreObjects: 'Mostrar más',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
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
  nothing: 'No hay nada que deshacer.',
  undone: 'Deshecho.',
  redone: 'Rehecho.',
  made: (what) => `Creado: ${what}`,
  removed: (what) => `Eliminado: ${what}`,
  moved: (what, x, y) => `${what}, ahora en ${x}, ${y}`,
  turned: (what, degrees) => `${what}, ahora girado ${degrees} grados`,
  sized: (what, w, h) => `${what}, ahora ${w} por ${h}`,
  grouped: (count) => `Grupo de ${objects(count)}.`,
  ungrouped: 'Desagrupado.',
  connected: (a, b) => `Conectado: ${a} con ${b}`,
  selected: (what) => `Selección: ${what}`,
  several: (count) =>
    number(count, {
      one: '# objeto seleccionado',
      many: '# de objetos seleccionados',
      other: '# objetos seleccionados',
    }),
  none: 'Nada seleccionado.',
  keys: 'Teclas: V seleccionar, R rectángulo, O elipse, D rombo, A flecha, T texto, N nota, P lápiz, E borrador. Intro coloca o edita, la coma y el punto pasan de un objeto al siguiente, las flechas mueven, con Control cambian el tamaño, los corchetes giran. La lista de objetos tiene todo lo que hay en la pizarra.',
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? board.kind(other.kind)) : 'ninguna parte'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` de ${end(from)} a ${end(to)}` : ''
    return `${board.kind(kind)}${text ? ` «${short(text)}»` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
