import type { diagnosisWords } from '../diagnosis.ts'
import type { Words } from '../plural.ts'

export default {
  goOn: 'Continuar',
  forSite: 'Para quem administra este site',
  copyOrigin: 'Copiar a origem',
  diagnosis: {
    app_missing: {
      title: 'Que aplicação é esta?',
      what: 'O widget não tem o ID da aplicação e, por isso, não sabe por quem perguntar.',
      todo: 'Adicione o atributo app="…" com o ID que o seu backend mostrou.',
    },
    insecure_context: {
      title: 'Esta página não é segura',
      what: 'O navegador não dá chaves a páginas sem https, então ninguém poderia ser reconhecido aqui.',
      todo: 'Sirva esta página por https, ou a partir de localhost durante o desenvolvimento.',
    },
    origin_not_allowed: {
      title: 'Este endereço não está na lista',
      what: 'O backend só responde a páginas que conhece. Esta não é uma delas, ou o ID da aplicação está errado.',
      todo: 'Permita exatamente esta origem para a aplicação e tente de novo.',
    },
    backend_unreachable: {
      title: 'Ninguém responde',
      what: 'Não foi possível chegar ao backend. Talvez esteja reiniciando, ou a conexão tenha caído.',
      todo: 'Verifique a sua conexão e tente de novo. Se continuar assim, verifique o endpoint e se o backend está funcionando.',
    },
    identity_failed: {
      title: 'Ainda não sabemos quem é você',
      what: 'Esta página não conseguiu dizer quem iniciou a sessão.',
      todo: 'getToken falhou ou não respondeu: veja o que a função chama.',
    },
    identity_refused: {
      title: 'Não foi possível iniciar a sua sessão',
      what: 'O que esta página diz sobre você não foi aceito.',
      todo: 'A asserção está errada ou a sua chave não está registrada para esta aplicação.',
    },
    signed_out: {
      title: 'Sessão terminada',
      what: 'A conversa já não é mostrada. Inicie a sessão para voltar a ela, ou comece uma nova.',
      todo: '',
    },
    refused: {
      title: 'A porta continuou fechada',
      what: 'O backend recusou esta sessão.',
      todo: 'Tente de novo daqui a pouco.',
    },
    offline: {
      title: 'Está sem ligação',
      what: 'Este dispositivo não tem ligação agora. Continua por si quando houver uma.',
      todo: '',
    },
    csp_blocked: {
      title: 'Esta página não o permite',
      what: 'A página tem uma regra que impede o assistente de chegar ao seu backend.',
      todo: 'Acrescente o que é nomeado abaixo a connect-src da Content-Security-Policy: o backend, por https e por wss.',
    },
    clock_skew: {
      title: 'O relógio deste dispositivo está errado',
      what: 'Está longe demais da hora real, e sem ela ninguém é reconhecido. Acerte-o e tente de novo.',
      todo: '',
    },
    version_mismatch: {
      title: 'Há uma versão mais nova',
      what: 'Esta página e o seu backend já não falam a mesma língua. Recarregue a página.',
      todo: 'Se continuar, o widget vem de outra versão que o backend: use ambos da mesma.',
    },
    token_refused: {
      title: 'A sessão não foi aceite',
      what: 'O backend não deixou entrar este navegador.',
      todo: 'Procure a razão abaixo no registo do backend. Em geral, uma app foi arquivada ou alterada.',
    },
  },
} satisfies Words<typeof diagnosisWords>
