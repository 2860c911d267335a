/** Mending: what was typed or dictated in haste, as a careful writer would have put it. */
import { everyWord } from './lexicon.ts'

/** Short spellings, and apostrophes that were left out. */
const SHORT = new Map(
  `wht=what|wat=what|u=you|ur=your|pls=please|plz=please|plse=please|thx=thanks|thnx=thanks|tmrw=tomorrow|tmr=tomorrow|tmw=tomorrow|2moro=tomorrow|2morrow=tomorrow
  tomoz=tomorrow|tonite=tonight|2nite=tonight|wanna=want to|gonna=going to|gotta=have to|lemme=let me|gimme=give me|cant=can't|dont=don't|wont=won't
  isnt=isn't|arent=aren't|wasnt=wasn't|doesnt=doesn't|didnt=didn't|havent=haven't|hasnt=hasn't|shouldnt=shouldn't|wouldnt=wouldn't|couldnt=couldn't
  ive=I've|im=I'm|whats=what's|wheres=where's|whens=when's|hows=how's|whos=who's|thats=that's|theres=there's|youre=you're|weve=we've|youve=you've|theyre=they're|hes=he's|shes=she's
  oclock=o'clock|notif=notification|notifs=notifications|bday=birthday|appt=appointment|appts=appointments|mtg=meeting|mtgs=meetings|til=until|'til=until
  b4=before|msg=message|msgs=messages|convo=conversation|convos=conversations|remindme=remind me|abt=about|w/=with|evry=every
  mins=minutes|hrs=hours|hr=hour|thurs=thursday|tues=tuesday|weds=wednesday|wednes=wednesday`
    .split(/[|\n]/)
    .map((pair) => pair.trim().split('=') as [string, string]),
)

const EVERY = [
  ...everyWord,
  ...`tomorrow tonight monday tuesday wednesday thursday friday saturday sunday weekend weekday morning afternoon evening minutes january
  february september october november december remind please birthday thanks every before`.split(/\s+/),
]
const known = new Set([...EVERY, ...EVERY.map((word) => `${word}s`)])
/** Shorter words are too like others. */
const KNOWN = EVERY.filter((word) => word.length > 5 || word === 'every')
/** Real words that are one letter away from known ones. */
const REAL = new Set(
  `anointment boars bribing briers cancer chance chancel charge compete competed competes complex complexes complied compute computed
  confine continuum conversion conversions crate crease cremate decade decode deplete deride derision discord discussing dripped drooped
  emery evens exhort expend expert extent extort finis flailed foiled forge forgot furnished incite inert insect inset invert lengthy
  massage melting memoirs memorials mesmerize minuets minuses minute minutes moaning mourning novice novices organic organism organisms
  organist organists pease pleas process profess prospects protect protects prowess reactive rebind recommence refiner regain registrar
  registry reindeer relieve remain remainder remains remand remote renders reprieve retail retiree retrain retried retries revere rewind
  reword worming warming scaring searing shading shaking shaping shaving shearing shipped shorter sketchy skimped slipped snitch soaring sparing starch
  stared staring starred starved stated stitch sundry swatch tanks thank thinks thorough though threat threats tread treads trough
  unload wailing wasting wording writing`.split(/\s+/),
)

/** Whether one letter more, less, other or exchanged with its neighbour makes one word of the other. */
const isOneOff = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const [x, y] = [a.slice(from), b.slice(from)]
  return (
    x.slice(1) === y.slice(1) ||
    x.slice(1) === y ||
    x === y.slice(1) ||
    (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2))
  )
}
/** The same letters but for one, twice over: of long words only. */
const isTwoOff = (a: string, b: string): boolean => {
  for (let at = 1; at < a.length; at += 1) {
    const less = a.slice(0, at) + a.slice(at + 1)
    if (isOneOff(less, b)) return true
    if (b[at] !== undefined && isOneOff(a.slice(0, at) + b[at] + a.slice(at), b)) return true
  }
  return false
}

