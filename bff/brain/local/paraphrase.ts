/** Paraphrase: the many ways to say a thing, each said again as the plain request that it comes to. */
import { THING } from './lexicon.ts'
import { bare } from './wish.ts'

const END = '[.!?]*$'
const THINGS = `(?:${THING.slice(3, -1)})`
const rule = (pattern: string, by: string): readonly [RegExp, string] => [new RegExp(pattern, 'iu'), by]

/** What is meant, as `$n` of what was said. The first that fits is taken, once. */
const RULES: readonly (readonly [RegExp, string])[] = [
  // To be reminded.
  rule(
    `^(?:give|drop|send) me an? (?:shout|nudge|ping|buzz|poke|prod|bell|heads[- ]?up|tap on the shoulder|kick)\\b(?! (?:an?|one|two|\\d+|half|ten|five) .{0,20}before)(?:,? (?=at|in|on|tomorrow|to|about|that|when|every|tonight|this|next))`,
    'remind me ',
  ),
  rule(
    `^(?:i )?(?:must ?n['’]?t|must not|can(?:['’]t|not)|should ?n['’]?t|better not|dare not) forget (?:to |about |that )?(.{3,200})$`,
    'remind me to $1',
  ),
  rule(`^(?:i )?(?:must|need to|have to|should|ought to) remember to (.{3,200})$`, 'remind me to $1'),
  rule(
    `^(.{3,200}?)(?:[,;.–-]| and)+ ?(?:please )?(?:don['’]t let me forget|make sure i (?:don['’]t forget|remember))(?: (?:it|that|this))?${END}`,
    'remind me to $1',
  ),
  rule(`^(?:no longer|quit|cease|you can stop|you can quit|please stop) remind(?:ing)? me\\b`, 'stop reminding me'),
  rule(`^(?:set|put) me (?:up )?an? (reminder|alarm|timer)\\b`, 'set a $1'),
  // To be told, and not to be.
  rule(
    `^(?:put|drop|leave|send|pop|stick|post) (?:me )?(?:an? )?(?:note|message|notice|line|word|something)? ?(?:in|into|to) my inbox(?:[:,]| that says| saying| to say| that)? (.{2,300})$`,
    'send me a notification: $1',
  ),
  rule(`^(?:notify|inform|alert|message) me that (.{2,300})$`, 'send me a notification that $1'),
  rule(
    `^(?:stop|quit|cease|no more|enough (?:with|of)|i(?:['’]ve| have) had enough of|i (?:don['’]t|do not) want(?: any)?(?: more)?)(?: (?:sending|giving|showing|getting)(?: me)?)?(?: any| the| these| those| your)? (\\p{L}{3,20}) (?:notifications?|notices?|alerts?)${END}`,
    'mute notifications about $1',
  ),
  rule(
    `^(?:stop|quit|cease) (?:sending|giving|showing) me(?: any| the| these)? (?:notifications?|notices?|alerts?|messages?) (?:about|for|on|regarding) (.{2,40}?)${END}`,
    'mute notifications about $1',
  ),
  rule(
    `^(?:i(?:['’]d like| want| would like)|let me|start) (?:to )?(?:hear(?:ing)?|(?:be )?told|know|get(?:ting)? (?:notifications|notices|told)|see(?:ing)? (?:notifications|notices)) (?:about|of) (.{2,40}?) again${END}`,
    'tell me about $1 again',
  ),
  rule(`^leave me (?:alone|in peace|be)\\b`, 'do not disturb me'),
  rule(`^(?:no|zero) (?:pings|buzzing|alerts|messages|disturbances|interruptions)\\b`, 'do not disturb me'),
  // To remember.
  rule(
    `^(?:make|take) (?:an? )?(?:mental |quick |little )?note(?: (?:of this|of that|of|that|for me|to self))?[:,]?(?: that)? (.{3,400})$`,
    'remember that $1',
  ),
  rule(
    `^(?:for (?:future )?reference|for your (?:information|records)|heads[- ]?up|note to self|ps|p\\.s\\.|important|just so you(?:['’]re| are) aware|so you know|don['’]t forget|for the record)[,:!]? (?:that )?((?:my|our|i|we|the|\\p{L}+['’]s)\\b.{3,400})$`,
    'remember that $1',
  ),
  rule(`^you (?:can|may|should) (forget|delete|remove|drop) (.{2,200})$`, '$1 $2'),
  rule(
    `^(?:do you|d['’]you) (?:happen to )?(?:know|have|remember) (?:anything|something|stuff|any details) (?:about|on|regarding) ((?:my|me|our|us)\\b.{0,100})$`,
    'what did I tell you about $1',
  ),
  // What is what is called.
  rule(`^(?:let['’]?s call|let us call) (.{2,120})$`, 'call $1'),
  rule(
    `^((?:the|this|my|our) .{1,60}?) (?:should|must|has to|needs to|ought to|shall) (?:really )?be (?:called|named|titled|renamed(?: to)?) (.{1,120})$`,
    'rename $1 to $2',
  ),
  rule(
    `^(?:rename|retitle) ((?:the|my|our|this) .{1,60}? (?:${THING.slice(3, -1)})) ((?!to\\b|as\\b|into\\b)\\S.{0,100})$`,
    'rename $1 to $2',
  ),
  // To put away.
  rule(`^(?:stash|tuck|file|stow|hide) (.{2,80}?)(?: away)?(?: (?:in|into|to) the archive)?${END}`, 'archive $1'),
  // To make.
  rule(
    `^(?:whip up|throw together|cook up|come up with|knock up|rustle up|spin up|put together|work out|prepare|lay out|map out|sketch out|start off|kick off|set me up with|get me|get started on|do me) (?:me |us )?(an?|some|the) (?=(?:\\S+ ){0,3}${THINGS}\\b)`,
    'make $1 ',
  ),
  rule(
    `^(?:break|split|divide|cut) (?:down )?(.{3,120}?)(?: down)? (?:in|into) (?:(?:small|smaller|little|manageable|single|a few|some) )?(?:steps|tasks|pieces|chunks)${END}`,
    'make a plan to $1',
  ),
  rule(
    `^what (?:steps|tasks) (?:do|would|will|should) (?:i|we) (?:need|have|take)(?: to (?:take|do))? to (.{3,120}?)${END}`,
    'make a plan to $1',
  ),
  rule(
    `^(.{3,160}?)[,.;:]+ ?(?:so |and |please |can you |could you |would you |will you |let['’]s )*(?:make|create|draw up|put together|come up with|write|set up|give me|do|work out|prepare|start) (?:me |us )?(?:an?|some|the) (?:step[- ]by[- ]step )?(plan|steps|reminder)(?: (?:for|of|about) (?:it|that|this|me|us))?${END}`,
    'make a $2 for: $1',
  ),
  // To write down where it belongs.
  rule(
    `^(?:stick|pop|chuck|bung|throw|whack|slap|place|post|get|slot|jot|log|mark|drop) (.{2,120}?) (?:down )?(in|on|into|onto) (my|the|our) (.{0,40}?(?:calendar|agenda|diary|schedule|board|whiteboard)\\b)`,
    'put $1 $2 $3 $4',
  ),
  rule(`^(?:put|book|sign|pencil|write) me (?:down|in|up) for (.{3,160})$`, 'add $1 to my calendar'),
  // What was moved or called off by others.
  rule(
    `^(?:they|we|i|he|she|ana|someone|somebody)(?:['’]ve| have|['’]s| has)?(?: had to)? (?:moved?|pushed?|shift(?:ed)?|postponed?|rescheduled?) (.{2,60}?) (?:back |forward )?(to|until) (.{1,60})$`,
    'move $1 to $3',
  ),
  rule(
    `^((?:the |my |our )?(?!i |we |you |he |she |they )[^,]{2,60}?)(?: (?:has|had|have|was|were|is|got))?(?: been)? (?:moved|pushed|shifted|postponed|rescheduled|brought forward)(?: back| forward)? (?:to|until) ([^,]{1,60})$`,
    'move $1 to $2',
  ),
  rule(
    `^((?:the |my |our |today['’]s |tomorrow['’]s )?(?!i |we |you |he |she |they |it |that |this )[^,]{2,60}?)(?: is|['’]s| has been| was| got| are) (?:called off|cancell?ed|off|not happening|not on)(?: (?:any ?more|now|after all))?${END}`,
    'cancel $1',
  ),
  // Steps.
  rule(
    `^(?:the |my |our )?(.{2,60}?(?:plan|project|party|trip|move)) (?:also |still )?(?:needs|could use|is missing|lacks) (?:an?|another|one more) (?:new )?(?:step|task|item)(?: (?:for|to|about|called))?:? (.{3,160})$`,
    'add a step to the $1: $2',
  ),
  rule(
    `^(?:cross|tick|strike) (?:off )?(.{2,80}?)(?: off)?(?: (?:of |from )?(?:the|my) (?:to-?do )?list)?${END}`,
    'mark $1 as done',
  ),
  rule(`^(?:done|finished|completed)(?:[:,]| with) (.{2,80})$`, 'mark $1 as done'),
  rule(
    `^((?:\\p{L}+ ){0,4}\\p{L}+)['’]s (?=(?:now |already |finally |all )?(?:\\p{L}{2,}ed|done|finished|ready|bought|made|written|sent|found|built|sold|chosen|taken|paid|complete)${END})`,
    '$1 is ',
  ),
  // How it stands.
  rule(
    `^(?:how far (?:along |in )?(?:am i|are we)|where (?:am i|are we|do (?:i|we) stand)|what(?:['’]s| is) (?:left|still left|missing|still missing|still open|open|outstanding|remaining)(?: to (?:do|be done))?|what do (?:i|we) still (?:have|need) to do|what (?:have i|have we|do i|do we)(?: got)? left(?: to do)?|how much is left) (?:with|for|on|of|in|about) (?!today|tomorrow|tonight|this|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(.{2,60}?)${END}`,
    'show how the $1 plan stands',
  ),
  rule(
    `^what (?:have|were) (?:we|i) (?:been )?(?:chatting|talking|speaking|writing) about (?:lately|recently|these days|this week|last week)${END}`,
    'show my conversations',
  ),
  // What there is.
  rule(`^(?:run|walk|talk|take) me through (.{2,80})$`, "what's on $1"),
  rule(`^(?:got|have i got|have we got|have you got) (?:any|some)thing (?:on|planned|going on)?\\b`, "what's on"),
  rule(`^(?:am i|are we) (?:doing|up to) anything\\b`, 'do I have anything on'),
]

/** What was said, or the plain request that it comes to. */
export const putPlainly = (said: string): string => {
  if (said.length > 500) return said
  for (const core of new Set([said, bare(said)]))
    for (const [pattern, by] of RULES) if (pattern.test(core)) return core.replace(pattern, by)
  return said
}
