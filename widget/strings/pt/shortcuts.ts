import type { Words } from '../plural.ts'
import type { shortcutWords } from '../shortcuts.ts'

export default {
  title: 'Teclas',
  close: 'Fechar',
  anywhere: 'Em todo lugar',
  or: 'ou',
  keys: {
    anywhere: [
      [['?'], 'Mostrar estas teclas'],
      [['Esc'], 'Fechar'],
      [['Tab'], 'Ir ao seguinte'],
      [['Shift Tab'], 'Ir ao anterior'],
    ],
    chat: [
      [['Enter'], 'Enviar'],
      [['Shift Enter'], 'Começar uma nova linha'],
    ],
    notifications: [
      [['↑', '↓'], 'Ir de um a outro'],
      [['Home', 'End'], 'Ir ao primeiro ou ao último'],
      [['U'], 'Marcar como lido ou não lido'],
      [['S'], 'Adiar'],
      [['E'], 'Arquivar'],
    ],
    whiteboard: [
      [['V', 'H'], 'Selecionar ou mover a folha'],
      [['P', 'R', 'O', 'D'], 'Desenhar: caneta, retângulo, elipse, losango'],
      [['A', 'L'], 'Ligar: seta, linha'],
      [['T', 'N'], 'Escrever: texto, nota'],
      [['E', 'Delete'], 'Apagar'],
      [[',', '.'], 'Ir de um objeto a outro'],
      [['↑', '↓', '←', '→'], 'Mover o que está selecionado'],
      [['Ctrl Z', 'Ctrl Y'], 'Desfazer, refazer'],
      [['+', '-', '0'], 'Aproximar, afastar, tudo'],
    ],
  },
} satisfies Words<typeof shortcutWords>
