import { plurals, type Words } from '../plural.ts'
import type { boardWords } from '../whiteboard.ts'

const number = plurals('pt')
const objects = (count: number): string => number(count, { one: '# objeto', many: '# de objetos', other: '# objetos' })

const kinds: Readonly<Record<Parameters<typeof boardWords.kind>[0], string>> = {
  rectangle: 'Retângulo',
  ellipse: 'Elipse',
  diamond: 'Losango',
  note: 'Nota',
  text: 'Texto',
  line: 'Linha',
  arrow: 'Seta',
  stroke: 'Traço',
  other: 'Elemento importado',
}

export default {
  title: 'Quadros brancos',
  fresh: 'Novo quadro branco',
  untitled: 'Quadro branco',
  empty: 'Ainda não há quadros brancos.',
  emptyHow: (name) => `Comece um aqui ou peça um desenho a ${name}.`,
  count: objects,
  shared: 'Compartilhado com você',
  failed: 'Não foi possível carregar os quadros brancos.',
  boardFailed: 'Não foi possível carregar este quadro branco.',
  gone: 'Este quadro branco já não está disponível para você.',
  lost: 'Ninguém respondeu. Tente de novo.',
  all: 'Todos os quadros brancos',
  titleLabel: 'Título do quadro branco',
  remove: 'Apagar o quadro branco',
  removeAsk: 'Apagar para sempre, para todas as pessoas?',
  offline: 'Sem conexão. O que for desenhado será enviado quando ela voltar.',
  readOnly: 'Este quadro branco pode ser visto, mas não alterado.',
  undo: 'Desfazer',
  redo: 'Refazer',
  more: 'Mais',
  list: 'Lista de objetos',
  canvas: 'Voltar ao desenho',
  tools: 'Ferramentas',
  options: 'Opções',
  tool: {
    select: 'Selecionar',
    hand: 'Deslocar-se',
    pen: 'Caneta',
    eraser: 'Borracha',
    rectangle: 'Retângulo',
    ellipse: 'Elipse',
    diamond: 'Losango',
    arrow: 'Seta',
    line: 'Linha',
    text: 'Texto',
    note: 'Nota',
  },
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
  show: 'Mostrar no desenho',
  textOf: (what) => `Texto: ${what}`,
  noText: 'Sem texto',
  moreObjects: 'Mostrar mais',
  fit: 'Mostrar tudo',
  zoomIn: 'Aproximar',
  zoomOut: 'Afastar',
  zoomed: (percent) => (percent / 100).toLocaleString('pt', { style: 'percent' }),
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
  hint: 'Escolha uma ferramenta ou peça um desenho.',
  here: (count) =>
    number(count, { one: 'mais # pessoa aqui', many: 'mais # de pessoas aqui', other: 'mais # pessoas aqui' }),
  someone: 'Alguém',
  otherTab: 'Você, em outro lugar',
  writing: (who) => `${who} está escrevendo`,
  nothing: 'Nada a desfazer.',
  selected: (what) => `Seleção: ${what}`,
  several: (count) =>
    number(count, {
      one: '# objeto selecionado',
      many: '# de objetos selecionados',
      other: '# objetos selecionados',
    }),
  none: 'Nada selecionado.',
  made: (what) => `Criado: ${what}`,
  removed: (what) => `Apagado: ${what}`,
  moved: (what, x, y) => `${what}, agora em ${x}, ${y}`,
  connected: (a, b) => `Ligado: ${a} com ${b}`,
  changedBy: (who, count) => `${who} mudou ${objects(count)}`,
  board: (title, count) => `${title}, quadro branco com ${objects(count)}`,
  keys: 'Teclas: V selecionar, R retângulo, O elipse, D losango, A seta, T texto, N nota, P caneta, E borracha. Enter coloca ou edita, a vírgula e o ponto passam de um objeto ao seguinte, as setas movem. A lista de objetos tem tudo o que está no quadro.',
  kind: (kind) => kinds[kind],
  nameOf: (element, find) => {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? kinds[other.kind]) : 'lugar nenhum'
    }
    const { kind, text, from, to } = element
    const ends = from || to ? ` de ${end(from)} a ${end(to)}` : ''
    return `${kinds[kind]}${text ? ` “${short(text)}”` : ''}${ends}`
  },
} satisfies Words<typeof boardWords>
