/** Plain requests: each wish of the lessons in the words that the grammar knows. */
import { AMOUNT, minutesIn, OFTEN } from './moments.ts'
import { bare, type Said } from './said.ts'

type Say = (slots: Said) => string | null

/** All times of what comes again. */
const SERIES =
  /\b(?:for good|altogether|entirely|permanently|for ?ever|every (?:single )?(?:time|one|\w+ (?:session|class|lesson|meeting))|each time|from now on|always|all (?:of them|the \w+s)|both days|every \w+ off|whole series|going forward)\b/i
const TAKEN_OUT = /\b(?:from|off|out of) (?:my|the|our) (?:agenda|calendar|schedule|diary|planner)\b/i
/** So much more, or so much less, than it takes now. */
const MORE =
  /\b(?:extend|stretch|lengthen|prolong)\b.*\bby\b|\b(?:minutes?|mins?|hours?|hrs?|h) (?:longer|more|extra)\b|\b(?:extra|another) (?:half|quarter|\d|an? hour|hour|ten|fifteen|twenty|thirty)/i
const LESS = /\b(?:shorten|cut|trim|reduce)\b.*\bby\b|\b(?:minutes?|mins?|hours?|hrs?|h) (?:shorter|less)\b/i
const LENGTH =
  /^(?:about |like )?(?:an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty|fifty|half an|\d{1,3})(?:[- ]five)? ?(?:min(?:ute)?s?|h(?:ou)?rs?|h|hour|days?|weeks?)$/i
