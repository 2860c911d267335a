/** What is true of Kiln & Field: the pages show it and the persona answers from it, so it is written once. No DOM. */

export type Day = 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday'
export type Level = 'new' | 'some' | 'family'

export interface Class {
  id: string
  name: string
  level: Level
  /** Who it suits, in a few words. */
  suits: string
  does: string
  sessions: { day: Day; from: string; to: string }[]
  /** Whole euros, and what they pay for. */
  price: number
  per: string
  places: number
  bring: string
}

export const days: Day[] = ['Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const hours: { days: string; open: string }[] = [
  { days: 'Wednesday to Friday', open: '10:00 to 18:00' },
  { days: 'Saturday and Sunday', open: '9:00 to 17:00' },
  { days: 'Monday and Tuesday', open: 'closed' },
]

export const place = {
  street: '3 Tannery Yard',
  town: 'Harrow Quay',
  mail: 'hello@kilnandfield.example',
  tram: 'Tram 4 to Tannery Bridge, then two minutes along the water',
}

export const classes: Class[] = [
  {
    id: 'first-turn',
    name: 'First Turn',
    level: 'new',
    suits: 'Never thrown before',
    does: 'Two unhurried hours at the wheel. You keep your two best bowls.',
    sessions: [
      { day: 'Saturday', from: '10:00', to: '12:00' },
      { day: 'Sunday', from: '10:00', to: '12:00' },
    ],
    price: 52,
    per: 'person',
    places: 8,
    bring: 'Short nails and a towel',
  },
  {
    id: 'hand-and-slab',
    name: 'Hand & Slab',
    level: 'new',
    suits: 'No wheel, no experience',
    does: 'Pinch, coil and slab at the long table. A tray, a vase or something odd.',
    sessions: [{ day: 'Thursday', from: '18:30', to: '21:00' }],
    price: 46,
    per: 'person',
    places: 12,
    bring: 'A shape you would like to make',
  },
  {
    id: 'six-wednesdays',
    name: 'Six Wednesdays',
    level: 'new',
    suits: 'Beginners who want to stay',
    does: 'Six evenings from wedging to glazing, with the same eight people.',
    sessions: [{ day: 'Wednesday', from: '18:30', to: '21:00' }],
    price: 285,
    per: 'course of six evenings',
    places: 8,
    bring: 'An apron; tools are yours to keep',
  },
  {
    id: 'glaze-lab',
    name: 'Glaze Lab',
    level: 'some',
    suits: 'You have fired work before',
    does: 'Mix, test and read glazes. You leave with twelve tiles and the recipes.',
    sessions: [{ day: 'Friday', from: '14:00', to: '17:00' }],
    price: 64,
    per: 'person',
    places: 6,
    bring: 'A notebook that may get wet',
  },
  {
    id: 'open-bench',
    name: 'Open Bench',
    level: 'some',
    suits: 'You can work on your own',
    does: 'A wheel, a shelf and the kettle. Someone from the studio is near.',
    sessions: [
      { day: 'Thursday', from: '10:00', to: '13:00' },
      { day: 'Friday', from: '10:00', to: '13:00' },
      { day: 'Saturday', from: '14:00', to: '17:00' },
    ],
    price: 30,
    per: 'bench for three hours',
    places: 5,
    bring: 'Your own clay, or ours at €3 a kilo',
  },
  {
    id: 'young-hands',
    name: 'Young Hands',
    level: 'family',
    suits: 'Ages 7 to 12, with an adult',
    does: 'Ninety minutes of animals, towers and mud. Two pieces are fired.',
    sessions: [{ day: 'Sunday', from: '14:00', to: '15:30' }],
    price: 38,
    per: 'child and adult',
    places: 6,
    bring: 'Clothes that can take it',
  },
]

/** Everything else a customer may ask about, as topic and fact. */
export const facts: [topic: string, fact: string][] = [
  ['Included', 'Class prices include clay, tools, glaze and firing; at Open Bench clay and firing are extra'],
  ['Booking', 'Classes are booked on the Classes page or at the counter, and a place is held once it is paid'],
  ['Cancelling', 'Cancel up to 48 hours before for a full refund; after that you may give the place to a friend'],
  ['Course dates', 'Six Wednesdays begins on the first Wednesday of January, March, May, July, September and November'],
  ['Groups', 'The studio can be booked for 6 to 14 people on Tuesdays from €340 for two and a half hours'],
  ['Collecting', 'Pieces made in a class are ready three weeks later and are kept for eight weeks'],
  [
    'Firing',
    'Work is bisque fired at 1,000 °C and glaze fired at 1,240 °C in an electric kiln; glaze firings run on Mondays',
  ],
  [
    'Firing your own work',
    'Stoneware made elsewhere is fired for €6 a litre of kiln space, once we know the clay and the glaze',
  ],
  ['Delivery', 'Parcels within the country take 3 to 5 working days and cost €7, or nothing above €90'],
  [
    'Delivery abroad',
    'Parcels to the rest of the EU take 5 to 8 working days and cost €16; we do not ship further yet',
  ],
  ['Returns', 'Unused pieces may come back within 30 days for a refund; commissions and seconds may not'],
  ['Breakages', 'If a pot arrives broken, send a photo within 7 days and we make or send another at no cost'],
  ['Care', 'All stoneware is safe in the dishwasher and the microwave, but not on a flame; warm it slowly in the oven'],
  [
    'Commissions',
    'Tableware for homes and restaurants takes 8 to 10 weeks, starts at 12 pieces and needs a third in advance',
  ],
  ['Gift vouchers', 'Vouchers start at €25, last two years and pay for classes as well as pots'],
  ['Access', 'The studio is step-free and one wheel can be used from a wheelchair; tell us and it is yours'],
  ['Parking', 'There is no parking in the yard; bicycles may come in'],
  ['People', 'Ines Harrow throws and founded the studio; Tom Field runs the kilns and mixes the glazes'],
]

/** The shop: what stands on the shelf this week. `pot` names a profile and `glaze` a pair of colours in pots.ts. */
export const shelf: { pot: string; glaze: string; name: string; price: number }[] = [
  { pot: 'bottle', glaze: 'tenmoku', name: 'Field bottle', price: 84 },
  { pot: 'moon', glaze: 'celadon', name: 'Moon jar', price: 240 },
  { pot: 'tumbler', glaze: 'cobalt', name: 'Tumbler', price: 24 },
  { pot: 'bowl', glaze: 'ash', name: 'Serving bowl', price: 58 },
  { pot: 'jug', glaze: 'oxblood', name: 'Quart jug', price: 72 },
  { pot: 'cup', glaze: 'ochre', name: 'Morning cup', price: 28 },
]
