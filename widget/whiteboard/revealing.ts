/** Bringing things into view, and putting them where one looks. */
import { onBoard, fitted } from './camera.ts'
import { COVERED, type Editor } from './editor.ts'
import { boxAround } from './paint.ts'

/** Bring these into view, if they are not. */
export const reveal = ({ find, scene }: Editor, ids: Iterable<string>): void => {
  const box = boxAround(
    [...ids].flatMap((id) => find(id) ?? []),
    find,
  )
  const { camera, width, height } = scene
  if (!box || width === 0) return
  const { zoom } = camera
  const [x, y] = [(box.x - camera.x) * zoom, (box.y - camera.y) * zoom]
  if (x >= 0 && y >= 0 && x + box.w * zoom <= width && y + box.h * zoom <= height - COVERED) return
  const next = fitted(box, width, height, COVERED)
  const middle = {
    x: box.x + box.w / 2 - width / 2 / zoom,
    y: box.y + box.h / 2 - (height - COVERED) / 2 / zoom,
  }
  scene.look(next.zoom < zoom ? next : { ...camera, ...middle })
}

export const middleOfView = ({ scene: { camera, width, height } }: Editor): [number, number] =>
  onBoard(camera, [width / 2, (height - COVERED) / 2])
