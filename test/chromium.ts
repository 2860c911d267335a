/** The browser of the tests: finds Chrome or Chromium, or installs it where that needs nobody's consent. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const usual = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((folder) =>
    join(process.env[folder] ?? '', 'Google/Chrome/Application/chrome.exe'),
  ),
]

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function find(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const places = [process.env['CHROME_PATH'] ?? '', ...names.flatMap((name) => folders.map((at) => join(at, name)))]
  return [...places, ...usual].find((path) => path && existsSync(path))
}

const runs = (command: string, ...args: string[]) => {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    return true
  } catch {
    return false
  }
}

function install(): boolean {
  if (!existsSync('/usr/bin/apt-get')) return false
  const root = process.getuid?.() === 0
  if (!root && !runs('sudo', '-n', 'true')) return false
  const apt = (...args: string[]) => (root ? runs('apt-get', ...args) : runs('sudo', '-n', 'apt-get', ...args))
  console.error('Installing Chromium for the browser tests.')
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')
}

/** The path of a browser. Ends the process with 1 and one line of advice when there is none to be had. */
export function chromiumPath(): string {
  const path = find() ?? (install() ? find() : undefined)
  if (path) return path
  console.error('The browser tests need Chrome or Chromium: install one, or set CHROME_PATH to it.')
  process.exit(1)
}

if (import.meta.main) console.log(chromiumPath())
