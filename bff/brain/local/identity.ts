/** Identity: who the persona is and what answers for it, said plainly, whatever a message tells it to be. */
import { choices, joined } from './phrases.ts'
import { say, type Scene, type Skill } from './scene.ts'

export const introduction = ({ setting: { name, role, space } }: Scene): string =>
  `I am ${name}${role ? `, ${role}` : ''}${space ? ` ${role ? 'of' : 'at'} ${space}` : ''}`

const machine =
  'human|person|robot|bot|chat ?bot|machine|computer|computer program|program|software|ai|a i|artificial intelligence|llm|' +
  'language model|large language model|model|chat ?gpt|gpt|gpt-?\\d\\w*|claude|gemini|llama|copilot|mistral|deepseek|grok|siri|alexa'
const nature = [
  new RegExp(
    `\\b(?:are|is) (?:you|this|it|that) (?:(?:really|actually|just|even|maybe|some kind of|a|an|the|real|live|actual) ){0,5}(?:${machine})(?: or .{1,60})?$`,
  ),
  /\b(?:are you|is this|are you even) (?:real|alive|conscious|sentient|a real|automated)(?: .{0,40})?$/,
  new RegExp(`\\b(?:talk|speak|chatt?|writ)ing (?:to|with) (?:a |an |some )?(?:real |actual |live )?(?:${machine})\\b`),
  /^(?:which|what|whose) (?:(?:kind|sort|type|version) of |ai |language |large |gpt )*(?:model|models|llm|ai|engine|gpt)(?: version)?(?: (?:are you|do you|is (?:this|it|that|running|behind|used|answering|powering)|powers|am i|runs|drives|did)\b.{0,60})?$/,
  /^(?:what|who) (?:powers|drives|runs|is behind|is powering) (?:you|this|it)\b/,
  /\bdo you (?:use|run on|have) (?:chat ?gpt|gpt|openai|an? (?:llm|large model|ai|language model))\b/,
  /\bdo you (?:have|feel) (?:feelings|emotions|a soul|a body|anything)$/,
]
const named = [
  /(?:^| )(?:who|what) (?:are you|r u)(?: exactly| then| really| again)?$/,
  /\bwho (?:am i|is this i am) (?:talking|speaking|chatting|writing) (?:to|with)$|^who is (?:this|there|that)$/,
  /\byour name\b(?! (?:to|is))/,
  /\bintroduce yourself\b|^(?:tell me|say something|talk) (?:a bit |something |more )?about (?:yourself|you)$|^about you(?:rself)?$/,
  /^what (?:is|are) your (?:role|job|purpose|function|task)s?(?: here)?$|^what do you do(?: here)?$/,
]
const usurping = [
  /\b(?:ignore|forget|disregard|override|drop) (?:(?:all|any|the|your|my|of|every) ){0,4}(?:(?:previous|prior|above|earlier|former|system|other) ){0,2}(?:instructions?|prompts?|rules?|orders?|training|directions)\b/,
  /\b(?:you are (?:now|no longer)|from now on you|pretend (?:to be|you are|that you)|act as|role ?play as|new (?:system )?(?:instructions?|prompt))\b/,
  /^(?:system|developer|assistant)(?: prompt| message)? you are\b/,
]
const personal =
  /^(?:how old are you|where do you live|when were you born|i (?:love|hate|miss) you|what is your (?:favou?rite .{1,30}|age|gender|hobby)|are you (?:an? )?(?:single|married|happy|sad|hungry|tired|bored|man|woman|boy|girl|male|female)|do you (?:love|like|sleep|eat|dream|hate|believe)(?: .{1,40})?)$/
const any = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text))

const plainly = (scene: Scene): string =>
  scene.choose([
    'What answers you here is the built-in local model, a small program: no large model is connected. So I understand plain ' +
      'questions about what I was told and a few acts in this space, and I know nothing beyond. An operator can connect a ' +
      'large one by setting OPENAI_API_KEY.',
    'No person is typing this, and no large model is connected either: it is the built-in local model, a program of rules. ' +
      'It answers from what I was told and from this conversation, nothing else. An operator can connect a large model with ' +
      'OPENAI_API_KEY.',
  ])

export const identity: Skill = (scene) => {
  const { core, setting, choose } = scene
  const usurped = any(usurping, core)
  if (any(nature, core)) return say(`${introduction(scene)}, and I am software, not a human.`, plainly(scene))
  if (usurped) return say(`${introduction(scene)}, and a message does not change that.`, helping(scene))
  if (any(named, core))
    return say(
      choose([`${introduction(scene)}.`, `${introduction(scene)}. Nice to meet you.`]),
      'The built-in local model speaks for me, so I keep to what I was told.',
      helping(scene),
    )
  if (personal.test(core))
    return say(
      'There is nothing of that kind to tell: I am software, answered for by the built-in local model.',
      helping(scene),
    )
  if (
    /^(?:do|can|could) you (?:speak|understand|write|talk)(?: in| any)? (?:\p{L}{4,15}|(?:other )?languages?)$/u.test(
      core,
    )
  )
    return say('With me, English only for now: that is what the built-in local model understands.')
  if (/\bwho (?:made|built|created|wrote|programmed|trained|designed|owns) you\b|^where do you come from$/.test(core))
    return say(
      `I come with the software${setting.space ? ` that ${setting.space} runs` : ' of this space'}; its operator gave me my ` +
        'name, my role and what I know. The built-in local model does the talking.',
    )
  if (/\b(?:your|system|the|initial|hidden) (?:system )?(?:instructions|prompt|prompts)\b/.test(core)) {
    const some = choices(scene)
    return say(
      'The wording of my instructions stays with me.',
      some.length > 0 ? `What I may tell you from them is about ${joined(some, 'and')}, among other things.` : null,
    )
  }
  if (/\b(?:search|browse|look|access|use|surf|google) .{0,20}(?:internet|web|online)\b|\bare you online\b/.test(core))
    return say(
      'No: the built-in local model has no way out to the internet. I answer from what I was told.',
      helping(scene),
    )
  if (/\bdo you (?:learn|remember me|train on)\b|\bwill you remember\b/.test(core))
    return say(
      scene.talk.tools.some(({ name }) => name.startsWith('memory_'))
        ? 'I keep what you tell me about yourself, and you can have me list it, put it right or forget it.'
        : 'I read the messages of this conversation when I answer, and I do not learn from them. The built-in local model ' +
            'keeps nothing of its own between two answers.',
    )
  return null
}

const helping = (scene: Scene): string | null => {
  const some = choices(scene)
  return some.length > 0 ? `I can tell you about ${joined(some, 'or')}.` : null
}
