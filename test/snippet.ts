/** `npm run snippet -- app_… https://backend.example`: the tag that pins this very release, with what its files must be. */
import { readFileSync } from 'node:fs'

const [app = 'app_…', backend = 'https://your-backend.example'] = process.argv.slice(2)
const digests = JSON.parse(readFileSync(new URL('../dist/integrity.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>
const base = backend.replace(/\/$/, '')
const loader = Object.keys(digests).find((name) => /^widget-[0-9a-f]{8}\.js$/.test(name)) ?? 'widget.js'
const chunks = Object.entries(digests).filter(([name]) => name.startsWith('widget/'))
const integrity = Object.fromEntries(chunks.map(([name, digest]) => [`${base}/${name}`, digest]))

process.stdout.write(`<!-- The loader by a name that never changes its meaning, and every file that it may fetch. -->
<script type="importmap">${JSON.stringify({ integrity })}</script>
<script async src="${base}/${loader}" integrity="${digests[loader]}" crossorigin="anonymous" data-app="${app}"></script>
`)
