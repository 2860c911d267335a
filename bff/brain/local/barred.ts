/** Barred: what keeps a sentence from being an order, though it has all the words of one. */
import { NOT } from './forms.ts'
import type { Guess } from './learned/reading.ts'
import { bare } from './wish.ts'

/** What cannot be taken back, or hardly. */
export const ENDS = /\.(?:remove|forget|archive|dropped|unshare)$/
/** Of these the grammar says more than lessons do: which ones are to be shown. */
export const READS = /\.(?:list|search|find|look|shares|settings)$/
/** "Don't remind me of it any more": what reminds is to go. */
const NO_MORE = /\b(?:any ?more|any longer|no longer|no more|ever again)\b/i

/** "Remind me at 8 to take my pills, she goes" */
const REPORTED =
  /[\p{L}\d](?<!\b(?:what|that|as|when|how|if|like|because|cos|where|who|which)),? (?:he|she|they) (?:goes|says|said|went)(?:(?<=goes),[^.]{0,30}|[.!]?)$/iu
/** "Tom drew a line from Payment to Welcome", and nothing asked for. */
const STORY =
  /^(?:(?:[Ss]o|[Ff]unny|[Ww]ell|[Hh]aha|[Ll]ol)[,:]? ){0,2}(?:[Hh]e|[Ss]he|[Tt]hey|(?!(?:You|We|Who|What|That|It|As|Like)\b)\p{Lu}\p{L}{1,20}) (?:said|told|swore|took|drew|thought|offered|wrote)\b/u
const ASKS =
  /\b(?:please|pls|(?:can|could|would|will) you|remind me|put|add|book|move|cancel|change|note|remember|keep|tick|mark|save|store|delete)\b|\?/i
/** Somebody else's words. */
export const QUOTED = /^["“«„'‘]/
/** Whether or how it could be done, and not that it should be. */
export const WHETHER =
  /^(?:should (?:i|we)|why|what (?:if|happens|would)|how (?:would|could|can|do|does|did) (?:i|you|one|we)|did (?:i|you|we)|have you ever|does|is it (?:possible|ok|okay|a good idea))\b/i
/** Said not to be done. */
export const FORBIDS =
  /^(?:please |no,? |and |but )*(?:do not|don['’]?t|never|no need to|you (?:should|must|need)(?: not|n['’]t)) (?:please |ever )?(?:cancel|delete|remove|move|change|forget(?! (?:that|to|about|this)\b)|remind|remember|save|store|note|add|book|put|schedule|pause|mute|mark|archive|share|rename|make|tell|touch|draw|send|drop|skip|clear|wipe|erase|set|start|stop|bin|scrap|kill|push|shift|postpone|write|create|do|bother)\b/i

/** Told of others, and nothing asked for. */
export const isTale = (text: string): boolean => REPORTED.test(text) || (STORY.test(text) && !ASKS.test(text))

/** How sure it has to be of what has a "not" in it; of what cannot be taken back. */
const SURE = { not: 0.9, end: 0.6 }
/** Whether a part of a sentence is no order, whatever lessons take it for. */
export const isBarred = (text: string, { wish, sure }: Guess): boolean => {
  const core = bare(text)
  if (isForbidden(text, wish) || (WHETHER.test(core) && !READS.test(wish))) return true
  return (NOT.test(core) && sure < SURE.not) || (ENDS.test(wish) && sure < SURE.end)
}
/** Said not to be done; that something reminds no more is said so too. */
export const isForbidden = (text: string, wish: string): boolean =>
  FORBIDS.test(bare(text)) && !(wish === 'schedules.remove' && NO_MORE.test(text))
