/** Acts: what the persona does with this conversation, through the tools it is given and no others. */
import { HUMAN } from './forms.ts'
import { say, type Scene, type Skill } from './scene.ts'
import type { Reply } from './talk.ts'

const noun = '(?:conversation|chat|thread|discussion|dialogue)'
const here = `(?:(?:this|our|the current|my current|the present|the) ${noun}|this one|this|it)`
const ending = '(?: (?:for good|for ever|forever|permanently|now|right now|away|completely|entirely|please))*'

const confirmation = 'Delete it for good? Say yes to go on.'
const whichTitle = 'What should I call it?'
const agreed =
  /^(?:yes|yep|yeah|sure|ok|okay|go ahead|go on|do it|confirm|confirmed|i am sure|delete it|of course)(?: (?:yes|please|do|delete it|delete|go on|go ahead|do it|i am sure|for good))*$/
const declined =
  /^(?:no|nope|nah|never ?mind|cancel|stop|do not|forget it|no thanks|leave it|rather not|keep it)\b.{0,40}$/

/** A call of a tool on this conversation, or the sentence that says why there can be none. */
const act = ({ talk, setting }: Scene, name: string, doing: string, input: Record<string, unknown> = {}): Reply => {
  const tool = talk.tools.find((one) => one.name === name)
  if (!tool) return say(`I can't ${doing} from here: I was not given the means.`)
  if (name !== 'chat_list' && setting.conversation === '')
    return say(`I can't ${doing}: I do not see which one we are in.`)
  const known = Object.entries(input).filter(([key]) => tool.inputs.includes(key))
  return {
    call: {
      name,
      input: {
        ...(tool.inputs.includes('conversation') ? { conversation: setting.conversation } : {}),
        ...Object.fromEntries(known),
      },
    },
  }
}

const quotes = /^["'“”‘’«»„]+|(?<!["'“”‘’«»„])["'“”‘’«»„]+$/g
const cleaned = (title: string): string =>
  title
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .replace(/(?<![.!?])[.!?]+$/, '')
    .replace(/[,;]? (?:please|pls|thanks|thank you)$/i, '')
    .replace(quotes, '')
    .trim()
    .slice(0, 120)

/** Read from the text as it was written, for a title keeps its capitals. */
const titles = [
  `^(?:re-?name|re-?title) ${here}(?: to| as| into|:) (.+)$`,
  `^(?:call|name|title) ${here.replace('|this|it)', ')')} (.+)$`,
  `^(?:call|name|title) (?:this|it) (["“'«„].+)$`,
  `^(?:change|set|make|update|edit) (?:the |its |this )?(?:title|name)(?: of ${here})?(?: to| into| as|:) (.+)$`,
  `^(?:change|set|make|update) ${here.replace('|this|it)', ')')}(?:'s|’s)? (?:title|name) (?:to |as |into )?(.+)$`,
  `^give ${here} (?:the |a |as )?(?:new )?(?:title|name)(?: of|:)? (.+)$`,
].map((pattern) => new RegExp(pattern, 'iu'))
const untitled = new RegExp(
  `^(?:(?:re-?name|re-?title|title) ${here}|(?:change|set|edit|update) (?:the |its )?(?:title|name)(?: of ${here})?|give ${here} (?:a|another|a new|a better) (?:title|name))(?: to something else)?$`,
)
const asking =
  /^(?:(?:hi|hello|hey|please|ok|okay|so|and|now|then|yes|sure|just|let['’]?s|let us|(?:can|could|would|will) (?:you|we)|i(?:['’]d like| would like| want)(?: you)? to|go ahead and)[,\s]+){0,5}/i

const titleIn = (asked: string): string | null => {
  const words = asked.slice(0, 400).replace(/\s+/g, ' ').trim().replace(asking, '')
  for (const pattern of titles) {
    const title = cleaned(pattern.exec(words)?.[1] ?? '')
    if (title !== '') return title
  }
  return null
}

const rename = (scene: Scene, title: string) => act(scene, 'chat_rename', 'rename this conversation', { title })

const listing = new RegExp(
  `^(?:(?:show|list|give|display)(?: me| us)?|what|which|how many|view|see|do (?:i|we) have)(?: (?:of|are|all|the|my|our|other|past|previous|old|open|archived|any|a list of))* ${noun}s(?: (?:do|are|have|did|there|i|we|you|here|had|got|with|so|far|again|exist|in|total))*$|^(?:my|our|all|archived) ${noun}s$`,
)
const removing = new RegExp(`^(?:delete|remove|erase|trash|destroy|get rid of|wipe) ${here}${ending}$`)
const archiving = new RegExp(`^(?:archive ${here}|put ${here} (?:away|in the archive|into the archive))${ending}$`)
const restoring = new RegExp(
  `^(?:un-?archive ${here}|(?:bring|get|put|take) ${here} (?:back|out of the archive|from the archive)|restore ${here})${ending}$`,
)
const elsewhere = new RegExp(
  `^(?:delete|remove|erase|archive|un-?archive|re-?name|restore|trash|wipe)\\b.{0,80}\\b${noun}s?\\b`,
)

const MORE =
  / and (?:(?:then|also|please) |(?:archive|delete|remove|remind|show|tell|add|cancel|book|put|share|mark|mute|list|move|make|draw|create|rename|save|snooze|open)\b(?= \S+ \S))/i

export const acts: Skill = (scene) => {
  const { core, asked, said, talk } = scene
  if (said.endsWith(confirmation)) {
    if (agreed.test(core)) return act(scene, 'chat_remove', 'delete this conversation')
    if (declined.test(core)) return say('Kept: nothing was deleted.')
  }
  if (said.endsWith(whichTitle)) {
    if (declined.test(core)) return say('All right, the title stays as it is.')
    const title = cleaned(asked.slice(0, 400))
    if (titleIn(asked) === null && !asked.includes('?') && title !== '' && title.split(' ').length <= 12)
      return rename(scene, title)
  }
  if (core.length > 400) return null

  if (HUMAN.test(core) && talk.tools.some(({ name }) => name === 'chat_handoff'))
    return act(scene, 'chat_handoff', 'hand this over', { reason: asked.slice(0, 500) })
  const title = titleIn(asked)
  // Something else is wanted besides: that is for who understands both.
  if (title !== null) return MORE.test(title) ? null : rename(scene, title)
  if (untitled.test(core)) {
    const refused = rename(scene, '')
    return 'text' in refused ? refused : say(whichTitle)
  }
  if (listing.test(core))
    return act(scene, 'chat_list', 'list conversations', /\barchived\b/.test(core) ? { archived: true } : {})
  if (restoring.test(core)) return act(scene, 'chat_archive', 'bring this conversation back', { archived: false })
  if (archiving.test(core)) return act(scene, 'chat_archive', 'archive this conversation', { archived: true })
  if (removing.test(core)) {
    const can = act(scene, 'chat_remove', 'delete this conversation')
    if ('text' in can || talk.tools.some(({ name, asks }) => name === 'chat_remove' && asks)) return can
    return say('This conversation and all its messages would be gone.', confirmation)
  }
  return null
}

/** What is asked of another conversation, where none such was found. */
export const others: Skill = ({ core, talk }) => {
  if (core.length > 400 || !elsewhere.test(core)) return null
  return talk.tools.length > 0
    ? say('I can do that only with the conversation we are in. Open the other one and ask me there.')
    : say("I can't do that from here: I was not given the means.")
}
