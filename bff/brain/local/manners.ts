/** Manners: greetings, thanks, leave-taking, and the small words between. */
import { introduction } from './identity.ts'
import { choices, joined, quoted, upper } from './phrases.ts'
import { say, type Scene, type Skill } from './scene.ts'

const question = (scene: Scene): string => {
  const { setting, choose } = scene
  const some = choices(scene)
  const starter =
    setting.starters.length > 0 ? setting.starters[choose([0, 1, 2]) % setting.starters.length] : undefined
  if (starter) return `You could ask: ${quoted(starter)}`
  return some.length > 0 ? `Ask me about ${joined(some, 'or')}.` : 'What can I do for you?'
}

const hello: Skill = (scene) => {
  const { asked, choose, before } = scene
  if (before.some(({ by }) => by === 'persona'))
    return say(
      choose(['Hello again.', 'Here I am.', 'Hello.']),
      choose(['What would you like to know?', 'What is next?']),
    )
  const greeting = /\bgood (?:morning|afternoon|evening)\b/i.exec(asked)?.[0] ?? 'Hello'
  return say(`${upper(greeting.toLowerCase())}, ${introduction(scene)}.`, question(scene))
}

const small: [RegExp, (scene: Scene) => string[]][] = [
  [
    /^(?:(?:and )?how (?:are|r) (?:you|u|things)(?: (?:doing|today|going|feeling))*|how is it going|how is life|how do you do|what is up|sup)(?: today)?$/,
    (scene) => [
      scene.choose(['Well, thank you: everything here is running.', 'All is well here, thank you for asking.']),
      'How can I help?',
    ],
  ],
  [
    /^(?:many |ok |okay |great |perfect |cool )*(?:thanks|thank you|thx|ty|cheers|much appreciated|thank u)\b(?: (?:a lot|so much|very much|again|juno|you|that is all|that is (?:helpful|great|good)))*(?: for .{1,60})?$/,
    ({ choose }) => [choose(['You are welcome.', 'Glad to help.', 'With pleasure.'])],
  ],
  [
    /^(?:ok |okay |thanks |thank you )*(?:good ?bye|bye|bye bye|see you|see ya|cya|farewell|good ?night|have a (?:good|nice|great) (?:day|evening|weekend|one)|until (?:tomorrow|next time))\b.{0,20}$/,
    ({ choose }) => [choose(['Goodbye, and come back whenever you like.', 'Until next time.', 'Take care.'])],
  ],
  [
    /^(?:sorry|my apologies|i am sorry|oops|my bad|pardon(?: me)?)$/,
    () => ['No harm done. What would you like to know?'],
  ],
  [
    /^(?:you are |that is |this is |very |so |really )*(?:great|good|nice|cool|awesome|amazing|perfect|wonderful|excellent|helpful|lovely|well done|good job|love it|i like you|smart|funny|kind)$/,
    ({ choose }) => [choose(['That is kind of you.', 'Good to hear.']), 'Is there anything else?'],
  ],
  [
    /^(?:you are |this is |that is |you |so |really |completely )*(?:bad|stupid|useless|dumb|wrong|idiot|terrible|awful|suck|sucks|not helpful|unhelpful|horrible|incorrect)$/,
    () => [
      'I am sorry that I was no help. I am the built-in local model and miss a good deal; a shorter question in other words may reach me.',
    ],
  ],
  [
    /^(?:ok|okay|k|alright|all right|fine|sure|yes|yep|yeah|no|nope|no thanks|got it|i see|understood|hm+|ah+|oh|aha|lol|haha|ha|never ?mind|forget it|nothing)(?: (?:ok|then|thanks|it))?$/,
    ({ choose }) => [
      choose(['All right.', 'Good.', 'Understood.']),
      choose(['I am here when you need me.', 'Ask me anything else you want to know about this place.']),
    ],
  ],
  [
    /^(?:please )?(?:do not|never|(?:there is )?no need to|you (?:should|must|need) not) (?:please |ever )?(?:cancel|delete|remove|move|change|remind|add|book|put|schedule|pause|mute|mark|archive|share|rename|touch|send|drop|skip|clear|wipe|erase) .{1,90}$/,
    () => ['All right, I leave that as it is.'],
  ],
  [
    /^(?:(?:speak|talk|chat) (?:to|with)|(?:get|give|find|connect) me(?: to| with)?|(?:i (?:want|need)) (?:to (?:speak|talk) (?:to|with) )?)(?: ?(?:a|an|the|some|real|live|human|actual))* ?(?:human|person|agent|someone|somebody|operator|representative|staff|manager)(?: being| please| here)?$/,
    (scene) => [
      'I cannot put you through to a person from here.',
      contact(scene) ?? 'I was not told how to reach one either; the people who run this page can say.',
    ],
  ],
]

const contact = ({ setting }: Scene): string | null => {
  const told = setting.facts.find(({ ideas }) => ideas.has('contact'))
  return told ? `What I was told: ${told.topic ? `${told.topic}: ` : ''}${told.text}` : null
}

export const manners: Skill = (scene) => {
  const { asked, core, greeted, talk, choose } = scene
  if (asked === '') {
    const seen = talk.turns.some(({ by }) => by === 'person')
    if (!seen) return hello(scene)
    return say(
      choose(['Your message came without words.', 'I see no words in your message.']),
      'What would you like to know?',
    )
  }
  if (core === '' && (greeted || /[\p{L}\p{N}]/u.test(asked))) return hello(scene)
  if (core.length > 120) return null
  for (const [pattern, answer] of small) if (pattern.test(core)) return say(...answer(scene))
  if (core === '' || !/[\p{L}\p{N}]/u.test(core))
    return say('I can read only words, and found none there.', 'What would you like to know?')
  return null
}
