/** Chat: conversations between a person and a persona, and their messages. */
import type { Family } from '../../capability.ts'
import { archive, list, read, remove, rename, start } from './conversations.ts'
import { brief, handoff } from './handoff.ts'
import { history, loaders, resume } from './history.ts'
import { regenerate, send, stop } from './messages.ts'
import { answer, begin, end, renew, result, step, transcript } from './runs.ts'
import { summarize, unsummarize } from './summaries.ts'

const actions = [
  start,
  list,
  history,
  resume,
  send,
  stop,
  regenerate,
  handoff,
  brief,
  begin,
  transcript,
  step,
  result,
  renew,
  answer,
  end,
  summarize,
  unsummarize,
  read,
  rename,
  archive,
  remove,
] as const

export const chat = { name: 'chat', panel: true, actions, events: loaders } satisfies Family<typeof actions>
