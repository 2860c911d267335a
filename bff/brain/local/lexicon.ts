/** Lexicon: the words of everyday English for acts and for things. Of no tool in particular: a tool is found by its own words. */
import { stem } from './words.ts'

/** One act a line: the name that declarations use first, then what people say for it. */
const ACTS = `
add: add|create|make|draft|arrange|fix up|set up|line up|sort out|set|schedule|book|reserve|organise|organize|arrange|set aside|carve out|host|put|insert|register|start|begin|open up|draw up|put together|establish|build|new|plan|pencil in|enter|block
remove: remove|delete|erase|get rid of|cancel|trash|scrap|unschedule|discard|destroy|wipe|call off|throw away|clear|take off|drop|ditch|bin|kill|stop|take away|axe|ditch|chuck|zap|nuke|take out|take down|throw out|strike|skip|cut
change: change|update|modify|move|extend|lengthen|shorten|reschedule|shift|postpone|push|edit|adjust|alter|delay|bring forward|push back|push forward|move forward|move back|move up|put back|pull forward|put off|set|make|turn|switch|amend
rename: rename|retitle|call|title|name
list: list|show|pull up|bring up|read out|open|display|view|enumerate|see|check|tell me about|go through|run through
search: search|find|look up|recall|look for|search for|dig up|retrieve
remember: remember|log|memorize|memorise|keep in mind|bear in mind|note|note down|write down|make a note|take a note|save|store|jot down|commit|record|learn|retain
forget: forget|unlearn|erase|delete|wipe|remove|clear|scrub
correct: correct|fix|put right|amend|rectify|change|update
archive: archive|dismiss|empty|clear|clear away|put away|shelve|file away|move to the archive
restore: restore|unarchive|bring back|take out of the archive|dearchive|get back
read: read|open|look at|describe|show|go to|view|look
pause: pause|suspend|put on hold|halt|mute|silence|stop|freeze|hold|disable|turn off|switch off
resume: resume|unmute|unpause|continue|reactivate|switch on|turn on|enable|restart|switch back on|turn back on|start again
share: share|let|invite|give access
unshare: unshare|stop sharing|revoke|take back
draw: draw|sketch|write|put|add|diagram
connect: connect|link|join|wire
send: send|send me|notify|message
snooze: snooze|hide|postpone|defer|delay|remind me again|hold back|put off
mark: mark|flag|set
undo: undo|revert|roll back
export: export|download|save as|give me|send me
import: import|upload|load
suggest: suggest|find|propose|recommend
done: done|finish|finished|complete|completed|tick off|check off|close|accomplish|mark as done
doing: doing|start|work on|working on|begin|in progress|started|on it
waiting: waiting|wait|blocked|on hold
skipped: skip|skipped|leave out|pass over
failed: failed|fail|went wrong
dropped: drop|dropped|abandon|give up on|give up|giving up on|ditch
approve: approve|approved|allow
`
const THINGS = `
schedule schedules reminder reminders scheduled alarm alarms alert alerts timer
brief briefs briefing briefings
plan plans goal goals project projects
step steps task tasks
conversation conversations chat chats thread threads discussion discussions
memory memories fact facts
approval approvals approve decision decisions decide
agenda calendar diary appointment appointments meeting meetings event events entry entries
notification notifications notice notices inbox
whiteboard whiteboards board boards canvas
zone timezone
`

const phrases: [string, string][] = ACTS.trim()
  .split('\n')
  .flatMap((line) => {
    const [act = '', words = ''] = line.split(': ')
    return words.split('|').map((phrase): [string, string] => [phrase, act])
  })
const things = THINGS.trim()
  .split('\n')
  .map((line) => new Set(line.split(' ')))

/** Every act that this text may begin with, and how many characters of it say so: the longest phrase wins. */
export const actsOf = (text: string): { acts: string[]; length: number } => {
  let [acts, length]: [string[], number] = [[], 0]
  for (const [phrase, act] of phrases) {
    if (!text.startsWith(phrase) || /^[\p{L}\p{N}]/u.test(text.slice(phrase.length))) continue
    if (phrase.length > length) [acts, length] = [[], phrase.length]
    if (phrase.length === length) acts.push(act)
  }
  return { acts, length }
}

/** Verbs whose second word may stand after what they are done to: "bring the meeting forward". */
const apart: [RegExp, string, string][] = phrases.flatMap(([phrase, act]): [RegExp, string, string][] => {
  const [verb = '', part = '', more] = phrase.split(' ')
  return more === undefined && /^(?:forward|back|off|up|out|away|down|aside|together)$/.test(part)
    ? [[new RegExp(`^${verb} (.{1,60}?) ${part}\\b`), act, phrase]]
    : []
})
/** The acts of such a verb, and where what it is done to stands in the text. */
export const actsApart = (text: string): { acts: string[]; object: string; length: number } | null => {
  for (const [pattern, , phrase] of apart) {
    const found = pattern.exec(text)
    if (found)
      return {
        acts: apart.flatMap(([, act, other]) => (other === phrase ? [act] : [])),
        object: found[1] ?? '',
        length: found[0].length,
      }
  }
  return null
}

/** Every single word for an act or a thing. */
export const everyWord: ReadonlySet<string> = new Set([
  ...phrases.flatMap(([phrase]) => phrase.split(' ')),
  ...things.flatMap((names) => [...names]),
])

/** The acts that a word of a declaration stands for: its own name, where it is one. */
export const actsNamed = (word: string): string[] => {
  const own = phrases.filter(([, act]) => act === word).map(([, act]) => act)
  return own.length > 0
    ? [word]
    : phrases
        .filter(([phrase]) => phrase === word)
        .map(([, act]) => act)
        .slice(0, 1)
}

/** A thing and all that people call it. */
export const namesOf = (word: string): ReadonlySet<string> =>
  things.find((names) => names.has(word)) ?? new Set([word, `${word}s`])
export const isThing = (word: string): boolean => things.some((names) => names.has(word))
export const THING = `(?:${things
  .flatMap((names) => [...names])
  .toSorted((a, b) => b.length - a.length)
  .join('|')})`

/** Words by which a status is reported: "ordered" for what was to be ordered. */
export const isPast = (word: string, verb: string): boolean =>
  /(?:ed|en|t|ne|ght|ld|de|wn)$/.test(word) && stem(word).slice(0, 4) === stem(verb).slice(0, 4)
