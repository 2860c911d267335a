/** The count in the page's own title and icon. A page allows it by the attribute `page-badge`; at 0 all is as it was. */

const counted = /^\(\d+\+?\) /

export class PageBadge {
  #icon: HTMLLinkElement | null = null
  /** The page's own address of its icon; `null`: it had none. */
  #own: string | null = null

  show(count: number): void {
    const title = document.title.replace(counted, '')
    const words = count > 0 ? `(${count > 99 ? '99+' : count}) ${title}` : title
    if (words !== document.title) document.title = words
    if (count > 0) void this.#dot()
    else this.#restore()
  }

  async #dot(): Promise<void> {
    if (this.#icon !== null) return
    const found = document.querySelector<HTMLLinkElement>('link[rel~=icon]')
    this.#own = found?.href ?? null
    const link = found ?? document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'icon' }))
    this.#icon = link
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 })
    const pen = canvas.getContext('2d')
    if (pen === null) return
    const own = this.#own === null ? null : await load(this.#own)
    if (own !== null) pen.drawImage(own, 0, 0, 32, 32)
    pen.fillStyle = '#d4342a'
    pen.beginPath()
    pen.arc(own === null ? 16 : 23, own === null ? 16 : 9, own === null ? 14 : 9, 0, 7)
    pen.fill()
    // It may be 0 again by now.
    if (this.#icon === link) link.href = canvas.toDataURL()
  }

  #restore(): void {
    const icon = this.#icon
    this.#icon = null
    if (icon === null) return
    if (this.#own === null) icon.remove()
    else icon.href = this.#own
  }
}

/** An icon of another site that does not lend it could not be drawn on. */
const load = async (href: string): Promise<HTMLImageElement | null> => {
  const image = Object.assign(new Image(), { crossOrigin: 'anonymous', src: href })
  return image.decode().then(
    () => image,
    () => null,
  )
}
