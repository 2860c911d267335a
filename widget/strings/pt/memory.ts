import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('pt')

export default {
  source: (place, whose, when) => `Fonte ${place}: ${whose}, ${when}`,
  trust: (name) => ({
    person: 'Dito por você',
    operator: 'De quem administra',
    persona: `Anotado por ${name}`,
    outside: 'Palavras de outras pessoas',
  }),
  title: 'O que sei sobre você',
  lead: (name) => `${name} guarda isto de uma conversa para outra. Corrija o que está errado e apague o que deve sair.`,
  search: 'Procurar no que foi dito e guardado',
  clear: 'Limpar a busca',
  nothingFound: 'Nada assim foi dito ou guardado.',
  found: (results) => count(results, { one: '# resultado', many: '# de resultados', other: '# resultados' }),
  empty: 'Ainda nada.',
  emptyHow: (name) => `O que contar a ${name} sobre você, e quiser guardar, ficará aqui.`,
  failed: 'Não foi possível carregar a memória.',
  you: 'Você',
  others: 'De palavras de outras pessoas',
  othersHow: (name) => `${name} não se guia por isto, a menos que você diga.`,
  always: 'Sempre presente',
  since: (day) => `desde ${day}`,
  until: (day) => `até ${day}`,
  where: 'Onde foi dito',
  imported: 'De uma conversa importada',
  past: 'Também o que já não é assim',
  correct: 'Corrigir',
  correctLabel: 'O que está certo',
  forget: 'Esquecer',
  forgetAsk: 'Esquecer isto para sempre?',
  keep: 'Manter',
  forgetAll: 'Esquecer tudo',
  forgetAllAsk: 'Esquecer tudo?',
  forgetAllWhat: (name) =>
    `Tudo o que ${name} sabe sobre você desaparece, e também cada palavra das suas conversas. Ninguém poderá recuperar.`,
  forgotten: (receipt) => {
    const parts = [
      receipt.facts > 0
        ? count(receipt.facts, { one: '# lembrança', many: '# de lembranças', other: '# lembranças' })
        : '',
      receipt.messages > 0
        ? count(receipt.messages, { one: '# mensagem', many: '# de mensagens', other: '# mensagens' })
        : '',
      receipt.turns > 0
        ? count(receipt.turns, {
            one: '# fala importada',
            many: '# de falas importadas',
            other: '# falas importadas',
          })
        : '',
    ].filter((part) => part !== '')
    return parts.length === 0
      ? 'Não havia nada a esquecer.'
      : `Esquecido para sempre: ${new Intl.ListFormat('pt').format(parts)}.`
  },
  receipt: 'Comprovante',
  dismiss: 'Fechar',
  export: 'Salvar em um arquivo',
  exported: 'Salvo.',
  corrected: 'Corrigido.',
  more: 'Mostrar mais',
  lost: 'Ninguém respondeu. Tente de novo.',
} satisfies Words<typeof memoryWords>
