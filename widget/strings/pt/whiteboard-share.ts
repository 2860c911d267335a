import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'Quem vê este quadro branco',
  you: 'Você',
  owner: 'Dono do quadro',
  everybody: 'Todas as pessoas daqui',
  everybodyHow: 'Quem usa este site',
  may: { none: 'Sem acesso', look: 'Pode ver', edit: 'Pode editar' },
  mayOf: (who) => `O que ${who} pode fazer`,
  add: 'Adicionar uma pessoa',
  addHow: 'Conta ou endereço',
  addNow: 'Adicionar',
  shared: (who) => `Compartilhado com ${who}.`,
  unshared: (who) => `Já não é compartilhado com ${who}.`,
  failed: 'Não foi possível carregar com quem é compartilhado.',
  only: 'Só você, até compartilhar.',
} satisfies Words<typeof shareWords>
