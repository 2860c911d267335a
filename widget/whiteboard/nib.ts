/** A pen whose line has weight. The only importer of perfect-freehand. */
import { getStroke } from 'perfect-freehand'
import type { Nib } from './paint.ts'

export const nib: Nib = (points, pressures, width) => {
  const all: [number, number, number][] = []
  for (let i = 0; i + 1 < points.length; i += 2)
    all.push([points[i] as number, points[i + 1] as number, pressures?.[i / 2] ?? 0.5])
  const edge = getStroke(all, {
    size: width * 2,
    thinning: 0.55,
    smoothing: 0.5,
    streamline: 0.35,
    simulatePressure: !pressures,
    last: true,
  })
  const path = new Path2D()
  for (const [i, [x, y]] of edge.entries()) {
    const [nx, ny] = edge[(i + 1) % edge.length] as [number, number]
    if (i === 0) path.moveTo((x + nx) / 2, (y + ny) / 2)
    else path.quadraticCurveTo(x, y, (x + nx) / 2, (y + ny) / 2)
  }
  path.closePath()
  return path
}
