/** Throws the pots of the pages: a profile turned about its axis, dipped in two glazes, lit from the left. */
import { s } from './dom.ts'

/** Half a silhouette from rim to foot: [height, radius] in a field 160 wide whose board is at 168. */
type Profile = [y: number, r: number][]
interface Form {
  profile: Profile
  /** How far down the second glaze reaches, as a share of the height. */
  dip: number
  handle?: string
  spout?: string
}

const axis = 80

const forms: Record<string, Form> = {
  bottle: {
    profile: [
      [14, 13],
      [20, 11],
      [44, 10],
      [62, 14],
      [84, 34],
      [112, 45],
      [140, 39],
      [158, 27],
      [168, 25],
    ],
    dip: 0.52,
  },
  moon: {
    profile: [
      [32, 27],
      [38, 28],
      [54, 50],
      [82, 67],
      [104, 68],
      [132, 55],
      [156, 33],
      [168, 29],
    ],
    dip: 0.3,
  },
  tumbler: {
    profile: [
      [84, 29],
      [96, 29.5],
      [120, 29],
      [146, 27],
      [160, 24],
      [168, 20],
    ],
    dip: 0.42,
  },
  bowl: {
    profile: [
      [102, 69],
      [108, 67],
      [126, 56],
      [144, 38],
      [156, 25],
      [160, 22],
      [168, 24],
    ],
    dip: 0.34,
  },
  jug: {
    profile: [
      [40, 27],
      [52, 23],
      [68, 26],
      [96, 41],
      [122, 45],
      [148, 36],
      [168, 29],
    ],
    dip: 0.46,
    handle: 'M99 52C142 34 150 92 118 118',
    spout: 'M56 40C48 38 42 35 38 38C42 46 50 52 58 58Z',
  },
  cup: {
    profile: [
      [112, 33],
      [118, 33],
      [138, 32],
      [154, 27],
      [162, 20],
      [168, 20],
    ],
    dip: 0.5,
    handle: 'M110 120C138 114 138 152 105 150',
  },
}

/** Under-glaze, over-glaze and the iron that comes through both. */
const glazes: Record<string, [first: string, second: string, iron: string]> = {
  celadon: ['#b9cdbb', '#9dbba8', '#5d6a4f'],
  tenmoku: ['#4a2c1f', '#211a1a', '#b0713a'],
  cobalt: ['#dfe3e2', '#3d5aa8', '#2b3553'],
  ash: ['#d8d2c1', '#a9ab93', '#6a5a3e'],
  oxblood: ['#8a3032', '#5e1f26', '#d9b9a0'],
  ochre: ['#d3a44e', '#efe6d2', '#7a4a22'],
}
const clay = '#b79a7d'

const round = (n: number) => Math.round(n * 10) / 10

/** Numbers that look random and are the same on every visit (mulberry32). */
function chance(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Catmull-Rom through the points, as cubic Béziers that continue a path standing at the first of them. */
function smooth(points: [x: number, y: number][]): string {
  let path = ''
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [points[i - 1] ?? points[i]!, points[i]!, points[i + 1]!, points[i + 2] ?? points[i + 1]!]
    const c1 = [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6]
    const c2 = [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6]
    path += `C${[...c1, ...c2, ...p2].map(round).join(' ')}`
  }
  return path
}

function silhouette(profile: Profile): string {
  const [topY, topR] = profile[0]!
  const [footY, footR] = profile.at(-1)!
  const right = profile.map(([y, r]): [number, number] => [axis + r, y])
  const left = profile.map(([y, r]): [number, number] => [axis - r, y]).reverse()
  return (
    `M${axis + topR} ${topY}${smooth(right)}` +
    `A${footR} ${round(footR * 0.14)} 0 0 1 ${axis - footR} ${footY}${smooth(left)}` +
    `A${topR} ${round(topR * 0.16)} 0 0 1 ${axis + topR} ${topY}Z`
  )
}

/** The lower edge of a dip: it sags towards the middle, as seen from a little above, and runs in a few places. */
function edge(y: number, sag: number, run: number, random: () => number): string {
  const points: [number, number][] = []
  for (let x = -4; x <= 164; x += 12) {
    const around = Math.sqrt(Math.max(0, 1 - ((x - axis) / 78) ** 2))
    points.push([x, y + sag * around + (random() - 0.35) * run * around])
  }
  return `M-4 -4L-4 ${round(points[0]![1])}${smooth(points)}L164 -4Z`
}

let made = 0

