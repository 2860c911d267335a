import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('es')
/** «desde ayer», but «desde el viernes» and «desde el 12 de mayo». */
const the = (day: string): string => (day === 'hoy' || day === 'ayer' ? day : `el ${day}`)

export default {
  source: (place, whose, when) => `Fuente ${place}: ${whose}, ${when}`,
  trust: (name) => ({
    person: 'Lo dijiste tú',
    operator: 'Del equipo',
    persona: `Lo anotó ${name}`,
    outside: 'Palabras de otras personas',
  }),
  title: 'Lo que sé de ti',
  lead: (name) => `${name} guarda esto entre conversaciones. Corrige lo que esté mal y borra lo que deba irse.`,
  search: 'Buscar en lo dicho y lo guardado',
  clear: 'Borrar la búsqueda',
  nothingFound: 'No se ha dicho ni guardado nada así.',
  found: (results) => count(results, { one: '# resultado', many: '# de resultados', other: '# resultados' }),
  empty: 'Todavía nada.',
  emptyHow: (name) => `Lo que le cuentes a ${name} sobre ti, y quieras que se guarde, estará aquí.`,
  failed: 'No se pudo cargar la memoria.',
  you: 'Tú',
  others: 'De palabras de otras personas',
  othersHow: (name) => `${name} no se guía por esto salvo que tú lo digas.`,
  always: 'Siempre presente',
  since: (day) => `desde ${the(day)}`,
  until: (day) => `hasta ${the(day)}`,
  where: 'Dónde se dijo',
  imported: 'De una conversación importada',
  past: 'También lo que ya no es así',
  correct: 'Corregir',
  correctLabel: 'Lo que es correcto',
  forget: 'Olvidar',
  forgetAsk: '¿Olvidar esto para siempre?',
  keep: 'Conservar',
  forgetAll: 'Olvidarlo todo',
  forgetAllAsk: '¿Olvidarlo todo?',
  forgetAllWhat: (name) =>
    `Desaparece todo lo que ${name} sabe de ti, y también cada palabra de las conversaciones. Nadie podrá recuperarlo.`,
  forgotten: (receipt) => {
    const parts = [
      receipt.facts > 0
        ? count(receipt.facts, { one: '# recuerdo', many: '# de recuerdos', other: '# recuerdos' })
        : '',
      receipt.messages > 0
        ? count(receipt.messages, { one: '# mensaje', many: '# de mensajes', other: '# mensajes' })
        : '',
      receipt.turns > 0
        ? count(receipt.turns, {
            one: '# intervención importada',
            many: '# de intervenciones importadas',
            other: '# intervenciones importadas',
          })
        : '',
    ].filter((part) => part !== '')
    return parts.length === 0
      ? 'No había nada que olvidar.'
      : `Olvidado para siempre: ${new Intl.ListFormat('es').format(parts)}.`
  },
  receipt: 'Comprobante',
  dismiss: 'Cerrar',
  export: 'Guardar en un archivo',
  exported: 'Guardado.',
  corrected: 'Corregido.',
  more: 'Mostrar más',
  lost: 'Nadie respondió. Inténtalo de nuevo.',
} satisfies Words<typeof memoryWords>
