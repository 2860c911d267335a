import type { Words } from '../plural.ts'
import type { shortcutWords } from '../shortcuts.ts'

export default {
  title: 'Teclas',
  close: 'Cerrar',
  anywhere: 'En todas partes',
  or: 'o',
  keys: {
    anywhere: [
      [['?'], 'Mostrar estas teclas'],
      [['Esc'], 'Cerrar'],
      [['Tab'], 'Ir al siguiente'],
      [['Shift Tab'], 'Ir al anterior'],
    ],
    chat: [
      [['Enter'], 'Enviar'],
      [['Shift Enter'], 'Empezar una línea nueva'],
    ],
    notifications: [
      [['↑', '↓'], 'Ir de uno a otro'],
      [['Home', 'End'], 'Ir al primero o al último'],
      [['U'], 'Marcar como leído o no leído'],
      [['S'], 'Aplazar'],
      [['E'], 'Archivar'],
    ],
    whiteboard: [
      [['V', 'H'], 'Seleccionar o mover la hoja'],
      [['P', 'R', 'O', 'D'], 'Dibujar: lápiz, rectángulo, elipse, rombo'],
      [['A', 'L'], 'Conectar: flecha, línea'],
      [['T', 'N'], 'Escribir: texto, nota'],
      [['E', 'Delete'], 'Borrar'],
      [[',', '.'], 'Ir de un objeto a otro'],
      [['↑', '↓', '←', '→'], 'Mover lo seleccionado'],
      [['Ctrl Z', 'Ctrl Y'], 'Deshacer, rehacer'],
      [['+', '-', '0'], 'Acercar, alejar, todo'],
    ],
  },
} satisfies Words<typeof shortcutWords>