const INFLECTED = /(?:i?ed|d|e?s|e?r|e?rs|ing|ings|ly|al)$/
const spelled = new Map<string, string>()
/** A word of what is known here, where this is one with a slip in it. */
const spell = (word: string): string => {
  if (word.length < 5 || word.length > 14 || known.has(word) || REAL.has(word)) return word
  if (INFLECTED.test(word)) {
    const bare = word.replace(INFLECTED, '')
    if (known.has(bare) || known.has(`${bare}e`) || known.has(bare.slice(0, -1))) return word
  }
  const before = spelled.get(word)
  if (before !== undefined) return before
  const alike = KNOWN.filter((one) => one[0] === word[0])
  const found =
    alike.find((one) => isOneOff(word, one)) ??
    alike.find((one) => one.length >= 8 && word.length >= 7 && isTwoOff(word, one)) ??
    word
  if (spelled.size > 2000) spelled.clear()
  spelled.set(word, found)
  return found
}

/** Words that are said while thinking. */
const UMS =
  /(?<![\p{L}'’])(?:u{1,6}m{1,6}|u{1,6}h{1,6}m{0,6}|e{1,6}r{1,6}m{1,6}|h{1,6}m{2,6}|y'?know),?(?![\p{L}'’])\s?/giu

const capital = (word: string, as: string): string =>
  /^\p{Lu}\p{Ll}/u.test(as) ? word.slice(0, 1).toUpperCase() + word.slice(1) : word

/** What it is asked for in a roundabout way, and what is asked plainly. */
const GERUND = /^(?:would|do) you mind (?:please )?(\p{L}{3,14})ing /iu
const ROUND =
  /^(?:(?:is there|any) (?:any )?chance (?:that )?(?:you|u) (?:could|can|might)|(?:do you think|i was wondering if|i wonder if|i['’]d (?:really )?appreciate it if|i would (?:really )?appreciate it if|it would be (?:great|nice|lovely|good|wonderful|helpful|awesome) if|it['’]d be (?:great|nice|lovely|good|helpful) if|would it be possible for|is it possible for|see if|be great if) you (?:could|can|would|might|will|to)|(?:would|could|can|will) you (?:please )?(?:be so (?:kind|good|nice) (?:as to|and)|be (?:a dear|a star|an angel) and|do me a favou?r and|be able to|possibly|maybe|perhaps|just|quickly|kindly)|(?:please )?do me a favou?r and|be (?:a dear|a star|an angel) and|make sure (?:you|to)(?= (?:remind|tell|add|put|move|cancel|delete|book|schedule)\b)|i need you to|i want you to|i['’]d like you to|your job is to|go and|try and|try to(?= (?:find|book|add|put|move|schedule)\b))(?: (?:please|kindly|maybe|possibly|just))? (?=\p{L})/iu
const GET = /^(?:can|could|may|might) (?:i|we) (?:please |maybe |just )?(get|have|see|hear)(?= )/i
const WISH =
  /^i(?:['’]d| would) (?:like|love|need) to (?=(?:cancel|delete|remove|rename|move|reschedule|postpone|archive|snooze|see|add|book|schedule|set|change|mark|undo|share|drop|push|shift|export|pause|stop|put)\b)|^i (?:need|want|have|wish) to (?=(?:cancel|delete|remove|rename|move|reschedule|postpone|archive|snooze|see|add|schedule|undo|export|pause|push|shift)\b)/i
/** What is said before it comes to the point, and after. */
const BEFORE =
  /^(?:(?:oh|ah|oops|ooh|whoops|right|all ?right|listen|look|anyway|anyways|yo|hiya|hullo|ok|okay|so|hey|hi|hello|btw|by the way|quick(?:ly)?|quick (?:one|thing|question)|(?:just )?one (?:more|other|last|quick) thing|another thing|good (?:morning|afternoon|evening)|morning|evening|before i forget|while i (?:think of it|remember)|while i(?: am|['’]m) (?:at it|here|thinking of it)|if you (?:could|can|would|don['’]t mind|do not mind)|when you (?:get|have) a (?:chance|moment|minute|second|sec)|never ?mind(?=[,.;])|sorry to bother you|sorry to bother|excuse me|for me|i guess|i think|i suppose|basically|seriously|kindly|please|thanks)(?:[,:;.!–-]+ ?| ))+(?=\S)/iu
const KEPT =
  /^(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|ok|okay|so|oh|morning|evening|right|thanks|please|sorry|look|listen|all ?right)\W*$/i
const AFTER =
  /(?:[,.!]? (?:if (?:you (?:can|could|would|don['’]t mind|do not mind|please)|(?:that['’]s|that is|it['’]s|it is) (?:ok|okay|possible|alright|all right|fine|not too much trouble)|possible)|when(?:ever)? you (?:can|(?:get|have) (?:a|the) (?:chance|moment|minute|second|sec|time))|(?:would|will|could|can) (?:you|ya|u)|cheers|ta|mate|btw|by the way|thank you (?:so|very) much|thanks (?:so much|a lot|a million|a bunch|in advance)|many thanks|much appreciated|(?:that['’]d|that would) be (?:great|lovely|nice|super|awesome|wonderful|amazing|perfect)|ok|okay|yeah|alright|kthx|pretty please|sorry|so i (?:do not|don['’]t|won['’]t) forget(?: it)?|until further notice|for the time being|the whole thing|if at all possible|for us))+(?=[.?!]*$)/i

const LONGEST = 600

/**
 * What was meant to be written. Longer texts, and the words between quotation marks, are left as they are.
 * @param name what the persona is called: to be spoken to by name says nothing
 */
export const mended = (text: string, name = ''): string => {
  if (text.length > LONGEST || text === '') return text
  const parts = text.split(/(["“”«»][^"“”«»]{0,200}["“”«»])/)
  let t = parts.map((part, at) => (at % 2 === 1 ? part : words(part))).join('')
  const own = name === '' ? -1 : t.toLowerCase().indexOf(name.toLowerCase())
  if (own >= 0 && own <= 6 && /^(?:(?:hi|hey|hello|ok|okay|dear|so)[, ]+)?$/i.test(t.slice(0, own))) {
    const rest = /^[,:;!–-]?\s+(\S[^]*)$/.exec(t.slice(own + name.length))?.[1]
    if (rest !== undefined && !/^(?:is|was|has|can|will|and)\b/i.test(rest)) t = rest
  }
  const before = BEFORE.exec(t)?.[0] ?? ''
  const hello = KEPT.test(before) ? before : ''
  if (before.length < t.length) t = t.slice(before.length)
  t = t.replace(AFTER, '')
  const round = ROUND.exec(t)?.[0]
  if (round !== undefined) t = t.slice(round.length)
  const gerund = GERUND.exec(t)
  if (gerund) t = base(gerund[1] ?? '') + t.slice(gerund[0].length - 1)
  const get = GET.exec(t)
  if (get && /\b(?:a|an|the|my|all|some)\b/i.test(t))
    t = (/see|hear/i.test(get[1] ?? '') ? 'show me' : 'give me') + t.slice(get[0].length)
  return hello + t.replace(WISH, '')
}

/** Of "deleting" delete, of "putting" put. */
const base = (stem: string): string =>
  [stem, `${stem}e`, stem.slice(0, -1)].find((one) => everyWord.has(one.toLowerCase())) ?? stem

const words = (part: string): string =>
  part
    .replace(UMS, '')
    .replace(/(?<=^|\s)@ ?(?=\d)/g, 'at ')
    .replace(/\b(\d{1,2}(?::\d\d)?(?: ?[ap]m)?) 2 (?=[a-z])/gi, '$1 to ')
    .replace(
      /\b(remind me|need|want|have|like) 2 (?!(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|times|x|people|more|of|am|pm|or|and)\b)(?=[a-z])/gi,
      '$1 to ',
    )
    .replace(/[\p{L}\d'’/]+/gu, (word, at: number) => {
      // An abbreviation is one; only who writes everything in capitals means nothing by them.
      if (/^\p{Lu}{2,}$/u.test(word) && /\p{Ll}/u.test(part)) return word
      const low = word.toLowerCase().replace('’', "'")
      const long = SHORT.get(low)
      if (long !== undefined) return capital(long, word)
      // A name is nobody's slip.
      if (!/^[a-z]+$/.test(low) || (word !== low && part.slice(0, at).trim() !== '')) return word
      const right = spell(low)
      return right === low ? word : capital(right, word)
    })
