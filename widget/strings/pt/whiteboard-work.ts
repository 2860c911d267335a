import { plurals, type Words } from '../plural.ts'
import type { workWords } from '../whiteboard-work.ts'
import board from './whiteboard.ts'

const number = plurals('pt')
const objects = (count: number): string => number(count, { one: '# objeto', many: '# de objetos', other: '# objetos' })

export default {
  options: 'Opções',
  color: { ink: 'Tinta', red: 'Vermelho', orange: 'Laranja', green: 'Verde', blue: 'Azul', violet: 'Violeta' },
  line: (color) => `Linha: ${color}`,
  fill: (color) => `Preenchimento: ${color}`,
  noFill: 'Sem preenchimento',
  front: 'Trazer para a frente',
  back: 'Enviar para trás',
  group: 'Agrupar',
  ungroup: 'Desagrupar',
  copy: 'Duplicar',
  remove1: 'Apagar',
  connect: 'Ligar',
  connectTo: (what) => `Ligar ${what} a …`,
  connectHere: 'Ligar aqui',
  cancel: 'Cancelar',
  move: 'Mover',
  way: { up: 'Para cima', down: 'Para baixo', left: 'Para a esquerda', right: 'Para a direita' },
  larger: 'Maior',
  smaller: 'Menor',
  turnLeft: 'Girar para a esquerda',
  turnRight: 'Girar para a direita',
  show: 'Mostrar no desenho',
  textOf: (what) => `Texto: ${what}`,
  moreObjects: 'Mostrar mais',
  zoomIn: 'Aproximar',
  zoomOut: 'Afastar',
  sketch: 'Desenhado à mão',
  saveAs: 'Salvar como',
  picture: 'Imagem (PNG)',
  drawing: 'Desenho (SVG)',
  excalidraw: 'Arquivo do Excalidraw',
  inWords: 'Em palavras',
  bring: 'Adicionar um arquivo do Excalidraw',
  saved: 'Salvo.',
  imported: (count, left) => {
    const added = number(count, {
      one: '# objeto adicionado',
      many: '# de objetos adicionados',
      other: '# objetos adicionados',
    })
    return left === 0
      ? `${added}.`
      : `${added}; ${number(left, { one: '# não pôde ser incluído', other: '# não puderam ser incluídos' })}.`
  },
  notExcalidraw: 'Não é um arquivo do Excalidraw.',
  proposes: (name, count) => `${name} propõe ${objects(count)}`,
  accept: 'Aceitar',
  reject: 'Agora não',
  accepted: 'Aceito.',
  rejected: 'Retirado do quadro branco.',
  proposed: 'proposto',
  nothing: 'Nada a desfazer.',
  undone: 'Desfeito.',
  redone: 'Refeito.',
  made: (what) => `Criado: ${what}`,
  removed: (what) => `Apagado: ${what}`,
  moved: (what, x, y) => `${what}, agora em ${x}, ${y}`,
  turned: (what, degrees) => `${what}, agora girado ${degrees} graus`,
  sized: (what, w, h) => `${what}, agora ${w} por ${h}`,
  grouped: (count) => `Grupo de ${objects(count)}.`,
  ungrouped: 'Desagrupado.',
  connected: (a, b) => `Ligado: ${a} com ${b}`,
  selected: (what) => `Seleção: ${what}`,
  several: (count) =>
    number(count, {
      one: '# objeto selecionado',
      many: '# de objetos selecionados',
      other: '# objetos selecionados',
    }),
  none: 'Nada selecionado.',
  keys: 'Teclas: V selecionar, R retângulo, O elipse, D losango, A seta, T texto, N nota, P caneta, E borracha. Enter coloca ou edita, a vírgula e o ponto passam de um objeto ao seguinte, as setas movem, com Control mudam o tamanho, os colchetes giram. A lista de objetos tem tudo o que está no quadro.',
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? board.kind(other.kind)) : 'lugar nenhum'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` de ${end(from)} a ${end(to)}` : ''
    return `${board.kind(kind)}${text ? ` “${short(text)}”` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