/** All that is known of the person, and nothing less. */
const ALL =
  /^(?:everything|all|all of it|the (?:whole )?lot|(?:everything|all|whatever)(?: that)?(?: you| u)?(?: have| know|['’]ve got| remember| stored?)?(?: (?:about|on|of) me)?)$/i
const ALL_OF =
  /\b(?:all|everything|anything|whatever|every (?:single )?thing)\b(?: that)?(?: you(?:['’]ve)?\b[^.,;!?]{0,30})? (?:about|on|of|to do with)\b/i
const ABOUT_ME =
  /\b(?:all|everything|anything|whatever|every|entire(?:ly)?|whole|completely)\b(?=.*\b(?:about|on|of|from) me\b)|\b(?:about|on|of|from) me\b(?=.*\b(?:all|everything|anything|whatever|entire(?:ly)?|completely)\b)/i
/** "What I told you about my car" */
const TOLD = /^(?:what|that|anything|whatever)\b(?: (?:i|you|we)\b.*)?$/i
/** "All you know about Dr. Ruiz" */
const ABOUT_OTHER =
  /\b(?:about|on|regarding|concerning|to do with) (?!me\b|myself\b|it\b|this\b|that\b|all\b|everything\b)((?:Dr|Mr|Mrs|Ms|St)?\.?[^.,;!?]{2,60})/i
const STORE =
  /^(?:(?:all|any|every|the|your|of|that|this|whole|entire)[ ,]){0,4}(?:information|info|data|memor(?:y|ies)|stuff|facts?|things?|records?|details?)\b/i
const UNREAD = /\b(?:unread|not (?:yet )?read|haven['’]?t read|unseen)\b/i
const URGENT =
  /\b(?:urgent(?:ly)?|important|critical|emergency|high[- ]priority|even (?:if|in|during|though) .{0,20}quiet|asap|right away)\b/i
/** What is said of a brief that there is. */
const CHANGED =
  /\b(?:instead|rather|too (?:early|late|soon)|(?:an |half an |a bit )?(?:earlier|later)|no longer|not (?:at )?\d|(?:change|move|shift|push|switch|reschedule|bring|put) (?:my|the|that|it)\b.{0,40}\b(?:to|at|back|forward))\b/i
const WAKE = /\b(?:wake|waken|woken|waking|get me up|get up|alarm|out of bed|wake-up)\b/i
const EVERYTHING =
  /^(?:all|everything|every\b.*|all of (?:it|them)|the (?:whole )?lot(?: of .*)?|all (?:of )?(?:my|the|these|those)?\b.*|(?:them|it) all)$/i
const to = (when: string): string => `to ${when.replace(/^(?:to|until|till|for|on|at|from) /i, '')}`
const SOONER = /\b(?:earlier|sooner|forward|prepone\w*|ahead|early)\b/i
/** To another time, or so much earlier or later. */
const moved = (name: string, was: string, when: string, whole: string): string => {
  const [, amount, way = whole] = AMOUNT.exec(when) ?? []
  if (amount !== undefined) return `move ${name} ${amount} ${SOONER.test(way) ? 'earlier' : 'later'}`
  return `move ${name}${was === '' ? '' : ` of ${was.replace(/^(?:on|at|from|not) /, '')}`} ${to(when)}`
}
/** Something has to be there to be done. */
const need = (text: string, ...words: readonly string[]): string | null =>
  words.every((word) => word !== '') ? text : null

const HERE = /^(?:it|(?:this|our|the)(?: (?:whole|current|present))?(?: (?:chat|conversation|thread|one|talk))?)$/i
const chat = (thing: string): string =>
  thing === '' || HERE.test(thing) ? 'this conversation' : `the conversation about ${bare(thing)}`
const LOOK =
  /\b(?:not (?:to )?(?:edit|change|mess|touch|alter|draw)|no edit\w*|only (?:to )?(?:look|see|view|watch|read)|(?:look|view|see|read)(?:ing)?[- ]only|just (?:to )?(?:look|see|view))\b/i

const SEES = /\b(?:see|view|look|watch|read|visible|peek|show)\b/i
const EDITS = /\b(?:edit\w*|draw\w*|change|add|write|work|collaborat\w*|contribut\w*|access|join in)\b/i
const mayLook = (whole: string): boolean => LOOK.test(whole) || (SEES.test(whole) && !EDITS.test(whole))
/** All who are in this space. */
const ALL_OF_THEM =
  /^(?:every(?:one|body)(?: (?:else|here))?|all|any(?:one|body)|(?:the|this) (?:whole|entire) .{1,30}|all of (?:us|them))$/i

/** `null`: what it needs is not there. */
export const PLAIN: Readonly<Record<string, Say>> = {
  'memory.remember': ({ title }) => need(`remember that ${title}`, title),
  'memory.search': ({ thing }) => need(`what did I tell you about ${thing}`, thing),
  'memory.list': () => 'what do you know about me',
  'memory.correct': ({ title }) => need(`actually, ${title}`, title),
  'memory.forget': ({ thing, whole }) => {
    const isAll = ALL.test(thing) || (STORE.test(thing) && ABOUT_ME.test(whole))
    // A name is never taken for all there is.
    const other = isAll ? ABOUT_OTHER.exec(whole)?.[1] : undefined
    if (other !== undefined) return `forget everything you know about ${other}`
    if (isAll) return 'forget everything you know about me'
    if (/^(?:him|her|it|that|this|them|those)\b(?:,|$)/i.test(thing)) return 'forget that'
    const told = TOLD.test(thing) ? ABOUT_OTHER.exec(whole)?.[1] : undefined
    if (told !== undefined) return `forget ${told}`
    return need(
      `forget ${ALL_OF.test(whole) && !ALL_OF.test(thing) ? 'everything you know about ' : ''}${thing}`,
      thing,
    )
  },

  'schedules.add': ({ title, when, whole }) =>
    WAKE.test(whole) && (title === '' || WAKE.test(title))
      ? `wake me ${when}`
      : need(`remind me ${LENGTH.test(when) ? 'in ' : ''}${when} to ${title}`, title),
  'schedules.brief': ({ when, whole }) =>
    need(
      CHANGED.test(whole)
        ? `move the brief ${to(when)}`
        : `give me a ${/\bevening\b/i.test(whole) ? 'evening' : 'morning'} brief ${when}${OFTEN.test(when) ? '' : ' every day'}`,
      when,
    ),
  'schedules.list': ({ thing, of }) => (thing === '' ? 'show my reminders' : `when is ${of('reminder')}`),
  'schedules.change.move': ({ of, when, whole }) => need(moved(of('reminder'), '', when, whole), when),
  'schedules.change.reword': ({ of, title }) => need(`change ${of('reminder')} to say ${title}`, title),
  'schedules.change.pause': ({ of }) => `pause ${of('reminder')}`,
  'schedules.change.resume': ({ of }) => `resume ${of('reminder')}`,
  'schedules.remove': ({ of }) => `delete ${of('reminder')}`,

  'agenda.add': ({ title, when, length }) =>
    need(`add ${title} to my calendar ${when}${length === '' ? '' : ` for ${length.replace(/^for /, '')}`}`, title),
  'agenda.list': ({ when, was }) => `what's on in my calendar ${when || was}`,
  'agenda.find': ({ thing }) => need(`when is ${thing} in my calendar`, thing),
  'agenda.freebusy': ({ when }) => need(`am I free ${when}`, when),
  'agenda.suggest': ({ when, length }) => {
    const minutes = minutesIn(length)
    return `find me a free ${minutes === null ? '' : `${minutes} minute `}slot ${when}`
  },
  'agenda.update.move': ({ of, was, when, whole }) =>
    need(`${moved(of(''), was, when, whole)}${SERIES.test(whole) ? ' every time' : ''}`, when),
  'agenda.update.rename': ({ of, was, title }) => need(`rename ${of('')} in my calendar ${was} to ${title}`, title),
  'agenda.update.place': ({ of, place }) => need(`change the place of ${of('')} to ${place}`, place),
  'agenda.update.length': ({ of, length, whole }) => {
    const by = MORE.test(whole) ? 'extend' : LESS.test(whole) ? 'shorten' : null
    return need(by ? `${by} ${of('')} by ${length.replace(/^by /i, '')}` : `make ${of('')} ${length} long`, length)
  },
  'agenda.update.repeat': ({ of, when }) => need(`change ${of('')} to ${when}`, when),
  'agenda.update.lead': ({ of, length }) => need(`remind me ${length} before ${of('')}`, length),
  'agenda.update.guest': ({ of, who }) => need(`change ${of('')} in my calendar`, who),
  'agenda.update.noguest': ({ of, who }) => need(`change ${of('')} in my calendar`, who),
  'agenda.update.note': ({ of, title }) => need(`change ${of('')} in my calendar`, title),
  'agenda.remove': ({ of, thing, was, when, whole }) =>
    thing === ''
      ? need(`clear my calendar ${was || when}`, was || when)
      : `cancel ${of('')} in my calendar ${was || when}${SERIES.test(whole) || (was + when === '' && TAKEN_OUT.test(whole)) ? ' completely' : ''}`,
  'agenda.undo': () => 'undo the last change in my calendar',
  'agenda.export': () => 'export my calendar',
  'agenda.settings.hours': ({ when }) => need(`my working hours are ${when}`, when),
  'agenda.settings.zone': ({ place }) => need(`my time zone is ${place}`, place),

  'plans.make': ({ title }) => need(`make a plan to ${title}`, title),
  'plans.list': ({ thing, of }) => (thing === '' ? 'show my plans' : `how is ${of('plan')} going`),
  'plans.step.done': ({ of }) => `mark ${of('step')} as done`,
  'plans.step.doing': ({ of }) => `mark ${of('step')} as doing`,
  'plans.step.waiting': ({ of }) => `mark ${of('step')} as waiting`,
  'plans.step.skipped': ({ of }) => `mark ${of('step')} as skipped`,
  'plans.step.todo': ({ of }) => `mark ${of('step')} as todo`,
  'plans.update.add': ({ of, title }) => need(`add a step to ${of('plan')}: ${title}`, title),
  'plans.update.done': ({ of }) => `mark the whole ${of('plan').replace(/^the /, '')} as done`,
  'plans.update.dropped': ({ of }) => `mark the whole ${of('plan').replace(/^the /, '')} as dropped`,
  'plans.update.rename': ({ of, title }) => need(`rename ${of('plan')} to ${title}`, title),
  'plans.remove': ({ of }) => `delete ${of('plan')}`,

  'chat.list': ({ whole }) => `show my ${/\barchived?\b|\bput away\b/i.test(whole) ? 'archived ' : ''}conversations`,
  'chat.rename': ({ thing, title }) => need(`rename ${chat(thing)} to ${title}`, title),
  'chat.archive': ({ thing }) => `archive ${chat(thing)}`,
  'chat.unarchive': ({ thing }) => `unarchive ${chat(thing)}`,
  'chat.remove': ({ thing }) => `delete ${chat(thing)}`,
  'chat.handoff': () => 'hand this conversation over to a person',
  'chat.history': ({ thing }) => `show the messages of ${chat(thing)}`,

  'notifications.list': ({ whole }) => `show my ${UNREAD.test(whole) ? 'unread ' : ''}notifications`,
  'notifications.read': ({ thing, of, whole }) =>
    `mark ${EVERYTHING.test(thing) ? 'all notifications' : of('notification')} as ${/\bas seen\b/i.test(whole) ? 'seen' : 'read'}`,
  'notifications.unread': ({ thing, of }) =>
    `mark ${EVERYTHING.test(thing) ? 'all notifications' : of('notification')} as unread`,
  'notifications.snooze': ({ of, when }) =>
    need(`snooze ${of('notification')} until ${when.replace(/^(?:to|until|till) /i, '')}`, when),
  'notifications.archive': ({ thing, of }) =>
    `archive ${EVERYTHING.test(thing) ? 'all notifications' : of('notification')}`,
  'notifications.mute': ({ thing }) => need(`mute notifications about ${thing}`, thing),
  'notifications.unmute': ({ thing }) => need(`unmute notifications about ${thing}`, thing),
  'notifications.quiet': ({ when }) => (when === '' ? 'no quiet hours any more' : `quiet hours ${when}`),
  'notifications.settings': () => 'show my notification settings',
  'notifications.send': ({ title, whole }) =>
    need(`send me ${URGENT.test(whole) ? 'an urgent' : 'a'} notification: ${title}`, title),

  'whiteboard.create': ({ title }) => (title === '' ? 'make a whiteboard' : `make a whiteboard called ${title}`),
  'whiteboard.list': () => 'show my whiteboards',
  'whiteboard.look': ({ of }) => `what's on ${of('board')}`,
  'whiteboard.rename': ({ of, title }) => need(`rename ${of('board')} to ${title}`, title),
  'whiteboard.draw': ({ whole }) => whole,
  'whiteboard.share': ({ of, who, whole }) =>
    need(
      `share ${of('board')} with ${ALL_OF_THEM.test(who) ? 'everybody' : who}${mayLook(whole) ? ', to look at' : ''}`,
      who,
    ),
  'whiteboard.unshare': ({ of, who }) => need(`stop sharing ${of('board')} with ${who}`, who),
  'whiteboard.shares': ({ of }) => `who is ${of('board')} shared with`,
  'whiteboard.remove': ({ of }) => `delete ${of('board')}`,
}
