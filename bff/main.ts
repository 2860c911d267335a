/** The first file: what is compiled once is kept, in Node's own cache, so that the next start is lighter and sooner. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./process.ts')
