/** Forms: the shapes of sentences by which people ask for things, tell them, or only speak of them. */
import { THING } from './lexicon.ts'

export const POLITE =
  /^(?:(?:hi|hello|hey|ok(?:ay)?|so|and|now|then|also|just|please|pls|well|oh|kindly|go ahead and|actually|(?:can|could|would|will) (?:you|we)(?: please| kindly)?|we (?:can|could)(?= (?:skip|drop|cancel|delete|remove|close|archive|cross|tick|check|mark|forget|stop|move|call|put))|i(?:['’]d| would) like (?:you )?to(?= (?!learn|become|get|have))|i(?:['’]d| would) (?:like|love)(?= an? )|i (?:want|need) you to|you (?:can|may|could)|let['’]?s|we need|i(?:['’]ll| will)? need(?= an? )|i want(?= an? )|give me(?= an? ))[,:]?\s+)+/i
export const TAIL =
  /(?<![,\s])(?:[,\s]+(?:please|pls|thanks|thank you|for me|now|right away|instead|too|again|then|with me|any ?more|from now on|while i['’]?m away|(?<!\b(?:half|to|past|at|till|until|by|from|quarter)[,\s]+)one))+\s*[.!?]*$/i
export const NOT =
  /^(?:i(?:['’]d| would) rather|(?:please )?(?:do not|don['’]?t|never|no need|stop it|under no|not |nobody|leave |keep (?!in mind))|i (?:don['’]?t|do not|didn['’]?t|haven['’]?t|wouldn['’]?t|won['’]?t) (?!need|have to forget)|you (?:should(?:n['’]t| not)|must(?:n['’]t| not)|needn['’]t|don['’]t))/i
export const ABOUT =
  /^(?:how (?!many\b|is\b|are\b|['’]?s\b|do i (?:take|like|drink)\b)|why\b|who (?!can|is my|['’]?s my)\w+ed\b|what (?:happens|does (?!my)|would|if)|should i|would you be able|is (?:it|there (?:a|an) way)|can (?:a|an|i|the|one)\b|are (?:reminders|you)|did you|have you ever|do you (?!remember|recall)|does\b|when did i ask|could you .{1,60} if\b)/i
/** "Can you set reminders?": of reminders in general. */
export const ABLE = new RegExp(
  `^(?:can|could|do|will|would) you (?:also |even )?(?:be able to )?\\w+ (?:${THING.slice(3, -1)}|things)\\s*\\??$`,
  'i',
)
export const TALE =
  /^(?:if |when(?:ever)? (?:it|he|she|they) |maybe|perhaps|he |she |they |the (?:sign|song|email|mail|word|film|article|phrase)|in the film|quote\b|translate|summari[sz]e this page|my (?:colleague|mum|mom|friend|boss) (?:said|says|always|wants|told|remembers)|i (?:read|remember|forgot|always|was|paid)\b)/i
export const HOSTILE =
  /[{}<>]|^(?:system|developer|admin(?:istrator)?|root|operator)(?: (?:message|prompt|note|override))? ?:|^(?:system|assistant|developer|user|begin)\b.{0,20}[:,]?\s*(?:call|note|sure|tool)|\b(?:ignore|disregard|forget) (?:all |your |the )*(?:previous |prior |earlier )instructions|admin mode|tool[ _](?:call|output)|developer (?:note|mode)|^[a-z]+[._][a-z]+ |without asking/i

export const REMIND =
  /^(?:(?:remind|nudge|ping|nag|alert|poke|buzz|prod) me(?: (?:again|please))?|i (?:need|want|have|'d like|would like) to be reminded|make me remember|make sure (?:that )?i (?:do not forget|don't forget|remember))\b/
export const WAKE =
  /^(?:tell me (?:to|that)\b|wake me\b|let me know\b|check back with me|follow up with me|get back to me)/
export const SET =
  /^(?:(?:set|create|make|add|schedule|put|start|new|need|have|want)(?: up)? )?(?:an? |the |new |my )*(?:(weekly|daily|monthly|yearly) )?(?:reminder|alarm|alert|timer)\b(?: (?:for me|set))?/
export const BRIEF =
  /^(?:(?:give|send|make|set up|schedule|start|create|have) (?:me )?)?(?:an? |the |my )*(?:(?:daily|morning|evening|weekly) )*(?:brief(?:ing)?\b|brief me\b)/
export const KEEP =
  /^(?:remember|don't forget|do not forget|keep in mind|bear in mind|note(?: to self| down)?|make a note|take a note|save|store|write down|jot down|commit|you should know|fyi|just so you know|for the record|memori[sz]e)\b(?: (?:for me|this|it|something|to memory|in memory|the following))*(?:[,:]? that\b|\s*[:,])?/
export const SELF =
  /^(?:my \S.{1,80}? (?:is|are|was|has|expires|owes|lives|works|likes|hates|loves|goes|starts|plays|studies|speaks|turns|drives|wears|weighs|costs|ends|begins|opens|closes)\b|i(?:'m| am) (?:an? |allergic|vegetarian|vegan|married|left|right|from|called|based|lactose|colou?r|diabetic)|(?:we|i)(?:['’]ve got| have got) (?:an?|two|three|four|\d+) (?!question|problem|idea|plan|meeting|appointment|call|interview|date)|we (?:have|own|got|['’]ve got|adopted) (?:an?|two|three|four|\d+) (?!question|problem|idea|plan|meeting|appointment)|we (?:live|moved) |(?!(?:what|who|where|when|how|which|it|that|this|there|here)\b)\w{2,20} (?:is|are) (?:my|our) (?:\w+ ){0,2}\w+$|i get (?!to\b|it\b|that\b|the\b)\w+ .{0,20}\b(?:from|when|after|if)\b|(?:i'm|i am|we're|we are) (?:expecting|pregnant|engaged|retired|freelance|self-employed|getting married|divorced|widowed|lactose)\b|i (?:usually|normally|generally|mostly|rarely|hardly ever|often|really|also|only|still|currently) (?!need|want|have to|think|forget)\w+|we (?:usually|normally|always|never|often|mostly) \w+|i (?:can't|cannot|can not) (?:stand|eat|drink|have|tolerate|digest|see|drive|swim|sleep)|i (?:take|wear|weigh|study|play|support|collect|commute|cycle|sing|teach|sleep|get up|wake up|go to bed|grew up|was born|come from|belong|suffer) |(?:the|our) .{0,30}\b(?:password|passcode|code|pin|number|address|login|username|iban|combination)\b.{0,40} (?:is|are) \S|i (?:prefer|like|love|hate|dislike|never eat|never drink|live|work|drive|have (?:two|three|four|a|an|one|\d+)\b(?! (?:question|problem|idea|job interview|meeting|appointment))|own|drink|eat|speak|travel|moved|can't hear)\b)/
export const WRONG =
  /^(?:no|nope|actually|correct that|correction|(?:that's|that is|this is|it's) (?:wrong|not right|incorrect|outdated|out of date|old|not true(?: any ?more)?|no longer (?:true|right|correct))|you have .{1,40} wrong|you've got .{1,40} wrong|update your notes|please fix what you remember|fix what you remember|change what you know(?: about [^:,]{1,40})?|correct)\b[,:.]?\s*(?:i mean(?:t)?\s)?/
export const RECALL = [
  /^(?:what|who|which|where|when|whose|how)(?:'s| is| are| was| were| do| did| have| would)?\b.{0,60}\b(?:my|i|me|mine)\b/,
  /^(?:what|when|where) did (?:we|i|you)\b/,
  /^(?:what|where|who|when)(?:'s| is| are| was)? (?:the|our|\w{2,20}'s) .{0,40}\b(?:password|passcode|code|pin|number|birthday|address|keys?|size|plate|login|iban|anniversary|email|phone)\b/,
  /^(?:am i|have i|did i|do i (?:like|have an? allerg|prefer|live|work|own|drive|eat)|what did (?:i|we)|do you (?:remember|recall|know (?:my|(?:who|what|where|when|which) (?:my|i))))\b/,
  /^(?:is there|do you know|are there)? ?(?:any|some)(?:thing|one|body) (?:that )?(?:i|we)(?:'m|'re|'ve| am| are| have| can't| should| like| hate| love)?\b(?!.*\b(?:do|done|miss)\b)/,
  /^who(?:'s| is) (?!the\b|an?\b|your\b|this\b|that\b|there\b|it\b|in\b|at\b|on\b|coming\b|going\b|attending\b|invited\b|allowed\b|able\b)\w{2,20}(?: \w{2,20})?$/,
  /^(?:search|look in|look through) (?:your |my |the |our )?(?:memory|memories|notes)\b/,
  /^(?:look up|recall|find|remind me) (?:what|who|where|when|which|how|everything (?:we|i))\b/,
]
export const LIST = new RegExp(
  `^(?:(?:(?:at )?what|where|how long|which|whose)(?:'s|'re| is| are| do| does| have| other)?|show(?: me| us)?|list|any|anything|do (?:i|we|you) have|is there|are there|how many|when (?:is|are|do|will)|where do (?:we|i) stand|how (?:is|are|'s)|how's|tell me|give me|see|view|display|my|all|our|who|whom)\\b`,
)
export const EVERY =
  /\b(?:everything|all|anything|what|facts|things)\b.{0,30}\b(?:you |your )?(?:know|remember|stored?|learned|learnt|memory|facts|got on me|have on me|got about me|have about me)\b(?! (?:about|of) (?!me\b))/
export const PLAN =
  /^(?:my (?:new )?goal is to|help me (?:to )?plan|plan\b(?! (?:was|to be))|i(?:'d like| want| would like) to (?:learn|plan)\b|we need a plan|let's plan)\b/
export const REPORTS: [RegExp, string][] = [
  [/^((?:the |my )?\w{3,20}s) \w{2,}ed(?: (?:over|up|out|off|in|down|back))?$/, 'done?'],
  [
    /^(?:i|we)(?:'ve| have)? (?:now |just |already |finally )?(?:started|begun|began)(?: with| on| to| working on)? (.{2,60})$/,
    'doing',
  ],
  [
    /^(?:the |my )?(.{2,60}?) (?:is|are|has been|have been|was|got) (?:now |all |finally |already )?(done|finished|complete|completed|ready|over)$/,
    'done',
  ],
  [
    /^(?:the |my )?(.{2,60}?) (?:is|are|has been|have been) (?:now |all |finally |already )?(\w{2,}ed|bought|made|written|sent|found|built|sold|chosen|taken|held|paid)(?: (?:over|up|out|off|in|down|back))?$/,
    'done?',
  ],
  [/^(?:i|we)(?:'ve| have)? (?:now |just |already |finally )?(?:finished|completed|done) (.{2,60})$/, 'done'],
  [
    /^(?:i|we)(?:'ve| have)? (?:now |just |already |finally )?((?:\w{2,}ed|bought|made|wrote|written|sent|found|got|built|sold|chosen|chose|taken|told|held|read) .{2,60})$/,
    'done?',
  ],
  [/^(?:i'm|i am|we're|we are) (?:done|finished|through) with (.{2,60})$/, 'done'],
  [
    /^(?:i|we)(?:'ve| have)? (?:now |just |already |finally )?(?:did|sorted(?: out)?|took care of|taken care of|dealt with|handled|managed|wrapped up|got through) (.{2,60})$/,
    'done',
  ],
  [/^(?:i'm|i am|we're|we are) (?:now )?(?:working on|busy with|doing) (.{2,60})$/, 'doing'],
  [/^(?:i'm|i am|we're|we are) (?:giving up on|dropping|abandoning) (.{2,60})$/, 'dropped'],
]
export const STATUS = new RegExp(
  `^(?:mark|set|flag|tick|check|put|declare)\\b (.{1,80}?)(?: (?:as|to|is|on))? (done|finished|complete|completed|doing|in progress|waiting|skipped|failed|dropped|off)$`,
)

export const SHOULD = new RegExp(
  `^(?:the |my )?(.{0,40}\\b${THING}\\b.{0,40}?) (?:should|must|has to|needs to|ought to) (?:be|come|go|run|start)\\b`,
)

const REAL = '(?:(?:real|actual|live|living|proper|human) )'
const WHO = `(?:(?:an?|another|some|the|your) ${REAL}*(?:human(?: being)?|person|agent|operator|representative|team|(?:member|part) of (?:the|your) team)|some(?:one|body)(?: (?:real|human|else|(?:of|from|on|in) (?:the|your) team))?)`
/** A human being is wanted, in the place of the persona. */
export const HUMAN = new RegExp(
  `^(?:(?:i (?:want|need|wish|would like|would rather)|i['’]d (?:like|rather)|can i|could i|may i|let me)(?: to)? )?` +
    `(?:(?:(?:talk|speak|chat) (?:to|with)|(?:get|give) me|(?:put|connect|transfer) me (?:through )?(?:to|with)|(?:hand|pass) (?:me|us|it|this|(?:this|the|our|my) (?:conversation|chat|matter|question)) (?:over|on) to) ${WHO}|(?:an? )?${REAL}*human(?: being)?|(?:an? )?${REAL}+person)` +
    `(?:,? (?:here|instead|now|please))?(?: about .{1,300})?$`,
)

/** Whether there is time. */
export const FREE =
  /^(?=.*\b(?:free|busy|available|booked|time|room|space|taken|open|occupied|slots?|hour|gap)\b)(?:am i|are we|will (?:i|we) be|do (?:i|we) (?:still )?have (?:any |some |a )?(?:free |spare )?(?:time|room|space|slots?|hour|minute|gap)|how (?:busy|free|full|booked) (?:am i|are we|is|are)|when am i|when are we|have (?:i|we) got (?:any |some |an? )?(?:free |spare )?(?:time|room|space|slots?|hours?|minutes?|gap)|(?:what|which) (?:times|slots|hours) (?:are|do i have)|is (?:there (?:still )?(?:any |an? )?(?:free |open |spare )?(?:time|room|slots?|hour|gap)|(?:my |the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|this|next|morning|afternoon|evening)\b.{0,30}(?:free|taken|open|available|busy)))\b/
export const SUGGEST =
  /^(?:find|suggest|propose|recommend|look for|offer|get)(?: me| us)? .{0,40}\b(?:slots?|times?|gaps?|minutes|mins|hours?|opening)\b|^when (?:could|can|shall|would|might) (?:i|we)\b|^when (?:do|will) (?:i|we) have .{0,30}\b(?:free|spare|time)\b|^(?:when|what) would be a good (?:time|day|moment)\b|^can (?:i|we) (?:squeeze|fit)\b|^(?:what|which) (?:time|day|slot)s?\b.{0,30}\b(?:would|could|works?|suits?|is best|are best)\b/
/** What is spoken of in another way than as something that is to be. */
export const UNEVENT =
  /\b(?:mov(?:ed|es|ing)|slipped|cancel\w*|postponed|rescheduled|changed|later|earlier|instead|delayed|not|never|n't|reminders?|alarms?|notices?|notifications?|plans?|steps?|whiteboards?|chats?|conversations?|forgot|forgotten|missed|was|were|did|had|would|could|should|might)\b|n't\b/
/** "When is the dentist?" */
export const SEEK =
  /^(?:when|what time|at what time|what day|which day)(?: is|'s| are| does| do| will) (?:the |our |my )?(.{2,60}?)(?: (?:start|begin|take place|be|happen|on|again|next))?$/
/** "When do I see Ana?", "how long is the dentist?" */
export const SEEK_MINE =
  /^(?:when|what time|at what time|what day|which day|where|how long)(?: is| are|['’]s| do| am| will| does| did)?(?: (?:i|we)(?: (?:next|have to|need to))?)? (?:see|seeing|meet|meeting|have|having|got|visit|visiting|play|playing|go to|going to|due at|be at|leave for)(?: with| up with| for)? (?:the |our |my |an? )?(?!to\b)(.{2,60}?)(?: (?:next|again|start|begin|take place|take|last|go on|on))?$|^how long (?:is|does|will|are) (?:the |our |my )?(.{2,60}?)(?: (?:take|last|be|go on|run))?$|^(?:when|what time|at what time|what day|which day)(?: is|['’]s| are) (?:my|our) (.{2,60})$/
/** What is left of a question for what there is on a day, once its words for that are gone. */
export const OPEN =
  /\b(?:what|anything|any ?one|something|things?|do|does|did|is|are|am|have|has|got|get|there|i|we|my|me|our|us|the|a|on|in|for|at|of|to|up|look|looks|like|how|day|doing|lined|supposed|plans|schedule|timetable|days|planned|scheduled|happening|happens|going|coming|show|tell|give|read|list|see|else|will|be|rest|what's|how's|about|whole|all|please|week|weekend|month|next|this|coming|today|tonight|tomorrow|morning|afternoon|evening|night|later|now|still|stand|stands)\b|['’]s\b|\W+/g
export const ASKING =
  /^(?:what|what's|how|how's|anything|is anything|is something|any|do (?:i|we) have|have (?:i|we) got|show|tell|give|list|read|is there|are there|see)\b/
/** "… has been moved to Friday." */
export const SHIFTED =
  /^(?:the |my |our )?(.{2,60}?) (?:has|have|was|were|is|got|will)(?: been| being| be)? (?:moved|postponed|rescheduled|shifted|pushed|delayed|brought forward)(?: back| forward)?(?: to| until| till| by)*$/
/** "… by an hour", "… half an hour later". */
export const BY =
  /^(?:snooze(?= (?:it|that|this|.{1,40} reminder)\b)|move|push|shift|bring|pull|delay|postpone|put|make|start|set|extend|lengthen|shorten|prolong)\b (.{2,60}?)(?: (?:back|forwards?|out|ahead|up))?(?: by)? (?:an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|\d{1,3})(?: more)? (?:minute|hour|day|week)s?(?: (?:later|earlier|back|forwards?|longer|shorter|more))?$/
/** "The meeting is at four from now on." */
export const MOVED =
  /^(?:from now on,? )?(?:the |my |our )?(.{2,60}?) (?:is now|is moved|has moved|was moved|has been moved|got moved|is postponed|starts|begins|is)(?: now)?(?: to| until| at| from now on)*$/
/** "The meeting is in room 4." */
export const PLACED =
  /^(?:the |our )?(.{2,60}?) (?:is|are|takes place|will be|happens)(?: now)? ((?:in|at) (?!the (?:past|future)|\d|noon|half|quarter|mid)\S.{1,78})$/
/** "…, put it in my calendar." */
export const THEN_IT = new RegExp(
  `^(.{3,160}?)[,.;]? (?:so |and |please |can you |could you |would you |will you )*((?:put|note|add|enter|save|write|take|remove|delete|cancel|move|strike|drop|skip|scrap|archive|dismiss|pause|bin) (?:it|that|this)(?: (?:one|reminder|step|meeting|appointment|plan|notice|board|chat))?(?= (?:off|in|on|to|from|down|out|into|for|as)\\b|$).{0,60})$`,
  'i',
)
/** "Stop telling me about …", "tell me about … again". */
export const UNTELL =
  /^(?:stop|quit|you can stop|no more|please stop|don't|do not|never|i (?:don't|do not) (?:want|need)(?: any)?(?: more)?)(?: (?:to (?:be told|hear|be notified|get (?:notifications|notices|alerts))|telling|notifying|alerting|bothering|pinging|messaging|tell|notify|alert|bother|ping|message)(?: me)?| (?:notifications|notices|alerts|messages)| showing me)\b(?: (?:about|of|on|for|with|any ?more))*/
export const RETELL = /^(?:tell|notify|alert|message|inform) me(?: about| of)? (.{2,60}?) again$/
/** Being left alone at certain hours. */
export const QUIET = /\bquiet\b|\bdisturb|\b(?:notif|bother|ping|message|alert|silen|mute)/
export const SHARED = /\b(?:shared with(?! me)|who (?:can see|can edit|has access to))\b/
