import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('pt')

export default {
  title: 'Planos',
  lead: (name) => `O que quer alcançar com ${name}, e quando ${name} cuida disso por iniciativa própria.`,
  empty: 'Ainda não há planos.',
  emptyHow: (name) => `Conte a ${name} o que quer alcançar, e isso aparecerá aqui com os seus passos.`,
  failed: 'Não foi possível carregar os planos.',
  progress: (done, all) =>
    all === 0
      ? 'Ainda sem passos'
      : `${done} de ${count(all, { one: '# passo', many: '# de passos', other: '# passos' })}`,
  next: (when) => `próxima vez: ${when}`,
  tainted: 'Pode conter palavras de outras pessoas',
  over: 'Concluídos ou deixados de lado',
  planStatus: { active: 'Ativo', done: 'Concluído', dropped: 'Deixado de lado' },
  stepStatus: {
    todo: 'Por fazer',
    doing: 'Em andamento',
    waiting: 'Em espera',
    done: 'Feito',
    skipped: 'Deixado de fora',
    failed: 'Não funcionou',
  },
  tick: (text) => `Feito: ${text}`,
  evidence: (place) => `Prova ${place}`,
  gone: 'Isso já não existe.',
  edit: 'Editar',
  goal: 'Objetivo',
  step: 'Passo',
  status: 'Como está',
  note: 'Nota',
  wake: 'Quando voltar a isto',
  pause: 'Pausar',
  aside: 'Deixar de lado',
  resume: 'Retomar',
  remove: 'Apagar',
  removePlanAsk: 'Apagar este plano com todos os passos?',
  removeScheduleAsk: 'Apagar? Não volta a acontecer.',
  keep: 'Manter',
  schedules: 'Lembretes e programação',
  noSchedules: 'Nada programado.',
  kind: { reminder: 'Lembrete', followup: 'Acompanhamento', brief: 'Resumo' },
  once: 'uma vez',
  scheduleStatus: { active: '', paused: 'Em pausa', ended: 'Terminado' },
  what: 'O que dizer ou fazer',
  when: (zone) => `Quando (${zone})`,
  last: 'Última vez',
  outcome: { fired: '', skipped: 'deixado de fora na última vez', missed: 'perdido na última vez' },
  removed: 'Apagado.',
  saved: 'Salvo.',
  lost: 'Ninguém respondeu. Tente de novo.',
} satisfies Words<typeof planWords>
