/** Paraphrase: the many ways to say a thing, each said again as the plain request that it comes to. */
import { THING } from './lexicon.ts'
import { bare } from './wish.ts'
import { END, rule, THINGS, type Wording, wordings } from './wordings.ts'

/** The first that fits is taken, once. */
const RULES: readonly Wording[] = [
  ...wordings,
  // What is what is called.
  rule(`^(?:let['’]?s call|let us call) (.{2,120})$`, 'call $1'),
  rule(
    `^((?:the|this|my|our) .{1,60}?) (?:should|must|has to|needs to|ought to|shall) (?:really )?be (?:called|named|titled|renamed(?: to)?) (.{1,120})$`,
    'rename $1 to $2',
  ),
  rule(
    `^(?:rename|retitle) (?!.{1,200} (?:to|as|into) )((?:the|my|our|this) (?:.{1,60}? )?(?:${THING.slice(3, -1)})) (\\S.{0,100})$`,
    'rename $1 to $2',
  ),
  rule(
    `^((?:this|the|my|our) .{2,60}?) (?:needs|wants|deserves|should have|should get|gets|could use|has) (?:an?|another) (?:better |new |different |other |proper )*(?:name|title)(?::| like| such as|,| -) ?(.{1,120})$`,
    'rename $1 to $2',
  ),
  rule(
    `^(?:label|tag|dub|christen|entitle) ((?:this|the|my|our) .{0,60}?(?:${THING.slice(3, -1)})|this|it)(?: as|:)? (.{1,120})$`,
    'rename $1 to $2',
  ),
  rule(
    `^give ((?:this|the|my|our) .{0,60}?) an? (?:\\p{L}+ ){0,2}(?:title|name)(?:,|:| -)? ?(?:something |maybe |perhaps )?(?:like |such as |say,? )(.{1,120})$`,
    'rename $1 to $2',
  ),
  rule(
    `^(?:change|set|edit|update) the (?:text|label|words|wording|caption) (?:of|on|in) (.{2,60}? (?:box|shape|circle|note|node|arrow|rectangle|diamond)) to (.{1,120})$`,
    'rename $1 to $2',
  ),
  rule(
    `^(?:change|set|update|edit) ((?:the|my|our|this) .{2,60}?)['’]s (?:name|title) to (.{1,120})$`,
    'rename $1 to $2',
  ),
  // To put away.
  rule(`^(?:stash|tuck|file|stow) (.{2,80}?)(?: away)?(?: (?:in|into|to) the archive)?${END}`, 'archive $1'),
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
  rule(
    `^(?:open|start|begin|get|give me|grab|i (?:need|want)|need) (?:me |up )?an? (?:fresh|new|blank|empty|clean|another) (?=(?:\\S+ ){0,2}${THINGS}\\b)`,
    'make a ',
  ),
  rule(
    `^(?:include|insert|append|attach|squeeze|slip|work) (.{2,160}?) (?:in|into|to|on|onto|in with) ((?:the|my|our) .{0,60}?(?:plan|project|board|whiteboard|list))${END}`,
    'add $1 to $2',
  ),
  rule(
    `^(?:keep|hold|leave|save|free up|clear|reserve|block(?: out| off)?|set aside) (.{3,60}?) (?:free |open |clear |off )?for (.{3,100})$`,
    'block $1 for $2',
  ),
  rule(
    `^(?:(?:i|we) )?(?:need|want|could use|would like)(?: some| your)? help (?:with |in )?(?:planning|organi[sz]ing|preparing) (.{3,120}?)${END}|^help (?:me|us) (?:to )?(?:organi[sz]e|prepare|get ready for) (.{3,120}?)${END}`,
    'make a plan for $1$2',
  ),
  // To write down where it belongs.
  rule(
    `^(?:write|note|scribble) (?:down )?(.{2,120}?) (?:down )?(in|on|into|onto) (my|the|our) (.{0,40}?(?:calendar|agenda|diary|schedule)\\b)`,
    'put $1 $2 $3 $4',
  ),
  rule(
    `^(?:stick|pop|chuck|bung|throw|whack|slap|place|post|get|slot|jot|log|mark|drop) (?:down )?(.{2,120}?) (?:down )?(in|on|into|onto) (my|the|our) (.{0,40}?(?:calendar|agenda|diary|schedule|board|whiteboard)\\b)`,
    'put $1 $2 $3 $4',
  ),
  rule(`^(?:put|book|sign|pencil|write) me (?:down|in|up) for (.{3,160})$`, 'add $1 to my calendar'),
  rule(
    `^(.{3,160}?)[,.;]+ (?:please |can you |could you |let['’]s )*plan (?:that|it|this)(?: out)?(?: with me| for me)?${END}`,
    'make a plan for: $1',
  ),
  rule(
    `^((?:the )?\\p{L}+(?: \\p{L}+)?)(?::| -) (\\p{L}{2,}ed|bought|sent|made|written|paid|built|found|sold|chosen|taken)${END}`,
    '$1 is $2',
  ),
  rule(
    `^it(?:['’]s| is| takes| lasts| will take| will last)(?: going to take)?(?: for)? ((?:half an|an?|one|two|three|four|\\d{1,3}) (?:hours?|minutes?|mins?))(?: long)?${END}`,
    'make it $1 long',
  ),
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
  rule(
    `^((?:the |my |our )?(?!i |we |you |it |that )[^,]{2,60}?) (?:is|was|has been|are) (?:called off|cancell?ed) ((?:on|for|this|next|tomorrow|today|tonight)\\b.{0,30})${END}`,
    'cancel $1 $2',
  ),
  rule(
    `^(?:i|we)(?:['’]m| am|['’]re| are)? (?:skipping|missing|ditching|not going to|not coming to|not attending|not doing|can(?:['’]t|not) (?:make|attend|come to|go to|do)|won['’]t (?:make|attend|be at|come to|go to)) (?:it to )?((?:the |my |our |to )?(?!it\\b|that\\b|this\\b|anything\\b)[^,]{2,60}?)${END}`,
    'cancel $1',
  ),
  rule(
    `^((?:the |my |our )?(?!i |we |you )[^,]{2,60}?) (?:is|will be|starts|begins|is going to be|has to be|is delayed by|needs to be|should be|could be) ((?:half an|an?|one|two|three|\\d{1,3}) (?:minute|hour|day|week)s?) (later|earlier)${END}`,
    'move $1 $2 $3',
  ),
  rule(
    `^(?:can|could|may) ((?:the |my |our )?(?!i |we |you )[^,]{2,60}?) be ((?:half an|an?|one|two|three|\\d{1,3}) (?:minute|hour|day|week)s?) (later|earlier)${END}`,
    'move $1 $2 $3',
  ),
  rule(
    `^(?:can|could|may|shall) (?:we (?:do|have|make|move) )?((?:the |my |our )?(?!i |we |you |someone|somebody|it )[^,]{2,60}?)(?: be| to be)? ((?:at|on|to) [^,]{1,40}?)(?: instead)?${END}`,
    'move $1 to $2',
  ),
  rule(
    `^((?:the |my |our )?(?!i |we |you |it |that )[^,]{2,60}?) (?:takes|lasts|will take|will last|goes on for|is going to take|needs) ((?:half an|an?|one|two|three|four|\\d{1,3}) (?:hours?|minutes?|mins?))(?: long)?${END}`,
    'make $1 $2 long',
  ),
  rule(
    `^make (it|that|this|the .{2,60}?) ((?:daily|weekly|monthly|yearly|fortnightly|quarterly|every\\b|each\\b).{0,40})$`,
    'change $1 to $2',
  ),
  rule(
    `^(?:one more|another|a further|an extra|an additional) (?:thing|item|step|task|point|to-?do) (?:for|on|in|to) (.{2,60}?): ?(.{2,160})$`,
    'add a step to $1: $2',
  ),
  rule(
    `^(?:put|add|note|write|enter) (?:down )?(.{2,160}?) as an? (?:\\p{L}+ )?(?:step|task|item) (?:of|to|in|for|on) (.{2,60}?)${END}`,
    'add $1 to $2',
  ),
  rule(
    `^((?!(?:i|we|i['’]m|we['’]re|it|it['’]s|that|that['’]s|you|is|are|was|were|show|list|what|which|how|all|everything|when|get|nearly|almost|not|mark|set|put|check|has|have|did|do|the whole|plans?|old|my old|steps)\\b)(?:the |my )?[^,:]{2,50}?)(?::| -|,| is| step is| step)? (done|finished|failed|skipped|completed|complete)${END}`,
    'mark $1 as $2',
  ),
  rule(
    `^(?:make|move|change|set) (it|that|this|the .{2,60}?)(?: to)?(?: on)? ((?:(?:mon|tues|wednes|thurs|fri|satur|sun)days(?:,| and)? ?)+.{0,30})$`,
    'change $1 to every $2',
  ),
  // Who sees it.
  rule(
    `^(?:give|grant) (\\p{L}[\\p{L} ]{1,30}?) (?:access to|permission to (?:see|view|edit)|the right to see) (.{2,60})$`,
    'share $2 with $1',
  ),
  rule(`^take (.{2,60}?) (?:back|away) from (every(?:body|one)|\\p{L}{2,30})${END}`, 'stop sharing $1 with $2'),
  rule(
    `^(?:is|are) (.{2,60}?) shared(?: with (?:any(?:one|body)|some(?:one|body)|others))?${END}`,
    'who is $1 shared with',
  ),
  rule(
    `^what(?:['’]s| is| do (?:we|i) have| have (?:we|i) got)? (?:drawn|written|shown|sketched) on (.{2,60}?)${END}`,
    'describe $1',
  ),
  rule(
    `^(?:nobody|no one|no-one) (?:but|except|apart from|other than) me (?:should|may|can|must) (?:see|access|view|look at|open|edit) (.{2,60}?)${END}|^only i (?:should|may|can) (?:see|access|view|open|edit) (.{2,60}?)${END}|^(?:make|keep|set) (.{2,60}?) (?:private|to private|secret|for me only)${END}`,
    'stop sharing $1$2$3 with everybody',
  ),
  rule(
    `^(?:make|set) (.{2,60}?) (?:public|visible to (?:everyone|everybody|all)|open to (?:everyone|everybody|all))${END}`,
    'share $1 with everybody',
  ),
  rule(
    `^no ((?!more|need|notif|alert|idea|problem|way|one|thanks)[^,]{2,40}?) ((?:on|this|next|tomorrow|today|tonight)\\b.{0,30})${END}`,
    'cancel $1 $2',
  ),
  rule(
    `^(\\p{Lu}\\p{L}+) (?:has |just )?(?:cancell?ed|called off) (?:the |our |my )?(\\p{L}{3,20})(?: (?:with me|on me))?${END}`,
    'cancel $2 with $1',
  ),
  rule(
    `^i (?:have |just |already )?(?:read|seen|saw) (the .{2,40}? (?:one|notice|notification)|the one .{2,40}?)${END}`,
    'mark $1 as read',
  ),
  // Steps.
  rule(
    `^(?:the |my |our )?(.{2,60}?(?:plan|project|party|trip|move)) (?:also |still )?(?:needs|could use|is missing|lacks) (?:an?|another|one more) (?:new )?(?:step|task|item)(?: (?:for|to|about|called))?:? (.{3,160})$`,
    'add a step to the $1: $2',
  ),
  rule(
    `^(?:cross|tick) (?:off )?(.{2,80}?)(?: off)?(?: (?:of |from )?(?:the|my) (?:to-?do )?list)?${END}`,
    'mark $1 as done',
  ),
  rule(`^(?:done|finished|completed)(?:[:,]| with) (.{2,80})$`, 'mark $1 as done'),
  rule(
    `^((?:\\p{L}+ ){0,4}\\p{L}+)['’]s (?=(?:now |already |finally |all )?(?:\\p{L}{2,}ed|done|finished|ready|bought|made|written|sent|found|built|sold|chosen|taken|paid|complete)${END})`,
    '$1 is ',
  ),
  // How it stands.
  rule(
    `^(?:how far (?:along |in )?(?:am i|are we)|where (?:am i|are we|do (?:i|we) stand)|what(?:['’]s| is) (?:left|still left|missing|still missing|still open|open|outstanding|remaining)(?: to (?:do|be done))?|what (?:do|should|must) (?:i|we) (?:still )?(?:(?:have|need) to )?do(?: next| now| first)?|what (?:have i|have we|do i|do we)(?: got)? left(?: to do)?|how much is left) (?:with|for|on|of|in|about) (?!today|tomorrow|tonight|this|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(.{2,60}?)${END}`,
    'show what is left of the $1 plan',
  ),
  rule(
    `^what (?:have|were) (?:we|i) (?:been )?(?:chatting|talking|speaking|writing) about (?:lately|recently|these days|this week|last week)${END}`,
    'show my conversations',
  ),
  // What there is.
  rule(
    `^(?:(?:show|give|get) me |i(?:['’]d like| need| want) )?(?:an? |the )?(?:quick |short |brief |full |rough )?(?:overview|summary|rundown|run-down|outline|recap|glance|peek|look|picture) (?:of|at|for|over|on) ((?!me\\b|everything)(?:what|my|the|this|next|today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|on)\\b.{0,60})$`,
    "what's on $1",
  ),
  rule(`^(?:i|we) need (.{3,60}?)[,.;]? (?:when|what time|which day)\\b.{0,40}$`, 'find me $1'),
  rule(
    `^(?:can|could|may|might) (?:i|we) (?:meet|see|do|have|take|squeeze|fit|manage|make) (?:in )?(?:it|that|something|someone|somebody|a \\p{L}+|anything)? ?((?:on|at|tomorrow|today|tonight|this|next)\\b.{1,40}?)${END}`,
    'am I free $1',
  ),
  rule(
    `^(?:read|fetch|get|bring up|pull up|open|check|give)(?: me)?(?: out)? ((?:my|the|our|all|all my) (?:\\p{L}+ )?(?:${THINGS.slice(3, -1)}))${END}`,
    'show $1',
  ),
  rule(
    `^(?:give|show|tell|read|get) me ((?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day))['’]s (?:schedule|agenda|calendar|appointments|plans?|programme|diary|entries)${END}`,
    "what's on $1",
  ),
  rule(
    `^(?:do i (?:need|have) to be (?:anywhere|somewhere)|am i (?:expected|needed|due|supposed to be) (?:anywhere|somewhere)|where do i (?:need|have) to be)\\b`,
    "what's on",
  ),
  rule(`^let me (?:see|look at|check|have a look at|view|hear) (.{2,80}?)${END}`, 'show $1'),
  rule(
    `^who(?:['’]s| is| else is|['’]s all| is all)? (?:coming|going|attending|invited|joining|taking part|there)(?: (?:to|at) (?:it|that))?${END}`,
    'describe that meeting',
  ),
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
