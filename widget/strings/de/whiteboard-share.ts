import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'Wer dieses Whiteboard sieht',
  you: 'Du',
  owner: 'Gehört dir',
  everybody: 'Alle hier',
  everybodyHow: 'Wer auch immer diese Website nutzt',
  may: { none: 'Kein Zugriff', look: 'Darf ansehen', edit: 'Darf bearbeiten' },
  mayOf: (who) => `Was ${who} darf`,
  add: 'Eine Person hinzufügen',
  addHow: 'Konto oder Adresse',
  addNow: 'Hinzufügen',
  shared: (who) => `Mit ${who} geteilt.`,
  unshared: (who) => `Nicht mehr mit ${who} geteilt.`,
  failed: 'Es konnte nicht geladen werden, mit wem es geteilt ist.',
  only: 'Nur du, bis du es teilst.',
} satisfies Words<typeof shareWords>
