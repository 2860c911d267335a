import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'Os seus dados',
  save: 'Guardar como ficheiro',
  collecting: 'A reunir…',
  saved: 'Guardado: conversas, o que se sabe de si, agenda, avisos, planos, agendamentos e quadros.',
  failed: 'Não foi possível ler. Tente de novo daqui a pouco.',
  erase: 'Apagar',
  erasing: 'A apagar…',
  what: (kinds) => `Apagar de vez: ${kinds}? Ninguém pode recuperar.`,
  stays: 'Os quadros que outros partilharam consigo são deles. Fica o registo, sem palavras, de que algo foi feito.',
  eraseYes: 'Apagar de vez',
  keep: 'Manter',
  erased: (what) => `Apagado: ${what}.`,
  stopped: (what) => `Foi interrompido. Apagado até agora: ${what || 'nada'}.`,
  kinds: {
    conversations: 'conversas',
    memory: 'o que se sabe de si',
    agenda: 'agenda',
    notices: 'avisos',
    plans: 'planos',
    schedules: 'agendamentos',
    boards: 'quadros',
  },
} satisfies Words<typeof yoursWords>
