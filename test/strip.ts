/** Packages as the build ships them: their own modules, without what the widget can never reach in them. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { minifySync, normalizePath, parseSync, Visitor } from 'vite'

const at = (path: string) => normalizePath(fileURLToPath(new URL(path, import.meta.url)))
/** Socket.IO's client. */
const modules = [
  'socket.io-client/build/esm/manager.js',
  'socket.io-client/build/esm/socket.js',
  'socket.io-client/build/esm/on.js',
  'socket.io-client/build/esm/contrib/backo2.js',
  'socket.io-parser/build/esm/index.js',
  '@socket.io/component-emitter/lib/esm/index.js',
].map((path) => at(`../node_modules/${path}`))
/** Who asks something of them from outside. */
const callers = [at('../widget/connection.ts'), at('../widget/lean/engine.ts')]

/** Expressions that are always this here: options that nobody sets, and what a server that sends no bytes never does. */
const known = new Map([
  ...Object.entries({
    // Options. What comes back by itself does so for ever.
    'opts.autoConnect': 'true',
    'opts.parser': 'false',
    'this._autoConnect': 'true',
    'this.io._autoConnect': 'true',
    'this._opts.ackTimeout': 'undefined',
    'this._opts.retries': 'false',
    'this._reconnection': 'true',
    'this._reconnectionAttempts': 'Infinity',
    'this._timeout': '20000',
    'this.flags.compress': 'undefined',
    'this.flags.volatile': 'false',
    'this.opts.autoUnref': 'false',
    'this.opts.reviver': 'undefined',
    'this.replacer': 'undefined',
    // Options that are given, and not changed afterwards.
    'this.reconnectionDelay()': 'opts.reconnectionDelay',
    'this.reconnectionDelayMax()': 'opts.reconnectionDelayMax',
    'this.randomizationFactor()': 'opts.randomizationFactor',
    // Its timers can be a test's.
    'this.clearTimeoutFn': 'clearTimeout',
    'this.io.clearTimeoutFn': 'clearTimeout',
    'this.io.setTimeoutFn': 'setTimeout',
    'this.setTimeoutFn': 'setTimeout',
    // The server's own recovery is off: what was missed is asked for by number.
    'this._pid': 'undefined',
    // Bytes.
    'this.reconstructor': 'undefined',
    'obj.base64': 'false',
    'Number.isInteger': 'false',
    'PacketType[p.type]': '[0, 1, 2, 3, 4][p.type]',
    // Said by name, so that what is not used can go.
    '_parser.Decoder': 'parser.Decoder',
    '_parser.Encoder': 'parser.Encoder',
  }),
  ...['CONNECT', 'DISCONNECT', 'EVENT', 'ACK', 'CONNECT_ERROR'].map((name, type) => [`PacketType.${name}`, `${type}`]),
] as [string, string][])
const bytes = /^PacketType\.BINARY_/
/** Calls that do nothing here, by what is called. */
const idle =
  /^(?:hasBinary|isBinary|installTimerFunctions|mixin|RESERVED_EVENTS\.hasOwnProperty|this\.(?:notifyOutgoingListeners|_drainQueue|reconnection|reconnectionAttempts|reconnectionDelay|reconnectionDelayMax|randomizationFactor|timeout))$/
