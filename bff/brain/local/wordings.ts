/** Wordings: ways to say a thing, and the plain request that each comes to: of being reminded and told, and of what is to be remembered. */
import { THING } from './lexicon.ts'

/** What may stand at the end of a sentence. */
export const END = '[.!?]*$'
export const THINGS = `(?:${THING.slice(3, -1)})`
/** What is meant, as `$n` of what was said. */
export type Wording = readonly [RegExp, string]
export const rule = (pattern: string, by: string): Wording => [new RegExp(pattern, 'iu'), by]

export const wordings: readonly Wording[] = [
  // To be reminded.
  rule(
    `^(?:(?:give|drop|send) me )?an? (?:shout|nudge|ping|buzz|poke|prod|bell|heads[- ]?up|tap on the shoulder|kick)\\b(?! (?:an?|one|two|\\d+|half|ten|five) .{0,20}before)(?:,? (?=at|in|on|tomorrow|to|about|that|when|every|tonight|this|next))`,
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
  rule(
    `^(?:(?:you|there['’]s|there is) )?(?:don['’]t|do not|no) (?:have|need)(?: for you)? to (?:keep )?remind(?:ing)? me\\b`,
    'stop reminding me',
  ),
  rule(
    `^i(?:['’]d| would) (?:like|prefer|rather) (?:to )?be reminded (?:of|about) (.{2,60}?) ((?:on|at|every|in) .{2,60})${END}`,
    'move the $1 reminder to $2',
  ),
  rule(`^(?:i(?:['’]d| would) like |i (?:want|need) )?to be (?:woken|waked|wakened)(?: up)?\\b`, 'wake me'),
  rule(
    `^((?!an?\\b|the\\b|my\\b|set\\b|any\\b|what|which|when|is|how|show|list|delete|cancel|remove|move|pause|stop|push|change|every|daily|weekly)\\p{L}+(?: \\p{L}+){0,3}) reminder(?: for| at| on)? (?=(?:\\d|at|on|tomorrow|today|tonight|every|next|this|in|noon|half|quarter)\\b.{0,60}${END})`,
    'remind me to think of: $1 ',
  ),
  rule(
    `^what (?:do you have to|will you|are you going to|do you need to|are you supposed to|should you) remind me (?:of|about)${END}`,
    'show my reminders',
  ),
  rule(
    `^(?:don['’]t|do not) remind me (?:about|of|to) (.{2,120}?) (?:any ?more|again|ever again|from now on)${END}`,
    'stop reminding me about $1',
  ),
  rule(
    `^i (?:need|want|would like|['’]d like) an? (?:new )?(whiteboard|board|reminder) (?:for|to|about|called) (.{2,120}?)${END}`,
    'make a $1 for $2',
  ),
  rule(
    `^(?:how about|what about|let['’]s have|time for|(?:i|we) (?:need|want|could use)|(?:i|we)(?:['’]d| would) like) (?:an? )?(?:\\p{L}+[- ]){0,4}?plan (?:for|to|about|of) (.{3,160}?)${END}`,
    'make a plan for $1',
  ),
  rule(
    `^(?:(?:set|start|put|make) (?:on )?)?(?:me )?(?:an? )?timer (?:for|of|to) ((?:an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|\\d{1,3}) (?:seconds?|minutes?|mins?|hours?))${END}`,
    'remind me in $1 that the time is up',
  ),
  rule(
    `^have ((?:the|my) .{2,60}? reminder) (?:come|go|be|ring|fire)(?: up| off)? (?:at |on )?(.{2,40}?)${END}`,
    'move $1 to $2',
  ),
  rule(
    `^((?:the|my|that|this) .{2,60}?) (?:is|are)(?:n['’]t| not| no longer) (?:needed|necessary|required|wanted)(?: any ?more| any longer| now)?${END}`,
    'delete $1',
  ),
  rule(
    `^((?:an?|one|two|three|half an|\\d{1,3}) (?:minutes?|hours?|days?|weeks?)) (earlier|later)${END}`,
    'move it $1 $2',
  ),
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
  rule(
    `^(?:do not|don['’]t|please don['’]t) (?:bug|pester|annoy|contact|text|write|call|bother|nag|ping|message|interrupt)(?: to)? me (?=(?:from|between|after|before|at|during|until|past)\\b)`,
    'do not disturb me ',
  ),
  rule(
    `^(?:push|shoot|drop|give|get|post|fire) me (?:off )?an? (?:push |quick |new )?(?:notification|notice|message|alert)\\b`,
    'send me a notification',
  ),
  rule(
    `^no (?:more )?(\\p{L}{3,20}) (?:notifications?|notices?|alerts?)(?: any ?more| from now on| for now)?${END}`,
    'mute notifications about $1',
  ),
  rule(
    `^(?:has|did|have) (?:any ?thing|something)(?: new)? (?:come in|arrived?|happened?|come up|shown up|turned up)(?: .{0,30})?${END}|^(?:(?:do i have |are there |got )?any alerts|any news|anything new|any updates?|anything for me|what(?:['’]s| is) up|any messages?(?: for me)?|got any(?:thing)? (?:news|messages|new)(?: for me)?)${END}`,
    'show my notifications',
  ),
  rule(
    `^((?:the |my |that |this )?.{2,60}? )(?:can|may|should|has to|needs to) (?:go|be (?:deleted|removed|binned|thrown (?:away|out)|dropped|cleared|dismissed))(?: (?:now|away|too))?${END}`,
    'delete $1',
  ),
  rule(
    `^(?:turn|switch) (plans|approvals|notes|briefs|schedules|messages)(?: notifications)? (?:back )?on(?: again)?${END}`,
    'tell me about $1 again',
  ),
  rule(`^(?:ping|message|notify|tell) my inbox (?:that |saying |: ?)?(.{3,200})$`, 'send me a notification that $1'),
  rule(
    `^send an? (?:notification|notice|message|alert) to me(?:[:,]| that| saying)? ?(.{2,200})$`,
    'send me a notification: $1',
  ),
  rule(
    `^any(?:thing)? (?:unread|new to read|that i (?:missed|have not seen|haven['’]t seen))${END}`,
    'show my notifications',
  ),
  // To remember.
  rule(
    `^(.{3,200}?)[,;.]+ (?:please |and )?(?:don['’]t|do not) forget(?: (?:that|this|it))?${END}`,
    'remember that $1',
  ),
  rule(`^(?:jot|note|write|take|put) (?:this|that|it) down[:,]? (.{3,300})$`, 'remember that $1'),
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
  rule(
    `^(?:do not|don['’]t) (?:remember|store|keep|save|note|memori[sz]e) (?:that )?((?:where|what|who|which|how|when|that|my|our|anything about)\\b.{2,120})$`,
    'forget $1',
  ),
  rule(
    `^(?:forget|never mind) (?:about )?((?:the|my|our|that|this) (?:.{2,40}? )?(?:plan|reminder|project|appointment|meeting|event))\\b.{0,60}$`,
    'drop $1',
  ),
  rule(
    `^(?:tell me|can you tell me|could you tell me|do you (?:know|remember|recall)|d['’]you (?:know|remember)|any idea|i forgot|i (?:don['’]t|do not|can['’]t) remember) ((?:who|what|where|when|which|how)\\b.{0,60}\\b(?:my|i|me|our|we)\\b.{0,80}?)${END}`,
    '$1',
  ),
  rule(
    `^((?!(?:remind|remember|when|what|where|who|why|how|which|do|does|did|is|are|was|if|should|can|could|will|would|you|please|have|has)\\b).{3,200}?)[,;.]? (?:please |and )?(?:remember|note|save|store|keep) (?:that|this|it)(?: (?:in mind|down|for me|please|for later))?${END}`,
    'remember that $1',
  ),
  rule(`^save the date(?: for)?[:,]? (.{3,160})$`, 'add $1 to my calendar'),
  rule(`^keep (?:in (?:your |the )?memory|a note|hold) (?:that |of )?(.{3,200})$`, 'remember that $1'),
  rule(
    `^(?:lose|drop|scrap|ditch|bin|kill|strike|get rid of) the (?:fact|thing|bit|note|part|memory) (?:about|on|of|that) (.{2,120}?)${END}`,
    'forget $1',
  ),
]
