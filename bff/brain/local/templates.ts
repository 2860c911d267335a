/** Templates: the steps that a goal of some sort usually takes, for a plan that somebody wants made. */

const SORTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /\b(?:party|wedding|birthday|anniversary|celebration|reception|barbecue|bbq|reunion|shower|festival|gala)\b/,
    [
      'settle the date and the budget',
      'write the guest list',
      'find the place',
      'send the invitations',
      'arrange food and drinks',
      'plan the day itself',
    ],
  ],
  [
    /\b(?:trip|travel|holiday|vacation|visit|journey|tour|weekend in|honeymoon|camping|road ?trip)\b/,
    [
      'settle the dates and the budget',
      'check passports and visas',
      'book the journey',
      'book places to stay',
      'list what to see and do',
      'pack',
    ],
  ],
  [
    /\b(?:move|moving|relocat\w+|new (?:flat|house|home|apartment|office))\b/,
    [
      'settle the moving day',
      'book the movers',
      'sort out what to keep',
      'pack the boxes',
      'change the address everywhere',
      'hand over the keys',
    ],
  ],
  [
    /\b(?:learn|study|speak|course|exam|language|certificate|licen[cs]e|degree|spanish|french|german|italian|piano|guitar|cello|driving)\b/,
    [
      'say what to be able to do, and by when',
      'find a course or a teacher',
      'set fixed times each week',
      'practise the basics',
      'try it out for real',
      'look at the progress',
    ],
  ],
  [
    /\b(?:marathon|run|running|fit|fitness|weight|gym|triathlon|swim|cycle|climb|health|diet|smoking|sleep|yoga|exercise)\b/,
    [
      'say what to reach, and by when',
      'note where things stand today',
      'set fixed times each week',
      'begin with small goals',
      'keep a log',
      'look at the progress',
    ],
  ],
  [
    /\b(?:launch|release|product|campaign|newsletter|website|app|shop|store|startup|business|company|brand)\b/,
    [
      'say what it is, and for whom',
      'settle the date and the budget',
      'make a first version',
      'let a few people try it',
      'prepare the announcement',
      'launch',
      'look at what came of it',
    ],
  ],
  [
    /\b(?:conference|workshop|meeting|event|meetup|talk|presentation|seminar|webinar|exhibition)\b/,
    [
      'settle the date, the place and the budget',
      'find speakers and helpers',
      'write the programme',
      'invite people',
      'prepare the rooms and the equipment',
      'run the day',
      'thank everybody',
    ],
  ],
  [
    /\b(?:write|book|novel|thesis|report|article|paper|essay|blog|documentation)\b/,
    [
      'say what it is about, and for whom',
      'collect the material',
      'make an outline',
      'write a first draft',
      'have somebody read it',
      'revise it',
    ],
  ],
  [
    /\b(?:renovat\w+|redo|refit|build|repair|paint|garden|balcony|kitchen|bathroom|house|flat|room|garage|treehouse|shed|roof)\b/,
    [
      'measure and draw what it should be',
      'settle the budget',
      'ask for offers or collect the material',
      'settle the order of the work',
      'do the work',
      'clean up and check everything',
    ],
  ],
  [
    /\b(?:job|career|hire|hiring|apply|application|interview|promotion|recruit\w*)\b/,
    [
      'say what is wanted',
      'bring the papers up to date',
      'collect places to ask at',
      'send the applications',
      'prepare for the talks',
      'decide',
    ],
  ],
  [
    /\b(?:save|saving|budget|tax|taxes|debt|invest\w*|money|insurance|finances?)\b/,
    [
      'collect the papers',
      'see where the money goes',
      'set an amount and a date',
      'set up what can run by itself',
      'look at it each month',
    ],
  ],
]
const ANY = [
  'say what done looks like',
  'collect what is needed',
  'do the first small part',
  'do the rest',
  'look at what came of it',
]

/** Four to seven steps, in order. */
export const stepsFor = (goal: string): readonly string[] =>
  SORTS.find(([sort]) => sort.test(goal.toLowerCase()))?.[1] ?? ANY