/** What is told to nobody, and answers that no server asks for. */
const unheard =
  /^this\.emitReserved\("(?:connect|ping|reconnect|reconnect_\w+)"|^args\.push\(this\.ack\(|^Object\.(?:assign\(\{\s*reviver|freeze\(\{)|^\(function \(PacketType\)/
/** Errors that are read. */
const spoken = /timed out|"timeout"|disconnected|packet\.data\.message/
/** Methods that others of the same name would keep. */
const others =
  /^(?:Manager\.(?:connect|disconnect|timeout|reconnectionDelay|reconnectionDelayMax|randomizationFactor)|Socket\.(?:send|compress|volatile|close))$/

interface Edit {
  start: number
  end: number
  text: string
}

/** Of edits within each other, the outer one. */
const edited = (code: string, edits: readonly Edit[]): string => {
  let from = 0
  let text = ''
  for (const each of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (each.start < from) continue
    text += code.slice(from, each.start) + each.text
    from = each.end
  }
  return text + code.slice(from)
}

/** Without what can be seen to do nothing, and otherwise as it was. */
const settled = (path: string, code: string, edits: readonly Edit[]): string => {
  const compress = { target: 'es2022' }
  const out = minifySync(path, edited(code, edits), { compress, mangle: false, codegen: { removeWhitespace: false } })
  if (out.errors[0]) throw new Error(`${path}: ${out.errors[0].message}`)
  return out.code
}

const assume = (path: string, code: string): string => {
  const edits: Edit[] = []
  new Visitor({
    MemberExpression({ start, end }) {
      const text = known.get(code.slice(start, end))
      if (text !== undefined && !/^\s*=[^=]/.test(code.slice(end))) edits.push({ start, end, text: `(${text})` })
    },
    BinaryExpression({ start, end, right }) {
      if (bytes.test(code.slice(right.start, right.end))) edits.push({ start, end, text: 'false' })
    },
    SwitchCase({ start, end, test }) {
      if (test && bytes.test(code.slice(test.start, test.end)))
        edits.push({ start, end: start + code.slice(start, end).indexOf(':') + 1, text: '' })
    },
    CallExpression({ start, end, callee }) {
      const whole = code.slice(start, end)
      const does = !idle.test(code.slice(callee.start, callee.end)) && !unheard.test(whole)
      if (!does || known.has(whole)) edits.push({ start, end, text: known.get(whole) ?? 'false' })
    },
    NewExpression({ start, end, callee }) {
      // What exactly is wrong with a packet nobody hears: it is a parse error, and the connection ends.
      const said = code.slice(callee.start, callee.end) === 'Error' && !spoken.test(code.slice(start, end))
      if (said) edits.push({ start, end, text: 'new Error()' })
    },
  }).visit(parseSync(path, code).program)
  return settled(path, code, edits)
}

/** What a module or a class gives its objects. */
const given = /^(?:this|\w+\.prototype)\.(\w+)$/

/** Every name that is asked of an object, of whatever kind. To set it is not to ask for it. */
const asked = (path: string, code: string): string[] => {
  const names: string[] = []
  const set = new Set<string>()
  new Visitor({
    AssignmentExpression({ operator, left }) {
      if (operator === '=') set.add(`${left.start}-${left.end}`)
    },
    MemberExpression({ start, end, property }) {
      if (!set.has(`${start}-${end}`)) names.push(code.slice(property.start, property.end).replaceAll(/['"]/g, ''))
    },
    Property({ key }) {
      names.push(code.slice(key.start, key.end))
    },
  }).visit(parseSync(path, code).program)
  return names
}

const withoutUnasked = (path: string, code: string, names: ReadonlySet<string>): string => {
  const edits: Edit[] = []
  const nested = new Set<number>()
  new Visitor({
    ClassDeclaration({ id, body }) {
      for (const member of body.body) {
        if (member.type !== 'MethodDefinition' || member.kind === 'constructor') continue
        const name = code.slice(member.key.start, member.key.end)
        if (!names.has(name) || others.test(`${id?.name}.${name}`)) edits.push({ ...member, text: '' })
      }
    },
    AssignmentExpression({ start, end, left, right }) {
      if (nested.has(start)) return
      // One function may have several names.
      const targets = [left]
      let value = right
      for (; value.type === 'AssignmentExpression'; value = value.right) {
        nested.add(value.start)
        targets.push(value.left)
      }
      const spelled = targets.map((each) => code.slice(each.start, each.end))
      if (!spelled.every((each) => given.test(each))) return
      const kept = spelled.filter((each) => names.has(given.exec(each)![1]!))
      if (kept.length === spelled.length) return
      const text = [...kept, code.slice(value.start, value.end)].join(' = ')
      edits.push({ start, end, text: `(${text})` })
    },
  }).visit(parseSync(path, code).program)
  return settled(path, code, edits)
}

/** Lit: what browsers did before 2023, polyfills, and explanations to authors, who build from the unstripped one. */
const lit: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  '@lit/reactive-element/css-tag.js': [
    [
      't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
      '!0',
    ],
    ['"CSSResult is not constructable. Use `unsafeCSS` or `css` instead."', '"css"'],
    [
      `"Value passed to 'css' function must be a 'css' function result: "+t+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security."`,
      't',
    ],
  ],
  '@lit/reactive-element/reactive-element.js': [
    ['a.reactiveElementPolyfillSupport', 'void 0'],
    // Decorators, controllers, and attributes that are JSON.
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
    [
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
      '',
    ],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
    [',this.constructor.l?.forEach(t=>t(this))', ''],
    [',void 0!==t.l&&(this.l=[...t.l])', ''],
    [
      'addController(t){(this._$EO??=new Set).add(t),void 0!==this.renderRoot&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}',
      '',
    ],
    [',this._$EO?.forEach(t=>t.hostConnected?.())', ''],
    ['this._$EO?.forEach(t=>t.hostDisconnected?.())', ''],
    ['this._$EO?.forEach(t=>t.hostUpdate?.()),', ''],
    ['this._$EO?.forEach(t=>t.hostUpdated?.()),', ''],
    ['break;case Object:case Array:t=null==t?t:JSON.stringify(t)', ''],
    ['break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}', ''],
  ],
  'lit-element/lit-element.js': [
    ['s.litElementPolyfillSupport', 'void 0'],
    [',s.litElementHydrateSupport?.({LitElement:i})', ''],
  ],
  'lit-html/lit-html.js': [
    ['t.litHtmlPolyfillSupport', 'void 0'],
    [':3===i?"<math>"', ''],
    [':3===i?"</math>"', ''],
    ['2===i||3===i', '2===i'],
  ],
}

const leaner = (path: string): string =>
  lit[path]!.reduce(
    (code, [from, to]) => {
      if (!code.includes(from)) throw new Error(`${path} is another one now: ${from}`)
      return code.replace(from, () => to)
    },
    readFileSync(at(`../node_modules/${path}`), 'utf8'),
  )

/** Modules by path, as short as they get without doing anything else. @throws Error when a package is not as it was */
export function stripped(): Map<string, string> {
  const leanLit = Object.keys(lit).map((path) => [at(`../node_modules/${path}`), leaner(path)] as const)
  return new Map([...leanLit, ...socketIo()])
}

function socketIo(): Map<string, string> {
  let sources = new Map(modules.map((path) => [path, assume(path, readFileSync(path, 'utf8'))]))
  const outside = callers.flatMap((path) => asked(path, readFileSync(path, 'utf8')))
  for (let size = Infinity; ;) {
    const names = new Set([...outside, ...[...sources].flatMap(([path, code]) => asked(path, code))])
    sources = new Map([...sources].map(([path, code]) => [path, withoutUnasked(path, code, names)]))
    const next = [...sources.values()].join('').length
    if (next === size) return sources
    size = next
  }
}
