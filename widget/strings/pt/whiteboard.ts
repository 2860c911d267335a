import { plurals, type Words } from '../plural.ts'
import { accountOf, type boardWords } from '../whiteboard.ts'

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
  fit: 'Mostrar tudo',
  zoomed: (percent) => (percent / 100).toLocaleString('pt', { style: 'percent' }),
  hint: 'Escolha uma ferramenta ou peça um desenho.',
  here: (names) =>
    names.length > 2
      ? number(names.length, { other: 'Mais # pessoas estão aqui' })
      : `${new Intl.ListFormat('pt').format(names)} ${names.length > 1 ? 'estão' : 'está'} aqui`,
  someone: 'Alguém',
  otherTab: 'Você, em outro lugar',
  changedBy: (who, count) => `${who} mudou ${objects(count)}`,
  board: (title, count) => `${title}, quadro branco com ${objects(count)}`,
  kind: (kind) => kinds[kind],
  share: 'Compartilhar',
  person: (sub) => accountOf(sub) || 'Alguém',
} satisfies Words<typeof boardWords>
