/** Put a text on the clipboard, and show at the button that it is there. */

/** @returns false without the permission or the clipboard; the text can still be selected */
export const copyText = async (button: HTMLElement, text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    return false
  }
  button.classList.add('copied')
  setTimeout(() => button.classList.remove('copied'), 1600)
  return true
}

/** A persona's words without the marks of what it went by. */
export const withoutMarks = (text: string): string => text.replace(/ ?\[m:\w{1,64}(?:,[^[\]\n]{0,80})?\]/g, '')