/** An SVG of the named form in the named glaze; decorative, so hidden from assistive technology. */
export function pot(form: string, glaze: string): SVGSVGElement {
  const { profile, dip, handle, spout } = forms[form] ?? forms['bowl']!
  const [first, second, iron] = glazes[glaze] ?? glazes['ash']!
  const id = `pot${++made}`
  const random = chance(form.length * 977 + glaze.charCodeAt(0) * 131)
  const [topY, topR] = profile[0]!
  const height = 168 - topY
  const shape = silhouette(profile)

  const rings = []
  for (let i = 1; i < profile.length - 1; i++) {
    const [y, r] = profile[i]!
    rings.push(
      s('path', {
        d: `M${axis - r} ${y}Q${axis} ${round(y + r * 0.3)} ${axis + r} ${y}`,
        stroke: i % 2 ? '#fff' : '#000',
        'stroke-opacity': 0.045,
        'stroke-width': 2.4,
        fill: 'none',
      }),
    )
  }
  const specks = Array.from({ length: 46 }, () =>
    s('circle', {
      cx: round(axis - 68 + random() * 136),
      cy: round(topY + random() * (height - 14)),
      r: round(0.3 + random() ** 3 * 1.1),
      fill: iron,
      'fill-opacity': round(0.25 + random() * 0.5),
    }),
  )

  return s(
    'svg',
    { viewBox: '0 0 160 172', class: 'pot', 'aria-hidden': 'true', focusable: 'false' },
    s(
      'defs',
      {},
      s('clipPath', { id: `${id}c` }, s('path', { d: shape })),
      s(
        'linearGradient',
        { id: `${id}l`, x1: 0, x2: 1 },
        s('stop', { offset: 0, 'stop-color': '#000', 'stop-opacity': 0.24 }),
        s('stop', { offset: 0.2, 'stop-color': '#000', 'stop-opacity': 0.04 }),
        s('stop', { offset: 0.34, 'stop-color': '#fff', 'stop-opacity': 0.2 }),
        s('stop', { offset: 0.5, 'stop-color': '#000', 'stop-opacity': 0 }),
        s('stop', { offset: 0.8, 'stop-color': '#000', 'stop-opacity': 0.22 }),
        s('stop', { offset: 1, 'stop-color': '#000', 'stop-opacity': 0.42 }),
      ),
      s(
        'radialGradient',
        { id: `${id}s` },
        s('stop', { offset: 0, 'stop-color': '#000', 'stop-opacity': 0.38 }),
        s('stop', { offset: 1, 'stop-color': '#000', 'stop-opacity': 0 }),
      ),
      s(
        'radialGradient',
        { id: `${id}h` },
        s('stop', { offset: 0, 'stop-color': '#fff', 'stop-opacity': 0.5 }),
        s('stop', { offset: 1, 'stop-color': '#fff', 'stop-opacity': 0 }),
      ),
    ),
    s('ellipse', { cx: axis + 8, cy: 170, rx: profile.at(-1)![1] * 1.75, ry: 4.5, fill: `url(#${id}s)` }),
    ...(handle
      ? [
          s('path', { d: handle, stroke: iron, 'stroke-opacity': 0.5, 'stroke-width': 10, fill: 'none' }),
          s('path', { d: handle, stroke: second, 'stroke-width': 9, 'stroke-linecap': 'round', fill: 'none' }),
          s('path', { d: handle, stroke: '#fff', 'stroke-opacity': 0.2, 'stroke-width': 2, fill: 'none' }),
        ]
      : []),
    ...(spout
      ? [s('path', { d: spout, fill: second }), s('path', { d: spout, fill: '#000', 'fill-opacity': 0.16 })]
      : []),
    s('path', { d: shape, fill: clay }),
    s(
      'g',
      { 'clip-path': `url(#${id}c)` },
      s('path', { d: edge(152, 5, 5, random), fill: first }),
      s('path', { d: edge(topY + height * dip - 3, 7, 16, random), fill: iron, 'fill-opacity': 0.28 }),
      s('path', { d: edge(topY + height * dip - 6, 7, 16, random), fill: second, 'fill-opacity': 0.94 }),
      ...specks,
      ...rings,
      s('rect', { x: axis - 72, y: 0, width: 144, height: 176, fill: `url(#${id}l)` }),
      s('ellipse', {
        cx: axis - topR * 0.2 - 14,
        cy: topY + height * 0.45,
        rx: 9,
        ry: height * 0.24,
        fill: `url(#${id}h)`,
      }),
    ),
    s('ellipse', { cx: axis, cy: topY, rx: topR, ry: round(topR * 0.16), fill: second }),
    s('ellipse', { cx: axis, cy: topY, rx: topR, ry: round(topR * 0.16), fill: '#000', 'fill-opacity': 0.5 }),
    s('ellipse', {
      cx: axis,
      cy: topY,
      rx: topR,
      ry: round(topR * 0.16),
      fill: 'none',
      stroke: iron,
      'stroke-width': 1.6,
      'stroke-opacity': 0.9,
    }),
  )
}
