import { type activityWords, deedOf } from '../activity.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'Revendo as suas conversas',
  'chat.history': 'Lendo uma conversa anterior',
  'chat.rename': 'Dando nome a uma conversa',
  'chat.archive': 'Arquivando uma conversa',
  'chat.remove': 'Apagando uma conversa',
  'chat.handoff': 'Passando a conversa à equipe',
}

const families: Readonly<Record<string, string>> = {
  agenda: 'na agenda',
  approvals: 'nas permissões',
  chat: 'nas conversas',
  memory: 'na memória',
  notifications: 'nos avisos',
  plans: 'nos planos',
  schedules: 'nos lembretes',
  whiteboard: 'no quadro branco',
}

export default {
  doing(action) {
    const { deed, family } = deedOf(action)
    const where = families[family] ?? `em “${family}”`
    const deeds = {
      look: `Procurando ${where}`,
      add: `Adicionando ${where}`,
      change: `Fazendo mudanças ${where}`,
      remove: `Apagando algo ${where}`,
      work: `Trabalhando ${where}`,
    }
    return known[action] ?? deeds[deed]
  },
  done: 'Feito',
  refused: 'Não permitido',
  asked: 'À espera da sua resposta',
} satisfies Words<typeof activityWords>
