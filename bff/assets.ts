/** Built files: the loader and its chunks for any site, and the demo pages for this one. */
import { fileURLToPath } from 'node:url'
import express from 'express'
import type { Demo } from './demo.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** What a page of ours may do. No inline script, nothing from elsewhere. */
const PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ')

/** @param demo what the demo pages must know; without it there are none */
export const assets = (demo: Demo | undefined): express.Handler => {
  const router = express.Router()
  const scripts = (cache: string): Parameters<typeof express.static>[1] => ({
    index: false,
    fallthrough: true,
    setHeaders(response) {
      response.setHeader('Cache-Control', cache)
      // Scripts are for every site: with `crossorigin` and integrity they need both.
      response.setHeader('Access-Control-Allow-Origin', '*')
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    },
  })
  router.get('/widget.js', express.static(dist, scripts('public, max-age=300')))
  router.get(/^\/widget-[0-9a-f]{8}\.js$/, express.static(dist, scripts('public, max-age=31536000, immutable')))
  // The fixed names among hashed ones: what a bundler imports.
  router.get(['/widget/index.js', '/widget/react.js'], express.static(dist, scripts('public, max-age=300')))
  router.use('/widget', express.static(`${dist}widget`, scripts('public, max-age=31536000, immutable')))
  if (demo) {
    const { host, ...told } = demo
    router.get('/demo/config.json', (_, response) => void response.set('Cache-Control', 'no-store').json(told))
    router.use('/demo/host', (request, response) => void host(request, response))
    router.use(
      ['/demo', '/'],
      express.static(`${dist}demo`, {
        extensions: ['html'],
        setHeaders(response, path) {
          response.setHeader(
            'Cache-Control',
            path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          )
          if (path.endsWith('.html')) response.setHeader('Content-Security-Policy', PAGE)
        },
      }),
    )
  }
  return router
}
